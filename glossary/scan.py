"""Every known name in a text: longest matches, exact offsets, both scripts at once.

The only door to daachorse. Blanks and line breaks inside a name do not hide it
(`MP⏎Materials`, `中國 稀土集團`), a blank line does. Latin names count only at word
borders, symbols and short abbreviations only in their own case; where a long name
fails its border, a shorter one inside it is still found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from glossary.concept import Concept, Evaluation, Locale, Term, TermType
from glossary.condensed import (
    BLANKS,
    BREAKS,
    SPACES,
    WIDE,
    Seams,
    condensed,
    narrow,
    without,
)

#: How Chinese texts write the signs in a name: brackets alone, or all of them.
_WIDE_SIGNS = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "()%&'+-/:"}
_WIDE_BRACKETS = {ord(sign): _WIDE_SIGNS[ord(sign)] for sign in "()"}
_SMALL = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}

#: A name in a text: where it starts and ends there, and its concept. A plain tuple, as
#: making anything else of a name takes longer than finding it.
Span: TypeAlias = tuple[int, int, str]
#: What the automaton finds: start, end, and the number of a name.
_Match: TypeAlias = tuple[int, int, int]


class _Surface(NamedTuple):
    concept: str
    #: The form as written, if its case matters; else empty.
    exact: str
    #: Whether it must be looked at before it counts: it begins or ends in Latin.
    doubtful: bool
    #: Whether it is one Latin word: where it fails, nothing inside it can stand.
    single: bool


class Scanner:
    """Finds the names of concepts in running text.

    Names marked ambiguous or `scan = false`, and names that two concepts share with
    equal right, are never found: 中國稀土 is mostly just "China's rare earths".
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        chosen = _surfaces(concepts)
        self._surfaces = list(chosen.values())
        self._concepts = [surface.concept for surface in self._surfaces]
        self._doubtful = [surface.doubtful for surface in self._surfaces]
        self._doubtful += [False] * (len(BLANKS) + len(WIDE))
        self._longest = max(map(len, chosen), default=0)
        forms = list(chosen)
        self._seams = Seams(forms)
        self._every = CharwiseDoubleArrayAhoCorasick(forms)
        # It also finds what may hide a name, which saves a search of its own.
        self._first = CharwiseDoubleArrayAhoCorasick(
            [*forms, *BLANKS, *WIDE], match_kind=MATCH_KIND_LEFTMOST_LONGEST
        )

    def scan(self, text: str) -> list[Span]:
        """The names in a text, left to right, never overlapping.

        >>> Scanner(concepts).scan("氧化鐠釹漲價")  # doctest: +SKIP
        [(0, 4, 'ndpr-oxide')]
        """
        small, names = _lowered(text), len(self._surfaces)
        found = self._first.find(small)
        odd = [match for match in found if match[2] >= names]
        if any(number >= names + len(BLANKS) for _, _, number in odd):
            return self.scan(narrow(text))
        places = [start for start, _, _ in odd]
        places += [match.start() for match in SPACES.finditer(text)]
        if not (blanks := self._seams.parted(small, places)):
            return self._settled(text, found)
        bare, gaps = without(text, sorted(blanks))
        found = self._first.find(_lowered(bare))
        return gaps.in_text(self._settled(bare, found))

    def every(self, text: str) -> Iterator[Span]:
        """All names in a text, also those inside longer ones (`鐠釹` in `氧化鐠釹`).

        Leftmost first, of those that begin together the longest first.
        """
        text = narrow(text)
        places = (match.start() for match in BREAKS.finditer(text))
        blanks = self._seams.parted(_lowered(text), places)
        bare, gaps = without(text, blanks)
        yield from gaps.in_text(self._candidates(bare, 0, len(bare)))

    def _settled(self, text: str, found: Sequence[_Match]) -> list[Span]:
        """The longest names; where one fails its border or its case, those inside."""
        surfaces, doubtful, concepts = self._surfaces, self._doubtful, self._concepts
        names = len(surfaces)
        wrong = {
            start
            for start, end, number in found
            if doubtful[number] and not _stands(text, start, end, surfaces[number])
        }
        if not wrong:
            return [
                (start, end, concepts[number])
                for start, end, number in found
                if number < names
            ]
        spans: list[Span] = []
        reached = 0
        for start, end, number in found:
            if number >= names or end <= reached:
                continue
            if start >= reached and start not in wrong:
                spans.append((start, end, concepts[number]))
                reached = end
            elif start < reached or not surfaces[number].single:
                for other in self._candidates(text, max(start, reached), end):
                    if other[0] >= reached:
                        spans.append(other)
                        reached = other[1]
                reached = max(reached, end)
        return spans

    def _candidates(self, text: str, start: int, end: int) -> list[Span]:
        """All valid names that begin in a stretch, leftmost and longest first."""
        window = _lowered(text[start : end + self._longest])
        found = []
        for begin, stop, number in self._every.find_overlapping(window):
            surface = self._surfaces[number]
            first, last = start + begin, start + stop
            if first < end and _stands(text, first, last, surface):
                found.append((first, last, surface.concept))
        found.sort(key=lambda match: (match[0], -match[1]))
        return found


def _stands(text: str, start: int, end: int, surface: _Surface) -> bool:
    """Whether a name is valid there: in its own case, between borders of words."""
    if surface.exact and text[start:end] != surface.exact:
        return False
    return not surface.doubtful or _at_borders(text, start, end)


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
            owner, exact = top[0]
            latin = _wordlike(form[0]) or _wordlike(form[-1])
            single = all(map(_wordlike, form))
            chosen[form] = _Surface(owner, exact, latin or bool(exact), single)
    return chosen


def _forms(term: Term) -> Iterator[tuple[str, str]]:
    """The forms of a name to look for, each with its exact case if that matters."""
    if not term.scan or term.ambiguous:
        return
    form = condensed(term.text)
    cased = term.type is TermType.SYMBOL or (len(form) <= 4 and form.isupper())
    yield _lowered(form), form if cased and form.isascii() else ""
    if term.locale is Locale.EN and term.type is not TermType.SYMBOL:
        plural = f"{form}s"
        yield _lowered(plural), plural if cased else ""
    if not form.isascii():
        for wide in {form.translate(_WIDE_BRACKETS), form.translate(_WIDE_SIGNS)}:
            yield _lowered(wide), ""


def _at_borders(text: str, start: int, end: int) -> bool:
    """Whether a match that begins or ends in a Latin letter ends a word there."""
    if start and _wordlike(text[start]) and _wordlike(text[start - 1]):
        return False
    return not (end < len(text) and _wordlike(text[end - 1]) and _wordlike(text[end]))


def _wordlike(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _lowered(text: str) -> str:
    """Small letters, each where the capital stood."""
    lowered = text.lower()
    # A capital or two of the world's have small forms of two characters.
    return lowered if len(lowered) == len(text) else text.translate(_SMALL)
