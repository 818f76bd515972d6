"""Names in running text: longest, at exact offsets, and never wrong ones."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary.catalogue import Catalogue
from glossary.concept import Locale, Term
from glossary.condensed import condensed
from glossary.scan import Scanner


def found(catalogue: Catalogue, text: str) -> list[tuple[str, str]]:
    scanner = catalogue.scanner
    return [
        (text[start:end], scanner.concepts[name])
        for start, end, name in scanner.scan(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("氧化鐠釹漲價", [("氧化鐠釹", "ndpr-oxide")]),
        ("氧化镨钕与钕", [("氧化镨钕", "ndpr-oxide"), ("钕", "neodymium")]),
        ("MP\nMaterials宣布", [("MP\nMaterials", "mp-materials")]),
        ("MP\n\nMaterials", []),
        ("中國稀\n土集團", [("中國稀\n土集團", "china-rare-earth-group")]),
        ("中國稀土產業", [("稀土", "rare-earths")]),
        ("the rare earths of MP Materials.", None),
        ("NEODYMIUM MAGNETS", [("NEODYMIUM MAGNETS", "ndfeb")]),
        ("neodymium magnetism", [("neodymium", "neodymium")]),
        ("neodymiums", [("neodymiums", "neodymium")]),
        ("unneodymium", []),
        ("Nd and nd", [("Nd", "neodymium")]),
        ("ＭＰ　Ｍａｔｅｒｉａｌｓ", [("ＭＰ　Ｍａｔｅｒｉａｌｓ", "mp-materials")]),
        ("", []),
    ],
)
def test_scan(
    catalogue: Catalogue, text: str, expected: list[tuple[str, str]] | None
) -> None:
    if expected is None:
        expected = [("rare earths", "rare-earths"), ("MP Materials", "mp-materials")]
    assert found(catalogue, text) == expected


def test_names_inside_names(catalogue: Catalogue) -> None:
    scanner = catalogue.scanner
    inside = [scanner.concepts[name] for _, _, name in scanner.every("氧化鐠釹")]
    assert inside == ["ndpr-oxide", "ndpr", "neodymium"]


NAMES = ["氧化鐠釹", "鐠釹", "釹", "稀土", "中國稀土集團", "Nd", "NdPr oxide", "NdPr"]
PIECES = [*NAMES, "中國", "氧化", "土", "s", "x", " ", "。", "\n", "oxide"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_scan_equals_brute_force(catalogue: Catalogue, pieces: list[str]) -> None:
    scanner = catalogue.scanner
    scan = scanner.scan
    text = "".join(piece for piece in pieces if piece.strip())
    names = {}
    for concept in catalogue.glossary.concepts.values():
        for term in concept.terms:
            if term.scan and not term.ambiguous:
                names[term.text] = concept.id
                if term.locale is Locale.EN:
                    names[f"{term.text}s"] = concept.id
    spans = [(start, end, scanner.concepts[name]) for start, end, name in scan(text)]
    assert spans == brute_force(text, names)


BROKEN = [
    *PIECES,
    " ",
    "  ",
    "\n",
    "\n\n",
    "\u3000",
    "Ｎｄ",
    "nd",
    "NDPR",
    "İ",
    "稀",
    "土",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(BROKEN), max_size=14).map("".join))
def test_scan_takes_the_leftmost_longest_of_all_names(
    catalogue: Catalogue, text: str
) -> None:
    expected, reached = [], 0
    for span in catalogue.scanner.every(text):
        if span[0] >= reached:
            expected.append(span)
            reached = span[1]
    assert catalogue.scanner.scan(text) == expected


@given(st.lists(st.sampled_from(BROKEN), max_size=14))
def test_blanks_in_chinese_hide_nothing(
    catalogue: Catalogue, pieces: list[str]
) -> None:
    text = "".join(piece for piece in pieces if "\u3400" < piece < "\uff00")
    apart = "\n".join(text)
    broken = [
        ("".join(name.split()), concept) for name, concept in found(catalogue, apart)
    ]
    assert broken == found(catalogue, text)


@settings(max_examples=600)
@given(
    st.lists(
        st.sampled_from([*BROKEN, *"中國稀土集團鐠釹（）", "MP", "Materials", " \n"]),
        max_size=14,
    ).map("".join)
)
@example("中國 稀\n土\n 集團")
@example("MP \n\u3000Materials")
@example("稀\n\n土")
def test_blanks_hide_what_they_would_not_if_all_were_gone(
    catalogue: Catalogue, text: str
) -> None:
    without = condensed(text).replace("\n", "。")  # a blank line parts like a stop
    assert [(condensed(name), concept) for name, concept in found(catalogue, text)] == (
        found(catalogue, without)
    )


def test_signs_may_be_full_width(catalogue: Catalogue) -> None:
    name = "中國北方稀土(集團)高科技股份有限公司"
    company = catalogue.glossary.concepts["china-northern-rare-earth"]
    scanner = Scanner([company._replace(terms=(Term(Locale.TW, name),))])
    wide = name.replace("(", "（").replace(")", "）")
    for text in (name, wide):
        ((start, end, number),) = scanner.scan(f"{text}，")
        assert (start, end) == (0, len(text))
        assert scanner.concepts[number] == company.id


def brute_force(text: str, names: dict[str, str]) -> list[tuple[int, int, str]]:
    def wordlike(place: int) -> bool:
        inside = 0 <= place < len(text)
        return inside and text[place].isascii() and text[place].isalnum()

    found, place = [], 0
    while place < len(text):
        fitting = [
            name
            for name in names
            if text.startswith(name, place)
            and not (wordlike(place) and wordlike(place - 1))
            and not (wordlike(place + len(name) - 1) and wordlike(place + len(name)))
        ]
        if fitting:
            longest = max(fitting, key=len)
            found.append((place, place + len(longest), names[longest]))
            place += len(longest)
        else:
            place += 1
    return found
