"""A conversion with its choices: what became what, where, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from glossary.conversion.converter import Converter, Stretch
from glossary.conversion.lists import Entry, read_entries
from glossary.conversion.plans import FIRST_MARK, LAST_MARK, Plan, plan_name
from glossary.conversion.region import Recognised
from glossary.conversion.standard import Standard


class Why(StrEnum):
    """What decided a choice."""

    #: The glossary holds the name by region.
    CONCEPT = "concept"
    #: A line of our lists, with its reason.
    LIST = "list"
    #: One character stands for several; OpenCC's phrases decided.
    CHARACTER = "character"


class Choice(NamedTuple):
    """`source[start:end]` became `result[result_start:result_end]`, and why."""

    start: int
    end: int
    was: str
    result_start: int
    result_end: int
    became: str
    why: Why
    reason: str
    concept: str = ""


class Conversion(NamedTuple):
    """A converted text, what the source was, and every choice that was made."""

    text: str
    recognised: Recognised
    choices: tuple[Choice, ...]


def explain(
    converter: Converter, text: str, to: Standard, *, words: bool = False
) -> Conversion:
    """Convert a text as `Converter.convert` does, and say what was chosen.

    >>> explain(converter, "干法", Standard.TW).choices[0].became  # doctest: +SKIP
    '乾法'
    """
    writer = _Writer(converter, words)
    for stretch in converter.stretches(text, to):
        writer.add(stretch)
    return Conversion(
        "".join(writer.result), converter.recognise(text), tuple(writer.choices)
    )


class _Writer:
    """Goes along source and result together."""

    def __init__(self, converter: Converter, words: bool) -> None:
        self._converter = converter
        self._words = words
        self._entries: dict[Plan, list[Entry]] = {}
        self.result: list[str] = []
        self.choices: list[Choice] = []
        self._at = self._written = 0

    def add(self, stretch: Stretch) -> None:
        """Convert a stretch with marks in the place of entries, then fill those in.

        OpenCC's own dictionaries keep the length of a text, so that a mark stands as
        far from the one before as its word stood.
        """
        plan = stretch.plan
        if plan is None:
            self._put(stretch.text, stretch.text)
            return
        if plan not in self._entries:
            self._entries[plan] = read_entries(
                self._converter.folder, plan_name(plan, words=self._words)
            )
        marked = self._converter.run(plan, stretch.text, words=self._words, marked=True)
        place = 0
        for char in marked:
            # No word begins with a mark: met in the source, it is the source's own.
            if FIRST_MARK <= ord(char) <= LAST_MARK and stretch.text[place] != char:
                entry = self._entries[plan][ord(char) - FIRST_MARK]
                why = Why.CONCEPT if entry.concept else Why.LIST
                self._choose(entry.word, entry.result, why, entry.reason, entry.concept)
                place += len(entry.word)
            else:
                was = stretch.text[place]
                if was in self._converter.characters.ambiguous:
                    self._choose(was, char, Why.CHARACTER, "", "")
                else:
                    self._put(was, char)
                place += 1

    def _choose(
        self, was: str, became: str, why: Why, reason: str, concept: str
    ) -> None:
        start, result_start = self._at, self._written
        self._put(was, became)
        self.choices.append(
            Choice(
                start, self._at, was, result_start, self._written, became,
                why, reason, concept,
            )
        )  # fmt: skip

    def _put(self, was: str, became: str) -> None:
        self.result.append(became)
        self._at += len(was)
        self._written += len(became)
