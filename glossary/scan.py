"""Every known name in a text: longest matches, exact offsets, both scripts at once.

The only door to daachorse. Blanks and line breaks inside a name do not hide it
(`MP⏎Materials`, `中國 稀土集團`), a blank line does. Latin names count only at word
borders, symbols and short abbreviations only in their own case; where a long name
fails its border, a shorter one inside it is still found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters, digits
from typing import NamedTuple

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from glossary.concept import Concept, Evaluation, Locale, Term, TermType
from glossary.condensed import (
    BLANKS,
    BREAKS,
    SPACES,
    WIDE,
    Seams,
    Span,
    condensed,
    narrow,
    without,
)

#: How Chinese texts write the signs in a name: brackets alone, or all of them.
_WIDE_SIGNS = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "()%&'+-/:"}
_WIDE_BRACKETS = {ord(sign): _WIDE_SIGNS[ord(sign)] for sign in "()"}
_SMALL = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}

_STOPS = "。！？；：…」』”》"
_WORDLIKE = frozenset(ascii_letters + digits)


class _Surface(NamedTuple):
    concept: str
    #: The form as written, if its case matters; else empty.
    exact: str
    #: Whether it begins, and ends, in a Latin letter or a figure.
    begins: bool
    ends: bool
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
        #: The number of a name → its concept.
        self.concepts = [surface.concept for surface in self._surfaces]
        #: Whether what is found must be looked at: names before they count, blanks.
        self._doubtful = [
            each.begins or each.ends or bool(each.exact) for each in self._surfaces
        ]
        self._longest = max(map(len, chosen), default=0)
        forms = list(chosen)
        written = set("".join(forms))
        ends = [f"{stop}\n" for stop in _STOPS if stop not in written]
        self._doubtful += [False] * len(ends) + [True] * (len(BLANKS) + len(WIDE))
        self._odd = len(forms) + len(ends)
        self._wide = self._odd + len(BLANKS)
        self._seams = Seams(forms)
        self._every = CharwiseDoubleArrayAhoCorasick(forms)
        # It also finds what may hide a name, which saves a search of its own. A line's
        # end after a full stop hides none, and is most of them.
        self._first = CharwiseDoubleArrayAhoCorasick(
            [*forms, *ends, *BLANKS, *WIDE], match_kind=MATCH_KIND_LEFTMOST_LONGEST
        )

    def scan(self, text: str) -> list[Span]:
        """The names in a text, left to right, never overlapping.

        >>> [(start, end, number)] = scanner.scan("氧化鐠釹漲價")  # doctest: +SKIP
        >>> start, end, scanner.concepts[number]  # doctest: +SKIP
        (0, 4, 'ndpr-oxide')
        """
        small, first_odd = _lowered(text), self._odd
        found = self._first.find(small)
        doubts = self._doubts(found)
        odd = [match for match in doubts if match[2] >= first_odd]
        if any(number >= self._wide for _, _, number in odd):
            return self.scan(narrow(text))
        places = [start for start, _, _ in odd]
        places += [match.start() for match in SPACES.finditer(text)]
        if not (blanks := self._seams.parted(small, places)):
            return self._settled(text, found, doubts)
        bare, gaps = without(text, sorted(blanks))
        found = self._first.find(_lowered(bare))
        return gaps.in_text(self._settled(bare, found, self._doubts(found)))

    def spoken_of(self, text: str) -> list[str]:
        """The concepts that a text names, in the order in which it first does."""
        return list(
            dict.fromkeys(self.concepts[name] for _, _, name in self.scan(text))
        )

    def every(self, text: str) -> Iterator[Span]:
        """All names in a text, also those inside longer ones (`鐠釹` in `氧化鐠釹`).

        Leftmost first, of those that begin together the longest first.
        """
        text = narrow(text)
        places = (match.start() for match in BREAKS.finditer(text))
        blanks = self._seams.parted(_lowered(text), places)
        bare, gaps = without(text, blanks)
        yield from gaps.in_text(self._candidates(bare, 0, len(bare)))

    def _doubts(self, found: Sequence[Span]) -> list[Span]:
        doubtful = self._doubtful
        return [match for match in found if doubtful[match[2]]]

    def _settled(
        self, text: str, found: Sequence[Span], doubts: Sequence[Span]
    ) -> list[Span]:
        """The longest names; where one fails its border or its case, those inside."""
        surfaces, names = self._surfaces, len(self._surfaces)
        wrong = {
            start
            for start, end, number in doubts
            if number < names and not _stands(text, start, end, surfaces[number])
        }
        if not wrong:
            return [match for match in found if match[2] < names]
        spans: list[Span] = []
        reached = 0
        for match in found:
            start, end, number = match
            if number >= names or end <= reached:
                continue
            if start >= reached and start not in wrong:
                spans.append(match)
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
                found.append((first, last, number))
        found.sort(key=lambda match: (match[0], -match[1]))
        return found


def _stands(text: str, start: int, end: int, surface: _Surface) -> bool:
    """Whether a name is valid there: in its own case, between borders of words."""
    if surface.exact and text[start:end] != surface.exact:
        return False
    if surface.begins and text[start - 1 : start] in _WORDLIKE:
        return False
    return not (surface.ends and text[end : end + 1] in _WORDLIKE)


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
            latin = [char in _WORDLIKE for char in form]
            chosen[form] = _Surface(owner, exact, latin[0], latin[-1], all(latin))
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


def _lowered(text: str) -> str:
    """Small letters, each where the capital stood."""
    lowered = text.lower()
    # A capital or two of the world's have small forms of two characters.
    return lowered if len(lowered) == len(text) else text.translate(_SMALL)
