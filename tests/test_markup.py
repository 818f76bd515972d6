"""Rendering for Telegram: always parses, always within limits, never loses text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram_html import parse_html, visible

from bot.reply import Block, Reply, Span, Style, bold, lines, rows_of
from bot.transports.markup import MOST_UNITS, messages, units

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
SPANS = st.builds(
    Span,
    TEXT,
    st.sampled_from(Style),
    st.sampled_from(["", "https://a.org/?x=1&y=<2>", "no link", 'http://a.b/"']) | TEXT,
)
BLOCKS = st.builds(
    Block,
    st.lists(SPANS, min_size=1, max_size=6).map(tuple),
    quote=st.booleans(),
)


@settings(max_examples=500)
@given(st.lists(BLOCKS, min_size=1, max_size=8))
@example([Block((Span("a < b & c > d"),))])
@example([Block((Span("</b><script>", Style.BOLD),), quote=True)])
def test_any_text_parses_and_is_kept(blocks: list[Block]) -> None:
    texts = messages(Reply(tuple(blocks)))
    for text in texts:
        parse_html(text)
        assert len(visible(text)) <= MOST_UNITS
        assert len(text.encode()) <= 32768
    words = "".join(block.text for block in blocks)
    assert squeezed("".join(map(visible, texts))) == squeezed(words)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["稀土。", "𨭆", "a b ", "\n", "<&>"]), min_size=1),
    st.integers(800, 3000),
    st.sampled_from(Style),
)
def test_long_blocks_are_cut(pieces: list[str], times: int, style: Style) -> None:
    words = "".join(pieces) * times
    texts = messages(Reply((Block((Span("x", style), Span(words, style))),)))
    for text in texts:
        parse_html(text)
        assert units(visible(text)) <= MOST_UNITS
        assert len(text.encode()) <= 32768
    assert squeezed("".join(map(visible, texts))) == squeezed("x" + words)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_cuts_fall_between_sentences() -> None:
    first, second = messages(Reply((Block((Span("稀土分離。" * 900),)),)))
    assert visible(first).endswith("。")
    assert visible(second).startswith("稀土")


def test_only_real_addresses_become_links() -> None:
    reply = Reply((Block((Span("a", link="https://usgs.gov/x"), Span("b", link="x"))),))
    assert messages(reply) == ['<a href="https://usgs.gov/x">a</a>b']


@pytest.mark.parametrize(("text", "size"), [("釹", 1), ("𨭆", 2), ("", 0), ("ab", 2)])
def test_units(text: str, size: int) -> None:
    assert units(text) == size


def test_lines_and_rows() -> None:
    block = lines([["a ", bold("b")], ["c"]])
    assert block.text == "a b\nc"
    assert rows_of([], 3) == ()
