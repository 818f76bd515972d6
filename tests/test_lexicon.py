"""The data format: read strictly, checked by number, stored and read back whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import LEXICON

from db.build import build
from db.keyfile import version
from db.library import Library, open_library
from glossary import identifier, script
from glossary.checks import CHECKS, check
from glossary.concept import Evaluation, Glossary, Locale
from glossary.errors import DataError, NotBuiltError
from glossary.read import read_glossary

CONCEPT = """
[[source]]
id = "s"
title = "t"
publisher = "p"

[[concept]]
id = "thing"
kind = "term"
subject = "use"
sources = ["s"]
terms = [
  {{ hant = "釹鐵硼", hans = "钕铁硼", reading = "nǚ tiě péng" }},
  {{ en = "thing" }},
]
{keys}
[[concept.definition]]
hant = "這是一個用來試驗檢查規則的條目，寫得夠長才不會被退回。"
en = "An entry that exists to try the checks, written long enough to be let through."
{more}
"""


def read(folder: Path, keys: str = "", more: str = "", text: str = CONCEPT) -> Glossary:
    (folder / "data.toml").write_text(text.format(keys=keys, more=more), "utf-8")
    return read_glossary(script.to_mainland, folder)


def codes(glossary: Glossary) -> set[str]:
    return {problem.code for problem in check(glossary)}


def test_lexicon_is_without_problems(lexicon: Glossary) -> None:
    assert check(lexicon) == []


def test_names_expand_to_regions_preferred_first(lexicon: Glossary) -> None:
    lutetium = lexicon.concepts["lutetium"]
    assert lutetium.names(Locale.TW) == ("鎦", "鑥")
    assert lutetium.names(Locale.HK) == ("鑥",)
    assert lutetium.names(Locale.CN) == ("镥",)
    assert lutetium.preferred(Locale.TW).evaluation is Evaluation.PREFERRED
    assert lutetium.preferred(Locale.TW).reading == "liú"
    assert lutetium.preferred(Locale.CN).reading == "lǔ"


def test_simplified_text_is_made_with_glossary_names(lexicon: Glossary) -> None:
    text = lexicon.concepts["lutetium"].definitions[0].text
    assert "鎦金的鎦" in text.hant
    assert "镏金的镥" in text.hans


def test_everything_survives_the_database(lexicon: Glossary, library: Library) -> None:
    stored, _ = library.load()
    assert dict(stored.concepts) == dict(lexicon.concepts)
    assert dict(stored.sources) == dict(lexicon.sources)
    assert dict(stored.digests) == dict(lexicon.digests)
    for name, concept in lexicon.concepts.items():
        assert library.concept(name) == concept


def test_a_build_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "glossary.sqlite"
    build(target, LEXICON)
    before = target.read_bytes()
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "x.toml").write_text(
        CONCEPT.format(keys="", more='[concept.relations]\nbroader = ["nowhere"]')
    )
    with pytest.raises(DataError, match="xitu check"):
        build(target, bad)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*sqlite*")] == ["glossary.sqlite"]


def test_version_changes_with_the_data(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("")
    first = version(tmp_path)
    (tmp_path / "a.toml").write_text("# another\n")
    assert version(tmp_path) != first


def test_an_outdated_glossary_is_built_anew(real_home: Path) -> None:
    assert (real_home / "told.txt").read_text("utf-8") == "building the glossary …"
    told: list[str] = []
    library = open_library(real_home / "glossary.sqlite", told.append)
    assert library.version == version()
    assert told == []


@pytest.mark.parametrize(
    "content", [b"", b"not a database", b"SQLite format 3\x00junk"]
)
def test_a_file_that_is_no_glossary_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "glossary.sqlite"
    path.write_bytes(content)
    with pytest.raises(NotBuiltError, match="xitu build"):
        Library(path)


def test_the_library_is_read_only(library: Library) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library.connection.execute("DELETE FROM concept")


@pytest.mark.parametrize(
    ("keys", "more", "message"),
    [
        ("colour = 1", "", "unknown key 'colour'"),
        ("", "[concept.relations]\nlikes = ['x']", "unknown relationtype 'likes'"),
        ("", "[[concept.fact]]\nvalue = '1'", "lacks 'property'"),
        ("", "[[concept.fact]]\nproperty = 'x'\nvalue = 3", "string or"),
        ("identifiers = [{ value = '1' }]", "", "lacks 'scheme'"),
        ("", "[[concept.event]]\nevent = 'sung'\ndate = '2020'", "unknown eventtype"),
    ],
)
def test_malformed_data_is_refused(
    tmp_path: Path, keys: str, more: str, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read(tmp_path, keys, more)


def test_broken_toml_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[concept]\n")
    with pytest.raises(DataError, match=r"broken\.toml is not valid TOML"):
        read_glossary(script.to_mainland, tmp_path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(CONCEPT.format(keys="", more=""))
    with pytest.raises(DataError, match="already taken"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("code", "keys", "more", "replace"),
    [
        ("E101", "", "", ('"thing"', '"Thing_1"')),
        ("E102", "", "", ('{{ en = "thing" }},', "")),
        ("E103", "", "", ("nǚ tiě péng", "nǚ tiě")),
        ("E103", "", "", ("nǚ tiě péng", "nǚ tiě bǔ")),
        ("E103", "", "", (', reading = "nǚ tiě péng"', "")),
        ("E104", "", "", ('{{ en = "thing" }}', '{{ en = "a" }},{{ en = "a" }}')),
        ("E106", "", "", ('hant = "釹鐵硼"', 'hant = "钕鐵硼"')),
        ("E106", "", "", ('hans = "钕铁硼"', 'hans = "釹铁硼"')),
        ("E107", "", "", ('en = "thing"', 'en = "thing "')),
        ("E107", "", "", ('en = "thing"', 'en = "釹 thing"')),
        ("E201", "", "", ('en = "An entry that', 'en = ""\n#')),
        ("E202", "", "", ("An entry that exists to try the checks, written", "Too")),
        ("E203", "", "", ("An entry", "An entry " + "very " * 60)),
        ("E204", "", "", ("這是一個", "这是一個")),
        ("E205", "", "", ("條目，", "條目,")),
        ("E205", "", "", ("這是一個", "這是NdPr")),
        ("E301", "", '[concept.relations]\nbroader = ["nowhere"]', None),
        ("E302", "", "", None),
        ("E304", "", '[concept.relations]\nbroader = ["thing"]', None),
        ("E401", "", "", ('sources = ["s"]', 'sources = ["s", "nobody"]')),
        ("E402", "", "", ('sources = ["s"]', "")),
        ("E403", "", '[[concept.fact]]\nproperty = "price"\nvalue = "1"', None),
        (
            "E404",
            "",
            '[[concept.event]]\nevent = "issued"\ndate = "July 2025"',
            None,
        ),
        (
            "E405",
            "",
            '[[concept.event]]\nevent = "suspended"\ndate = "2025"\nuntil = "2024"',
            None,
        ),
        ("E406", "", "", ('sources = ["s"]', "")),
        (
            "E501",
            'identifiers = [{ scheme = "cas", value = "7440-00-9" }]',
            "",
            None,
        ),
        (
            "E501",
            'identifiers = [{ scheme = "ticker", value = "60011.SH" }]',
            "",
            None,
        ),
    ],
)
def test_each_check_finds_its_breach(
    tmp_path: Path, code: str, keys: str, more: str, replace: tuple[str, str] | None
) -> None:
    text = CONCEPT.replace(*replace) if replace else CONCEPT
    assert code in codes(read(tmp_path, keys, more, text))


def test_two_concepts_with_one_preferred_name(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(
        CONCEPT.format(keys="", more="")
        .replace('"thing"', '"other"')
        .replace('id = "s"', 'id = "s2"')
    )
    found = codes(read(tmp_path))
    assert "E105" in found


def test_two_concepts_with_one_ticker(tmp_path: Path) -> None:
    ticker = 'identifiers = [{ scheme = "ticker", value = "600111.SH" }]'
    (tmp_path / "other.toml").write_text(
        CONCEPT.format(keys=ticker, more="")
        .replace('"thing"', '"other"')
        .replace('id = "s"', 'id = "s2"')
    )
    assert "E502" in codes(read(tmp_path, ticker))


def test_a_concept_apart_from_the_rest(tmp_path: Path) -> None:
    hub = CONCEPT.format(keys="", more="").replace('"thing"', '"rare-earths"')
    (tmp_path / "hub.toml").write_text(hub.replace('id = "s"', 'id = "s2"'))
    assert "E303" in codes(read(tmp_path))


def test_a_digest_without_passages(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "d.toml").write_text(
        '[article]\nid = "d"\nsource = "s"\ntitle = "t"\n', "utf-8"
    )
    assert "E601" in codes(read(tmp_path))


def test_every_check_has_a_message() -> None:
    assert all(function.__doc__ for function in CHECKS.values())


@pytest.mark.parametrize(
    ("scheme", "value", "good"),
    [
        ("cas", "7440-00-8", True),
        ("cas", "1313-97-9", True),
        ("cas", "1313-97-8", False),
        ("ticker", "600111.SH", True),
        ("ticker", "00769.HK", True),
        ("ticker", "769.HK", False),
        ("ticker", "NYSE:MP", True),
        ("ticker", "LYC.AX", True),
        ("ticker", "LYC.MARS", False),
        ("atomic-number", "0", False),
        ("colour", "red", False),
    ],
)
def test_identifiers(scheme: str, value: str, good: bool) -> None:
    assert (identifier.fault(scheme, value) == "") is good
