"""What a command is given and what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.reply import Reply
from bot.wording import Language
from db.people import People
from glossary.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Request:
    """A line from someone: typed, or behind a button they pressed."""

    line: str
    person: str
    language: Language

    @property
    def argument(self) -> str:
        """What stands after the command word."""
        _, _, rest = self.line.strip().partition(" ")
        return rest.strip()


@dataclass(slots=True)
class Parts:
    """What commands work with; the catalogue is swapped whole when it changes."""

    catalogue: Catalogue
    people: People
    random: Random
    #: What day it is.
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class Command:
    """A command word, its function, and whether menus and help list it."""

    name: str
    run: Callable[[Request, Parts], Reply]
    listed: bool = True
