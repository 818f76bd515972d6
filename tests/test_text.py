"""Texts instead of terms: every known name once, in order."""

from __future__ import annotations

import pytest

from bot.commands import Parts, Request
from bot.commands.text import looks_like_text
from bot.router import reply
from bot.transports.markup import messages
from bot.wording import Language, Wording


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("鐠釹", False),
        ("「鐠釹」？", False),
        ("什麼是鐠釹？", False),
        ("China Northern Rare Earth", False),
        ("Inner Mongolia Baotou Steel Rare-Earth Hi-Tech Co., Ltd.", True),
        ("鐠釹漲價，釹鐵硼跟漲", True),
        ("Prices rose. NdPr too", False),
        ("第一行\n第二行", True),
        ("字" * 61, True),
    ],
)
def test_what_is_a_text(line: str, text: bool) -> None:
    assert looks_like_text(line) is text


def ask(parts: Parts, line: str, language: Language = Language.HANT) -> str:
    return reply(Request(line, "1", Wording(language)), parts).text


def test_names_in_order_once_each(parts: Parts) -> None:
    answer = ask(parts, "氧化鐠釹漲價，釹鐵硼跟漲。MP\nMaterials 說，氧化鐠釹看漲。")
    assert "認得 3 個詞" in answer
    names = ("氧化鐠釹", "釹鐵硼", "MP 材料公司")
    places = [answer.index(f"• {word} — ") for word in names]
    assert places == sorted(places)
    assert answer.count("• 氧化鐠釹") == 1


def test_unknown_words_are_said(parts: Parts) -> None:
    answer = ask(parts, "稀土漲價，Acme Magnets 擴產。", Language.EN)
    assert "not in the glossary: Acme Magnets" in answer


def test_a_name_with_a_comma_is_still_a_name(parts: Parts) -> None:
    assert ask(parts, "稀土，").startswith("稀土")


@pytest.mark.parametrize(
    ("line", "count"),
    [("北方稀土上調氧化鐠釹掛牌價", 2), ("why is NdPr important", 1)],
)
def test_a_line_without_marks_is_read_too(parts: Parts, line: str, count: int) -> None:
    assert f"認得 {count} 個詞" in ask(parts, line)


def test_a_cas_number_is_no_date(parts: Parts) -> None:
    assert ask(parts, "7440-00-8").startswith("釹")


def test_a_text_without_names_is_an_honest_no(parts: Parts) -> None:
    assert "詞典裡沒有" in ask(parts, "今天天氣很好，我們去郊外走走吧。")


def test_ten_thousand_characters(parts: Parts) -> None:
    names = [
        term.text
        for concept in parts.catalogue.glossary.concepts.values()
        for term in concept.terms
    ]
    text = ("、".join(names) + "。") * 40
    answer = reply(Request(text[:10_000], "1", Wording(Language.HANS)), parts)
    for html in messages(answer):
        assert len(html) <= 10_000
    assert len([button for row in answer.buttons for button in row]) <= 24
