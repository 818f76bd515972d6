"""Near names for a query that matches none: suggestions, never an answer.

The only door to rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST = 20


def near_keys(query: str, keys: Sequence[str]) -> list[tuple[str, float]]:
    """The keys spelt most like a query, nearest first, each with its likeness.

    One slip in a short word, two in a longer one. A number or code is never near
    another one: a ticker one digit off is another company.
    """
    slips = _slips_allowed(query)
    if not slips or any(char.isdigit() for char in query):
        return []
    latin = query.isascii()
    candidates = [
        key
        for key in keys
        if key.isascii() is latin and abs(len(key) - len(query)) <= slips
    ]
    found = process.extract(
        query,
        candidates,
        scorer=OSA.distance,
        score_cutoff=slips,
        limit=_MOST,
    )
    return [(key, 1 - distance / max(len(key), 1)) for key, distance, _ in found]


def _slips_allowed(query: str) -> int:
    """How many letters or characters may be wrong (`嵌土` 1, `lantanum` 2)."""
    if query.isascii():
        return 0 if len(query) < 4 else 1 if len(query) < 7 else 2
    return 0 if len(query) < 2 else 1 if len(query) < 5 else 2
