"""An article seen through the glossary: its terms, the telling ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from glossary.scan import Scanner


class Word(NamedTuple):
    """A concept that a text speaks of."""

    concept: str
    #: Where the text names it first: `text[start:end]`.
    start: int
    end: int
    #: What the text calls it there.
    text: str
    #: How often the text names it.
    times: int
    #: How much it says about this text; larger is more.
    weight: float


def words(
    text: str, scanner: Scanner, spread: Callable[[str], float]
) -> Sequence[Word]:
    """The concepts of a text, each once, in order of importance.

    A concept weighs more the oftener the text names it, the earlier it does so, and
    the fewer other texts speak of it.

    Args:
        text: the article.
        scanner: finds names.
        spread: the share of other texts that speak of a concept, 0 to 1.
    """
    counts: Counter[str] = Counter()
    firsts: dict[str, tuple[int, int]] = {}
    for start, end, number in scanner.scan(text):
        concept = scanner.concepts[number]
        counts[concept] += 1
        firsts.setdefault(concept, (start, end))
    found = [
        Word(concept, start, end, text[start:end], counts[concept], _weight(
            counts[concept], start / max(1, len(text)), spread(concept)))
        for concept, (start, end) in firsts.items()
    ]  # fmt: skip
    return sorted(found, key=lambda word: (-word.weight, word.start))


def _weight(count: int, place: float, spread: float) -> float:
    """Often, early, and seldom elsewhere."""
    return (1 + log(count)) * (1.5 - place) * (0.2 + log(2 / (spread + 0.1)))
