"""Look-up: every way to write a name finds it, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library import Library
from glossary.catalogue import Catalogue
from glossary.concept import Locale
from glossary.fold import Folding, initials, pinyin_keys, singulars, tone_key
from glossary.index import AnswerKind, How, lookup
from glossary.script import simplified_characters


@pytest.mark.parametrize(
    ("query", "concept", "how"),
    [
        ("鐠釹", "ndpr", How.NAME),
        ("镨钕", "ndpr", How.NAME),
        ("镨釹", "ndpr", How.NAME),
        ("釹鐠", "ndpr", How.NAME),
        ("「鐠釹」？", "ndpr", How.NAME),
        ("  《鐠釹》 ", "ndpr", How.NAME),
        ("鐠 釹", "ndpr", How.NAME),
        ("pǔ nǚ", "ndpr", How.PINYIN),
        ("pǔnǚ", "ndpr", How.PINYIN),
        ("pu3 nü3", "ndpr", How.PINYIN),
        ("pu3nv3", "ndpr", How.PINYIN),
        ("pu3 nu:3", "ndpr", How.PINYIN),
        ("pu nv", "ndpr", How.PINYIN),
        ("punv", "ndpr", How.PINYIN),
        ("pu nu", "ndpr", How.PINYIN),
        ("PU NÜ", "ndpr", How.PINYIN),
        ("chuan ji cui qu", "cascade-extraction", How.PINYIN),
        ("cjcq", "cascade-extraction", How.INITIALS),
        ("NdPr", "ndpr", How.ABBREVIATION),
        ("ndpr", "ndpr", How.ABBREVIATION),
        ("ＮｄＰｒ", "ndpr", How.ABBREVIATION),
        ("Neodymium Praseodymium", "ndpr", How.NAME),
        ("neodymium-praseodymium", "ndpr", How.NAME),
        ("didymium", "ndpr", How.DEPRECATED),
        ("Rare Earth", "rare-earths", How.NAME),
        ("rare-earths", "rare-earths", How.NAME),
        ("neodymium magnets", "ndfeb", How.NAME),
        ("NdFeB", "ndfeb", How.NAME),
        ("Nd", "neodymium", How.SYMBOL),
        ("nd", "neodymium", How.SYMBOL),
        ("Nd2O3", "neodymium-oxide", How.FORMULA),
        ("Nd₂O₃", "neodymium-oxide", How.FORMULA),
        ("60", "neodymium", How.ATOMIC_NUMBER),
        ("Z=60", "neodymium", How.ATOMIC_NUMBER),
        ("60號元素", "neodymium", How.ATOMIC_NUMBER),
        ("7440-00-8", "neodymium", How.CAS),
        ("CAS 7440-00-8", "neodymium", How.CAS),
        ("600111.SH", "china-northern-rare-earth", How.TICKER),
        ("600111", "china-northern-rare-earth", How.TICKER),
        ("SH600111", "china-northern-rare-earth", How.TICKER),
        ("sse: 600111", "china-northern-rare-earth", How.TICKER),
        ("包鋼稀土", "china-northern-rare-earth", How.FORMER),
        ("NYSE:MP", "mp-materials", How.TICKER),
        ("MP", "mp-materials", How.NAME),
        ("MP\nMaterials", "mp-materials", How.NAME),
        ("帕斯山", "mountain-pass", How.NAME),
        ("鎦", "lutetium", How.NAME),
        ("鑥", "lutetium", How.NAME),
        ("镥", "lutetium", How.NAME),
        ("lutecium", "lutetium", How.FORMER),
        ("lu", "lutetium", How.SYMBOL),
        ("liu2", "lutetium", How.PINYIN),
    ],
)
def test_finds(catalogue: Catalogue, query: str, concept: str, how: How) -> None:
    answer = catalogue.lookup(query)
    assert answer.kind is AnswerKind.ENTRY
    assert [(hit.concept, hit.how) for hit in answer.hits] == [(concept, how)]


def test_a_name_of_several_asks_which(catalogue: Catalogue) -> None:
    answer = catalogue.lookup("中国稀土")
    assert answer.kind is AnswerKind.CHOICES
    assert {hit.concept for hit in answer.hits} == {
        "china-rare-earth-group",
        "china-rare-earth-resources",
    }


@pytest.mark.parametrize(
    ("query", "concept"),
    [
        ("neodimium", "neodymium"),
        ("neodymum", "neodymium"),
        ("cascade extracton", "cascade-extraction"),
        ("Mountin Pass", "mountain-pass"),
        ("oxide neodymium", "neodymium-oxide"),
        ("釹鐠氧化物", "ndpr-oxide"),
        ("串集萃取", "cascade-extraction"),
        ("芒亭帕斯", "mountain-pass"),
        ("中國稀集團", "china-rare-earth-group"),
        ("北方西土", "china-northern-rare-earth"),
        ("cuanjicuiqu", "cascade-extraction"),
        ("beifanxitu", "china-northern-rare-earth"),
    ],
)
def test_a_slip_is_forgiven_where_the_meaning_is_clear(
    catalogue: Catalogue, query: str, concept: str
) -> None:
    answer = catalogue.lookup(query)
    assert answer.kind is AnswerKind.ENTRY
    assert [(hit.concept, hit.how) for hit in answer.hits] == [(concept, How.NEAR)]


@pytest.mark.parametrize(
    ("query", "near"),
    [("嵌土", "rare-earths"), ("北方稀士", "china-northern-rare-earth")],
)
def test_another_character_is_only_a_suggestion(
    catalogue: Catalogue, query: str, near: str
) -> None:
    answer = catalogue.lookup(query)
    assert answer.kind is AnswerKind.SUGGESTIONS
    assert [(hit.concept, hit.how) for hit in answer.hits] == [(near, How.NEAR)]


@pytest.mark.parametrize(
    ("query", "concepts"),
    [
        ("china northern", ["china-northern-rare-earth"]),
        ("China Rare", ["china-rare-earth-group", "china-rare-earth-resources"]),
        ("Mountain", ["mountain-pass"]),
        ("串級", ["cascade-extraction"]),
        ("Mount", []),
        ("串", []),
    ],
)
def test_the_beginning_of_a_name_is_a_suggestion(
    catalogue: Catalogue, library: Library, query: str, concepts: list[str]
) -> None:
    for keys in (catalogue, library):
        answer = lookup(query, keys, library.folding)
        assert answer.kind is (AnswerKind.SUGGESTIONS if concepts else AnswerKind.NONE)
        assert [hit.concept for hit in answer.hits] == concepts


def test_other_words_are_left_alone(library: Library) -> None:
    """A listed word finds near names at most, however near they are."""

    class Others(Catalogue):
        def is_other_word(self, key: str) -> bool:
            return key == "mountainpast"

    glossary, keys = library.load()
    strict = Others(glossary, keys, library.folding, library.words)
    assert strict.lookup("Mountain Past").kind is AnswerKind.SUGGESTIONS
    assert strict.lookup("Mountain Pasd").kind is AnswerKind.ENTRY


def test_wrong_tones_are_a_suggestion(catalogue: Catalogue) -> None:
    answer = catalogue.lookup("nǔ")  # 釹 is nǚ
    assert answer.kind is not AnswerKind.ENTRY
    assert catalogue.lookup("nu:3").kind is AnswerKind.ENTRY
    answer = catalogue.lookup("pu1 nv1")
    assert answer.kind is AnswerKind.SUGGESTIONS
    assert answer.hits[0].concept == "ndpr"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "？？",
        "quarterly",
        "600112",
        "7440-00-9",
        "119",
        "光合作用",
        "🙂",
        "0",
    ],
)
def test_what_is_not_there_gets_no_card(catalogue: Catalogue, query: str) -> None:
    assert catalogue.lookup(query).kind is AnswerKind.NONE


def test_every_name_of_every_concept_is_found(catalogue: Catalogue) -> None:
    for concept in catalogue.glossary.concepts.values():
        for term in concept.terms:
            hits = {hit.concept for hit in catalogue.lookup(term.text).hits}
            assert concept.id in hits, term.text


def test_file_and_memory_agree(catalogue: Catalogue, library: Library) -> None:
    for query in ("鐠釹", "pu nv", "60", "中國稀土", "neodimium", "xyzzy", "Nd₂O₃"):
        assert lookup(query, library, library.folding) == catalogue.lookup(query)


def test_completion(catalogue: Catalogue) -> None:
    assert "neodymium oxide" in catalogue.complete("Neodym")
    assert "鐠釹氧化物" in catalogue.complete("镨")
    assert catalogue.complete("zzz") == ()
    assert len(catalogue.complete("n", limit=3)) == 3


FOLDING = Folding(simplified_characters())


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    key = FOLDING.key(text)
    assert FOLDING.key(key) == key


@given(
    st.text(alphabet="稀土鐠釹NdPr -_「」，。Ａ２₂"), st.sampled_from("「」？ 　()\"'")
)
def test_marks_around_a_query_do_not_matter(text: str, mark: str) -> None:
    assert FOLDING.key(mark + text + mark) == FOLDING.key(text)


@given(st.text())
def test_any_query_gets_an_answer(text: str) -> None:
    assert FOLDING.key(text) is not None
    tone_key(text)


def test_pinyin_keys() -> None:
    assert pinyin_keys("pǔ nǚ") == ("punv", "punu")
    assert tone_key("pǔ nǚ") == tone_key("pu3nv3") == tone_key("pǔnǚ") == "punv33"
    assert tone_key("鐠釹") == tone_key("punv") == ""
    assert initials("chuàn jí cuì qǔ") == "cjcq"
    assert singulars("alloys") == ("alloy",)
    assert singulars("batteries") == ("batterie", "battery")
    assert singulars("gas") == ()


def test_readings_of_regions_are_all_searched(catalogue: Catalogue) -> None:
    lutetium = catalogue.glossary.concepts["lutetium"]
    readings = {term.reading for term in lutetium.terms if term.locale is not Locale.EN}
    assert readings >= {"liú", "lǔ"}
    for reading in readings - {""}:
        assert "lutetium" in {hit.concept for hit in catalogue.lookup(reading).hits}


@pytest.mark.parametrize(
    ("query", "known"),
    [("neodymium", True), ("釹", True), ("中國稀土", True), ("neodimium", False)],
)
def test_a_name_nearly_spelt_is_not_known(
    catalogue: Catalogue, query: str, known: bool
) -> None:
    assert catalogue.knows(query) is known
