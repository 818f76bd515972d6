"""Every known name in a text: longest matches, exact offsets, both scripts at once.

The only door to ahocorasick_rs. Blanks and line breaks inside a name do not hide it
(`MP⏎Materials`, `中國 稀土集團`), a blank line does. Latin names count only at word
borders, symbols and short abbreviations only in their own case; where a long name
fails its border, a shorter one inside it is still found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from glossary.concept import Concept, Evaluation, Locale, Term, TermType

_BLANKS = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
#: Case folded, full-width letters and marks as their ASCII twins, one for one.
_PLAIN = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)} | {
    code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)
}


class Span(NamedTuple):
    """A name in a text: `text[start:end]` as it stands there, and its concept."""

    start: int
    end: int
    text: str
    concept: str


class _Surface(NamedTuple):
    concept: str
    #: The form as written, if its case matters; else empty.
    exact: str


class Scanner:
    """Finds the names of concepts in running text.

    Names marked ambiguous or `scan = false`, and names that two concepts share with
    equal right, are never found: 中國稀土 is mostly just "China's rare earths".
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        chosen = _surfaces(concepts)
        self._surfaces = list(chosen.values())
        self._automaton = AhoCorasick(list(chosen), matchkind=MatchKind.Standard)

    def scan(self, text: str) -> list[Span]:
        """The names in a text, left to right, never overlapping.

        >>> Scanner(concepts).scan("氧化鐠釹漲價")  # doctest: +SKIP
        [Span(start=0, end=4, text='氧化鐠釹', concept='ndpr-oxide')]
        """
        spans, last = [], 0
        for span in self.every(text):
            if span.start >= last:
                spans.append(span)
                last = span.end
        return spans

    def every(self, text: str) -> Iterator[Span]:
        """All names in a text, also those inside longer ones (`鐠釹` in `氧化鐠釹`).

        Leftmost first, of those that begin together the longest first.
        """
        condensed, origin = _condense(text)
        for start, end, concept in self._candidates(condensed):
            begin, stop = origin(start), origin(end - 1) + 1
            yield Span(begin, stop, text[begin:stop], concept)

    def _candidates(self, condensed: str) -> list[tuple[int, int, str]]:
        """All valid matches, leftmost first, of those the longest first."""
        found = []
        lowered = condensed.translate(_PLAIN)
        for number, start, end in self._automaton.find_matches_as_indexes(
            lowered, overlapping=True
        ):
            concept, exact = self._surfaces[number]
            if exact and condensed[start:end] != exact:
                continue
            if _at_borders(condensed, start, end):
                found.append((start, end, concept))
        found.sort(key=lambda match: (match[0], -match[1]))
        return found


def _surfaces(concepts: Iterable[Concept]) -> dict[str, _Surface]:
    """Lower-case condensed form → whose it is; forms nobody clearly owns left out."""
    claims: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for concept in concepts:
        for term in concept.terms:
            for form, exact in _forms(term):
                rank = 0 if term.evaluation is Evaluation.PREFERRED else 1
                mine = claims[form].get(concept.id)
                if mine is None or rank < mine[0]:
                    claims[form][concept.id] = (rank, exact)
    chosen = {}
    for form, owners in claims.items():
        best = min(rank for rank, _ in owners.values())
        top = [(name, exact) for name, (rank, exact) in owners.items() if rank == best]
        if len(top) == 1:
            chosen[form] = _Surface(*top[0])
    return chosen


def _forms(term: Term) -> Iterator[tuple[str, str]]:
    """The forms of a name to look for, each with its exact case if that matters."""
    if not term.scan or term.ambiguous:
        return
    form, _ = _condense(term.text)
    cased = term.type is TermType.SYMBOL or (len(form) <= 4 and form.isupper())
    yield form.translate(_PLAIN), form if cased and form.isascii() else ""
    if term.locale is Locale.EN and term.type is not TermType.SYMBOL:
        plural = f"{form}s"
        yield plural.translate(_PLAIN), plural if cased else ""


def _at_borders(text: str, start: int, end: int) -> bool:
    """Whether a match that begins or ends in a Latin letter ends a word there."""
    if start and _wordlike(text[start]) and _wordlike(text[start - 1]):
        return False
    return not (end < len(text) and _wordlike(text[end - 1]) and _wordlike(text[end]))


def _wordlike(char: str) -> bool:
    return char.isascii() and char.isalnum()


class _Origin:
    """Condensed offset → original offset."""

    def __init__(self, starts: list[int], shifts: list[int]) -> None:
        self._starts = starts
        self._shifts = shifts

    def __call__(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def _condense(text: str) -> tuple[str, _Origin]:
    """The text without blanks that could break a name, and the way back.

    Between two Latin words one space stays; a blank line stays a border.
    """
    pieces: list[str] = []
    starts, shifts = [0], [0]
    length = last = 0
    for match in _BLANKS.finditer(text):
        piece = text[last : match.start()]
        before = text[match.start() - 1] if match.start() else ""
        after = text[match.end()] if match.end() < len(text) else ""
        if _BLANK_LINE.search(match.group()):
            kept = "\n"
        elif (
            before and after and _wordlike_or_mark(before) and _wordlike_or_mark(after)
        ):
            kept = " "
        else:
            kept = ""
        pieces += (piece, kept)
        length += len(piece) + len(kept)
        last = match.end()
        starts.append(length)
        shifts.append(last - length)
    pieces.append(text[last:])
    return "".join(pieces), _Origin(starts, shifts)


def _wordlike_or_mark(char: str) -> bool:
    """Latin text in the wide sense: also accents, ASCII marks, full-width letters."""
    return ord(char) < 0x2E80 or (char >= "\uff10" and char.isalnum())
