"""`glossary.sqlite` opened for a single look-up: keys and names, read-only.

Through the standard library alone, and without the concept model: a one-shot look-up
takes no longer than loading either would.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glossary.data_files import DATA, data_hash, data_times
from glossary.errors import NotBuiltError
from glossary.fold import Folding
from glossary.index import MOST_BEGUN, SPELT, Hit, Near, Verdict, judge, near_names
from glossary.words import Words

if TYPE_CHECKING:
    from glossary.romanise import Romaniser

#: Goes up when the tables or keys change, so that an old file is built anew.
_FORMAT = "5"


def version(folder: Path = DATA) -> str:
    """What a glossary file must be stamped with to be up to date."""
    return f"{_FORMAT}-{data_hash(folder)}"


def ensure_built(path: Path, tell: Callable[[str], None]) -> None:
    """Build the glossary if there is none or the data have changed.

    Args:
        path: where the glossary database lies.
        tell: is told that building takes some seconds.

    Raises:
        DataError: it has to be built and the data break a rule.
    """
    try:
        found = KeyFile(path)
    except NotBuiltError:
        pass
    else:
        found.close()
        if found.times == data_times() or found.version == version():
            return
    tell("building the glossary …")
    from db.build import build  # loads OpenCC, pypinyin and SQLAlchemy

    build(path)


class Names(NamedTuple):
    """A concept as a look-up names it."""

    kind: str
    #: Locale → names, preferred first.
    names: dict[str, list[str]]
    pinyin: str


class KeyFile:
    """A built glossary, opened read-only; it looks keys up straight in the file.

    Raises:
        NotBuiltError: there is no file, or it is not a glossary.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro",
                uri=True,
                check_same_thread=False,
            )
            self.connection.row_factory = sqlite3.Row
            self.version = self._meta("version")
            self.times = self._meta("times")
        except (sqlite3.Error, ValueError) as error:
            raise NotBuiltError(
                f"{path} is not a built glossary; run `xitu build`"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @cached_property
    def folding(self) -> Folding:
        """Makes search keys the way this glossary's keys were made."""
        characters, simplified = self._meta("characters"), self._meta("simplified")
        return Folding(dict(zip(characters, simplified, strict=True)))

    def get(self, key: str) -> Sequence[Hit]:
        """The hits of a key (see `index.Keys`)."""
        return tuple(
            Hit(*row)
            for row in self.query(
                "SELECT concept, matched, how, score FROM key WHERE key = ?"
                " ORDER BY score DESC",
                key,
            )
        )

    def verdict(self, key: str) -> Verdict | None:
        """What the hits of a key amount to (see `index.Keys`)."""
        hits = self.get(key)
        return judge(hits) if hits else None

    def near(self, key: str) -> Sequence[Near]:
        """Names spelt much like a key (see `index.Keys`)."""
        from glossary.spelling import Spelling  # costs time, and is rarely needed

        # No more slips than two are forgiven, so other lengths need no look.
        near_length = self.query(
            "SELECT DISTINCT key FROM key WHERE abs(length(key) - ?) <= 2"
            f" AND how IN ({', '.join('?' * len(SPELT))})",
            len(key),
            *SPELT,
        )
        same_script = (
            row["key"] for row in near_length if row["key"].isascii() is key.isascii()
        )
        spelling = Spelling(same_script)
        return near_names(spelling.near(key), self.get)

    def beginning(self, key: str) -> Sequence[Hit]:
        """Names whose keys begin with one (see `index.Keys`)."""
        rows = self.query(
            "SELECT concept, matched, how, score FROM key WHERE key >= ? AND key < ?"
            f" AND how IN ({', '.join('?' * len(SPELT))})"
            f" ORDER BY key, score DESC LIMIT {MOST_BEGUN}",
            key,
            f"{key}\U0010ffff",
            *SPELT,
        )
        return [Hit(*row) for row in rows]

    def sound(self, key: str) -> str:
        """How a Chinese key is read (see `index.Keys`)."""
        return self.words.sound(key)

    def is_other_word(self, key: str) -> bool:
        """Whether a key is another word (see `index.Keys`)."""
        return self.words.is_other(key)

    @cached_property
    def words(self) -> Words:
        """How Chinese sounds, and which words are none of the glossary's."""
        return Words(
            self._meta("read"),
            self._meta("readings").split(" "),
            frozenset(self._meta("others").split("\n")),
            lambda: self.romaniser,
        )

    @cached_property
    def romaniser(self) -> Romaniser:
        """Reads any text aloud, as this glossary reads its names."""
        from glossary.romanise import Pronunciation, Romaniser  # a look-up needs none

        spoken, syllables = self._meta("spoken"), self._meta("syllables").split(" ")
        return Romaniser(
            Pronunciation(
                dict(zip(spoken, syllables, strict=True)),
                self._readings("words"),
                self._readings("taiwan"),
            ),
            self.folding.simplified,
        )

    def names(self, concept: str) -> Names:
        """What a concept of this file is called."""
        (row,) = self.query("SELECT kind FROM concept WHERE id = ?", concept)
        names: dict[str, list[str]] = {}
        pinyin = ""
        for term in self.query(
            "SELECT locale, text, reading FROM term WHERE concept = ?"
            " ORDER BY position",
            concept,
        ):
            names.setdefault(term["locale"], []).append(term["text"])
            if term["locale"].startswith("zh-Hans") and not pinyin:
                pinyin = term["reading"]
        return Names(row["kind"], names, pinyin)

    def query(self, sql: str, *values: str | int) -> list[sqlite3.Row]:
        """The rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def _readings(self, name: str) -> dict[str, str]:
        words, readings = self._meta(name).split("\t")
        return dict(zip(words.split("\n"), readings.split("\n"), strict=True))

    def _meta(self, name: str) -> str:
        (row,) = self.query("SELECT value FROM meta WHERE name = ?", name)
        return str(row["value"])
