"""Texts without what may hide a name in them: blanks and full-width letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
#: Latin text in the wide sense: also accents and ASCII marks.
_LATIN = r"[\u0000-\u2e7f]"
#: A single space between Latin words may stay; every other blank may break a name.
BREAKS = re.compile(rf"\s(?<!{_LATIN} (?={_LATIN})(?!\s))\s*")
#: The spaces that those begin with. It begins with one itself, so it is fast.
SPACES = re.compile(rf" (?:(?=\s)|(?!{_LATIN})|(?<!{_LATIN} ))")
_WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_EVERY = "".join(map(chr, range(0xFFFF)))
#: Blanks but for the space, and full-width letters and figures.
BLANKS: Sequence[str] = re.findall(r"[^\S ]", _EVERY)
WIDE: Sequence[str] = _WIDE.findall(_EVERY)

#: Stands before and after a name.
_EDGE = "\0"
#: Further than this from a blank, its neighbours are not looked for.
_WINDOW = 20

#: Start and end of a blank.
Blank: TypeAlias = tuple[int, int]
#: Where a name stands in a text, start and end, and the number of the name. Plain, as
#: the automaton finds it: making anything else of it takes longer than finding it.
Span: TypeAlias = tuple[int, int, int]


class Gaps(NamedTuple):
    """Where blanks were taken out of a text."""

    #: Offsets in the condensed text, ascending.
    starts: list[int]
    #: How much further the text itself is before the first of them, then from each on.
    shifts: list[int]

    def in_text(self, found: Iterable[Span]) -> list[Span]:
        """Names found in the condensed text, in order, where they are in the text."""
        starts, shifts = self
        spans = []
        place, last = 0, len(starts)
        for start, end, number in found:
            while place < last and starts[place] <= start:
                place += 1
            within = place  # a blank may break the name itself
            while within < last and starts[within] < end:
                within += 1
            spans.append((start + shifts[place], end + shifts[within], number))
        return spans


class Seams:
    """What stands together in names: a blank between anything else hides none."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Of names: small letters, condensed."""
        edged = [f"{_EDGE}{form}{_EDGE}" for form in forms]
        #: Any three characters in a row, edges too; four where a space is among them.
        self._rows = frozenset(
            form[place : place + 3 + (" " in form[place + 1 : place + 3])]
            for form in edged
            for place in range(len(form) - 2)
        )
        #: Any two in a row, or with a space between.
        self._pairs = frozenset(
            row[:3:2] if row[1] == " " else row[:2] for row in self._rows
        )

    def parted(self, text: str, places: Iterable[int]) -> list[Blank]:
        """The blanks that part what stands together in a name.

        Args:
            text: in small letters.
            places: where its blanks begin, but for the space between Latin words.
        """
        # What stands before and after it nearly always tells.
        likely = [
            place
            for place in places
            if text[place - 1 : place + 2 : 2] in self._pairs
            or text[place + 1 : place + 2].isspace()
        ]
        blanks = (blank_at(text, place) for place in likely)
        return [blank for blank in blanks if blank and self._parts(text, *blank)]

    def _parts(self, text: str, start: int, end: int) -> bool:
        if not 0 < start < end < len(text):
            return False
        rows = self._rows
        middle = f"{text[start - 1]}{_kept(text, start, end)}{text[end]}"
        if f"{_EDGE}{middle}" not in rows:
            before = text[max(0, start - _WINDOW) : start - 1]
            if not any(char + middle in rows for char in _next(before[::-1])):
                return False
        if f"{middle}{_EDGE}" in rows:
            return True
        after = text[end + 1 : end + _WINDOW]
        return any(middle + char in rows for char in _next(after))


def blank_at(text: str, start: int) -> Blank | None:
    """The whole blank that begins there, if none begins before."""
    if text[start - 1 : start].isspace():
        return None
    end = start + 1
    while text[end : end + 1].isspace():
        end += 1
    return start, end


def without(text: str, blanks: Iterable[Blank]) -> tuple[str, Gaps]:
    """A text without some blanks, ascending, and where they were.

    Between two Latin words one space stays; a blank line stays a border.
    """
    pieces: list[str] = []
    gaps = Gaps([], [0])
    length = last = 0
    for start, end in blanks:
        blank_line = end - start > 1 and _BLANK_LINE.search(text, start, end)
        kept = "\n" if blank_line else _kept(text, start, end)
        piece = text[last:start]
        pieces += (piece, kept)
        length += len(piece) + len(kept)
        last = end
        gaps.starts.append(length)
        gaps.shifts.append(last - length)
    pieces.append(text[last:])
    return "".join(pieces), gaps


def condensed(text: str) -> str:
    """A name without what could hide it: with no blank but the space in Latin."""
    text = narrow(text)
    return without(text, (match.span() for match in BREAKS.finditer(text)))[0]


def narrow(text: str) -> str:
    """Full-width letters and figures as the narrow ones."""
    return _WIDE.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)


def _kept(text: str, start: int, end: int) -> str:
    """What of a blank belongs to a name: a space between two Latin words."""
    inside = start > 0 and end < len(text)
    return " " if inside and text[start - 1] < "\u2e80" > text[end] else ""


def _next(text: str) -> str:
    """What may be next in a name: what is there; a space, or what is past the blank."""
    first = text[:1]
    return f" {text.lstrip()[:1]}" if first.isspace() else first
