"""Near names for a query that matches none: suggestions, never an answer.

The only door to rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Share of characters that must agree; below it a name is not near.
_CUTOFF = 0.6
_MOST = 5


def near_keys(query: str, keys: Sequence[str]) -> list[tuple[str, float]]:
    """The keys spelt most like a query, nearest first, each with its likeness.

    A number or code is never near another one: a ticker one digit off is another
    company. Chinese needs at least one shared character (`嵌土` → `稀土`).
    """
    if len(query) < 2 or any(char.isdigit() for char in query):
        return []
    latin = query.isascii()
    cutoff = _CUTOFF if latin else 0.5
    candidates = [
        key
        for key in keys
        if key.isascii() is latin
        and abs(len(key) - len(query)) <= max(2, len(query) // 3)
    ]
    found = process.extract(
        query,
        candidates,
        scorer=OSA.normalized_similarity,
        score_cutoff=cutoff,
        limit=4 * _MOST,
    )
    return [(key, score) for key, score, _ in found]
