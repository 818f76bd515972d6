"""Look-up: a query → the concepts that bear that name, and why they matched.

The keys of every name are made once, when the glossary is built (see `keys`), and
looked up in any mapping of keys: a dict in the serving bot, an SQLite table in the
one-shot command, which must load no more than this. Nothing is guessed: what matches
no key gets near names at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from glossary.fold import Folding, says_tones, singulars, tone_key

#: Toned pinyin has its own keys, told from names by this sign.
TONED = "~"
#: From here down a match is too weak to name a concept among several.
_WEAK = 0.65
_MOST_CHOICES = 10


class How(StrEnum):
    """Why a concept matched a query."""

    NAME = "name"
    SYMBOL = "symbol"
    FORMULA = "formula"
    ABBREVIATION = "abbreviation"
    FORMER = "former name"
    DEPRECATED = "deprecated name"
    ATOMIC_NUMBER = "atomic number"
    CAS = "CAS number"
    TICKER = "ticker"
    CODE = "code"
    PINYIN = "pinyin"
    INITIALS = "initials"
    NEAR = "near name"


class AnswerKind(StrEnum):
    """How sure an answer is."""

    ENTRY = "entry"
    CHOICES = "choices"
    SUGGESTIONS = "suggestions"
    NONE = "none"


class Hit(NamedTuple):
    """One concept that a key leads to: which name matched, how, how well (0 to 1)."""

    concept: str
    matched: str
    how: str
    score: float


class Verdict(NamedTuple):
    """What the hits of one key amount to."""

    kind: AnswerKind
    hits: tuple[Hit, ...]

    @property
    def by_name(self) -> bool:
        """Whether a name or code matched, not only a reading."""
        return self.hits[0].how not in (How.PINYIN, How.INITIALS)


class Keys(Protocol):
    """Where keys are looked up."""

    def verdict(self, key: str) -> Verdict | None:
        """What the hits of a key amount to, if it has any."""

    def get(self, key: str) -> Sequence[Hit]:
        """The hits of a key, best first; empty if there are none."""

    def near(self, key: str) -> Sequence[Hit]:
        """Names spelt much like a key that has no hit."""


class Answer(NamedTuple):
    """What a query found: one concept, several, near names or nothing."""

    query: str
    verdict: Verdict

    @property
    def kind(self) -> AnswerKind:
        """How sure the answer is."""
        return self.verdict.kind

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What was found, best first."""
        return self.verdict.hits


def lookup(query: str, keys: Keys, folding: Folding) -> Answer:
    """Find what a person means by a name, in any script, reading or code.

    >>> lookup("pu nv", keys, folding).hits[0].concept  # doctest: +SKIP
    'ndpr'
    """
    key = folding.key(query)
    found = keys.verdict(key)
    if found is None or not found.by_name:
        toned = tone_key(query) if says_tones(query) else ""
        found = _toned(toned, keys) or found or _otherwise(key, keys)
    return Answer(query, found)


def judge(hits: Iterable[Hit]) -> Verdict:
    """What hits amount to: the best concept, the best ones, or too weak to say."""
    best = _best_of_each(hits)
    top = tuple(hit for hit in best if hit.score == best[0].score)
    if len(top) == 1:
        return Verdict(AnswerKind.ENTRY, top)
    if top[0].score < _WEAK or len(top) > _MOST_CHOICES:
        return Verdict(AnswerKind.SUGGESTIONS, top[:_MOST_CHOICES])
    return Verdict(AnswerKind.CHOICES, top)


def _toned(toned: str, keys: Keys) -> Verdict | None:
    """Someone who says the tones means them: 鑭 is lán, not làn."""
    if not toned:
        return None
    if hits := keys.get(TONED + toned):
        return judge(hits)
    toneless = keys.get(toned.rstrip("1234"))
    misread = _best_of_each(hit for hit in toneless if hit.how == How.PINYIN)
    misread = misread[:_MOST_CHOICES]
    return Verdict(AnswerKind.SUGGESTIONS, misread) if misread else None


def _otherwise(key: str, keys: Keys) -> Verdict:
    """An English plural, or else near names, or nothing."""
    for singular in singulars(key):
        if found := keys.verdict(singular):
            return found
    if near := tuple(keys.near(key)) if key else ():
        return Verdict(AnswerKind.SUGGESTIONS, near[:_MOST_CHOICES])
    return Verdict(AnswerKind.NONE, ())


def _best_of_each(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The best hit of each concept, best first."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault(hit.concept, hit)
    return tuple(best.values())


def near_hits(
    near: Iterable[tuple[str, float]], get: Callable[[str], Sequence[Hit]]
) -> tuple[Hit, ...]:
    """Near keys as hits: each concept once, nearest first, scored below any match."""
    best: dict[str, Hit] = {}
    for key, likeness in near:
        for hit in get(key):
            if hit.how not in (How.INITIALS, How.CODE):
                near_hit = hit._replace(how=How.NEAR, score=round(likeness / 2, 3))
                best.setdefault(hit.concept, near_hit)
    return tuple(best.values())
