"""The conversation in a terminal, or with any program on the other end of a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from bot.asking import spelt_out
from bot.commands import COMMANDS, Parts, Request
from bot.documents.file import clean_name
from bot.reply import Button, Reply
from bot.router import reply as answer
from bot.transports.plain import render
from bot.voice import voice
from bot.wording import Language, Wording

PERSON = "terminal"


class Conversation:
    """One person's conversation: remembers which buttons stand on the screen.

    Files that come with an answer are written to a folder, if there is one.
    """

    def __init__(
        self, parts: Parts, language: Language, folder: Path | None = None
    ) -> None:
        self._parts = parts
        self._folder = folder
        self._fallback = language
        self._buttons: list[Button] = []

    @property
    def voice(self) -> Wording:
        """How the person has chosen to be spoken to."""
        return voice(self._parts.store.people.profile(PERSON), self._fallback)

    def say(self, line: str, styled: bool = False) -> str:
        """Answer a line; the number of a button presses it.

        A number that no button bears is looked up like any other text: 60 is neodymium.
        """
        number = line.strip()
        if number.isdecimal() and 0 < int(number) <= len(self._buttons):
            line = self._buttons[int(number) - 1].line
        reply = spelt_out(answer(Request(line, PERSON, self.voice), self._parts))
        self._buttons = [button for row in reply.buttons for button in row]
        return render(self._with_files(reply), self.voice, styled)

    def _with_files(self, reply: Reply) -> Reply:
        """The reply with its files written down, known by their paths."""
        if self._folder is None or not reply.attachments:
            return reply
        self._folder.mkdir(parents=True, exist_ok=True)
        written = []
        for each in reply.attachments:
            path = self._folder / clean_name(each.name)
            path.write_bytes(each.data)
            written.append(each._replace(name=str(path)))
        return reply._replace(attachments=tuple(written))


def chat(parts: Parts, language: Language, home: Path) -> None:
    """Talk until the input ends: with history and completion at a real terminal."""
    conversation = Conversation(parts, language, home / "files")
    if sys.stdin.isatty():
        _talk(conversation, parts, home)
    else:
        _script(conversation, sys.stdin, sys.stdout)


def _script(conversation: Conversation, given: Iterable[str], out: TextIO) -> None:
    """Read a line, answer, go on."""
    for line in given:
        out.write(f"> {line.rstrip()}\n{conversation.say(line)}\n\n")
        out.flush()


def _talk(conversation: Conversation, parts: Parts, home: Path) -> None:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory

    class Names(Completer):
        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterator[Completion]:
            typed = document.text_before_cursor
            if typed.startswith("/"):
                found: Iterable[str] = (
                    f"/{command.name}"
                    for command in COMMANDS
                    if command.listed and command.name.startswith(typed[1:])
                )
            else:
                found = parts.catalogue.complete(typed)
            for name in found:
                yield Completion(name, start_position=-len(typed))

    home.mkdir(parents=True, exist_ok=True)
    typed_before = home / "history"
    parts.store.privacy.memories.append(
        lambda person: typed_before.unlink(missing_ok=True)
    )
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(typed_before)),
        completer=Names(),
        complete_while_typing=False,
    )
    print(conversation.voice("chat_welcome"))
    while True:
        try:
            line = session.prompt("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        print(f"{conversation.say(line, styled=True)}\n")
