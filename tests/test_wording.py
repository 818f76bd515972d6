"""Every string in every language, with the same keys and placeholders."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest

from bot.commands import COMMANDS
from bot.figure import figure
from bot.wording import Language, Wording, _strings
from glossary.concept import EventType, Kind, RelationType, Subject
from glossary.index import How
from glossary.phrases import Asked
from glossary.read import read_glossary
from glossary.rules import Standing
from glossary.script import only_simplified, only_traditional, to_mainland

LATIN_BESIDE_HAN = re.compile(
    r"[\u3400-\u9fff][A-Za-z0-9{]|[A-Za-z0-9}][\u3400-\u9fff]"
)


def strings(language: Language) -> dict[tuple[str, str], str]:
    return {
        (section, key): text
        for section, rows in _strings(language).items()
        for key, text in rows.items()
    }


@pytest.mark.parametrize("language", Language)
def test_same_keys_and_placeholders_as_english(language: Language) -> None:
    english, other = strings(Language.EN), strings(language)
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert placeholders(text) == placeholders(other[key]), key


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_scripts_are_not_mixed() -> None:
    known = {"language_name", "language_unknown", "examples", "other_language"}
    for (_, key), text in strings(Language.HANT).items():
        assert key in known or not only_simplified(text), text
    for (_, key), text in strings(Language.HANS).items():
        assert key in known or not only_traditional(text), text


@pytest.mark.parametrize("language", [Language.HANT, Language.HANS])
def test_chinese_typography(language: Language) -> None:
    quotes = "“”" if language is Language.HANT else "「」"
    for text in strings(language).values():
        assert not any(mark in text for mark in quotes), text
        bare = re.sub(
            r"[「“]\{\w+\}[」”]|\{(?:how|authority|name|asked|country|kind|what|where|group)\}",
            "",
            text,
        )
        assert not LATIN_BESIDE_HAN.search(bare), text


@pytest.mark.parametrize("language", Language)
def test_every_code_has_a_label(language: Language) -> None:
    say = Wording(language)
    for section, codes in (
        ("kind", Kind),
        ("subject", Subject),
        ("relation", RelationType),
        ("inverse", RelationType),
        ("event", EventType),
        ("how", How),
        ("standing", Standing),
        ("asked", Asked),
    ):
        for code in codes:
            assert say.label(section, code)
    for command in COMMANDS:
        if command.listed:
            assert 1 <= len(say.label("command", command.name)) <= 256


def test_every_property_country_and_scheme_of_the_data_has_a_label() -> None:
    rows: dict[str, Any] = _strings(Language.EN)
    for concept in read_glossary(to_mainland).concepts.values():
        for fact in concept.facts:
            assert fact.property in rows["property"], concept.id
            if fact.property == "country":
                assert fact.value.en in rows["country"], concept.id
        for code in concept.identifiers:
            assert code.scheme in rows["scheme"], concept.id


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hant", Language.HANT),
        ("zh-TW", Language.HANT),
        ("zh_HK.UTF-8", Language.HANT),
        ("zh", Language.HANS),
        ("zh-hans", Language.HANS),
        ("zh_CN.UTF-8", Language.HANS),
        ("en-GB", Language.EN),
        ("fr", Language.EN),
        ("", Language.EN),
        (None, Language.EN),
    ],
)
def test_guessing_a_language(code: str | None, language: Language) -> None:
    assert Language.guess(code) is language


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("5260000000", "CNY", "5.26 billion CNY", "52.6 億元"),
        ("1120000", "CNY/t", "1.12 million CNY/t", "112 萬元/噸"),
        ("110", "USD/kg", "110 USD/kg", "110 美元/公斤"),
        ("31000", "t", "31,000 t", "3.1 萬噸"),
        ("1016", "°C", "1016 °C", "1016 °C"),
        ("144.242(3)", "", "144.242(3)", "144.242(3)"),
        ("300000", "t REO", "300,000 t REO", "30 萬噸 REO"),
    ],
)
def test_figures(value: str, unit: str, english: str, chinese: str) -> None:
    assert figure(value, unit, Wording(Language.EN)) == english
    assert figure(value, unit, Wording(Language.HANT)) == chinese


@pytest.mark.parametrize(
    ("language", "key", "values", "said"),
    [
        (Language.HANT, "none", {"query": "「月亮」的英文"}, "「『月亮』的英文」"),
        (Language.HANS, "none", {"query": "“月亮”的英文"}, "“‘月亮’的英文”"),
        (
            Language.HANS,
            "digest_of",
            {"title": "《早报》评论", "publisher": "", "date": ""},
            "《〈早报〉评论》",
        ),
    ],
)
def test_quotation_marks_within_others(
    language: Language, key: str, values: dict[str, str], said: str
) -> None:
    assert said in Wording(language)(key, **values)
