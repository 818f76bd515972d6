"""Conversations in the terminal, as written down in transcripts/."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conftest import TRANSCRIPTS
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from transcript import read_transcript

from bot.commands import Parts, Request
from bot.router import reply
from bot.transports.plain import render
from bot.transports.terminal import Conversation, _script, _talk
from bot.wording import Language, Wording

NAMES = sorted(path.stem for path in TRANSCRIPTS.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_transcripts(parts: Parts, name: str) -> None:
    code, turns = read_transcript(name)
    assert turns
    conversation = Conversation(parts, Language.guess(code))
    for line, expected in turns:
        assert conversation.say(line) == expected


@pytest.mark.parametrize("name", NAMES)
def test_transcripts_through_a_pipe(parts: Parts, name: str) -> None:
    code, turns = read_transcript(name)
    out = io.StringIO()
    lines = [f"{line}\n" for line, _ in turns]
    _script(Conversation(parts, Language.guess(code)), lines, out)
    expected = "".join(f"> {line}\n{answer}\n\n" for line, answer in turns)
    assert out.getvalue() == expected


def test_every_button_is_a_line_one_could_type(parts: Parts) -> None:
    """Follow every button from every card, and theirs: always an answer."""
    say = Wording(Language.HANT)
    waiting = [f"/card {concept}" for concept in parts.catalogue.glossary.concepts]
    waiting += ["/start", "/help", "/language", "中國稀土", "嵌土"]
    seen: set[str] = set()
    while waiting:
        line = waiting.pop()
        if line in seen:
            continue
        seen.add(line)
        assert len(line.encode()) <= 64
        answer = reply(Request(line, "p", Wording(Language.HANT)), parts)
        text = render(answer, say)
        assert "{" not in text
        assert "不認得" not in text
        assert "不在了" not in text
        waiting += [button.line for row in answer.buttons for button in row]
    assert len(seen) > 40


def test_styles_reach_the_terminal(parts: Parts) -> None:
    styled = Conversation(parts, Language.EN).say("鐠釹", styled=True)
    assert styled.startswith("\x1b[1mNdPr\x1b[0m")


def test_files_are_written_where_they_can_be_opened(
    parts: Parts, tmp_path: Path
) -> None:
    conversation = Conversation(parts, Language.EN, tmp_path / "files")
    said = conversation.say("/lens 磁材新聞 氧化鐠釹漲價。")
    for suffix in (".html", ".csv"):
        (file,) = (tmp_path / "files").glob(f"*{suffix}")
        assert str(file) in said
        assert file.read_bytes()


def test_what_was_typed_is_forgotten_with_the_person(
    parts: Parts, tmp_path: Path
) -> None:
    conversation = Conversation(parts, Language.EN)
    with (
        create_pipe_input() as keys,
        create_app_session(input=keys, output=DummyOutput()),
    ):
        keys.send_text("釹\r\x04")
        _talk(conversation, parts, tmp_path)
        assert "釹" in (tmp_path / "history").read_text("utf-8")
        keys.send_text("/forgetme yes\r\x04")
        _talk(conversation, parts, tmp_path)
    parts.store.privacy.clean()
    assert not (tmp_path / "history").exists()
