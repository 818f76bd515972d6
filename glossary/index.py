"""Look-up: a query → the concepts that bear that name, and why they matched.

The keys of every name are made once, when the glossary is built (`key_rows`), and
looked up in any mapping of keys: a dict in the serving bot, an SQLite table in the
one-shot command. Nothing is guessed: what matches no key gets near names at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from glossary import identifier
from glossary.concept import Concept, Evaluation, Locale, Term, TermType
from glossary.fold import (
    Folding,
    initials,
    pinyin_keys,
    says_tones,
    singulars,
    tone_key,
)

#: Toned pinyin has its own keys, told from names by this sign.
_TONED = "~"
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
    if hits := keys.get(_TONED + toned):
        return judge(hits)
    misread = _best_of_each(keys.get(toned.rstrip("1234")))[:_MOST_CHOICES]
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


def key_rows(
    concepts: Iterable[Concept], folding: Folding
) -> Iterator[tuple[str, Hit]]:
    """Every key of every concept, the best hit of each pair of key and concept."""
    for concept in concepts:
        best: dict[str, Hit] = {}
        for key, hit in _all_keys(concept, folding):
            if key and (key not in best or hit.score > best[key].score):
                best[key] = hit
        yield from best.items()


def _all_keys(concept: Concept, folding: Folding) -> Iterator[tuple[str, Hit]]:
    for term in concept.terms:
        yield from _term_keys(concept.id, term, folding)
    for code in concept.identifiers:
        how = _SCHEMES.get(code.scheme, How.CODE)
        for spelling in identifier.spellings(code.scheme, code.value):
            # A part of a code (600111 of 600111.SH, an HS heading) proves less.
            score = 1.0 if spelling == code.value else 0.96
            yield folding.key(spelling), Hit(concept.id, code.value, how, score)
    for form in concept.lookup:
        yield folding.key(form), Hit(concept.id, form, How.NAME, 0.9)


def _term_keys(concept: str, term: Term, folding: Folding) -> Iterator[tuple[str, Hit]]:
    how = _how(term)
    score = _SCORES[term.evaluation]
    if term.ambiguous or how in (How.SYMBOL, How.FORMULA):
        score = 1.0
    key = folding.key(term.text)
    hit = Hit(concept, term.text, how, score)
    yield key, hit
    if term.locale is Locale.EN:
        for singular in singulars(key):
            yield singular, hit._replace(score=score - 0.01)
    if term.reading and term.evaluation is not Evaluation.DEPRECATED:
        yield from _reading_keys(concept, term)


def _reading_keys(concept: str, term: Term) -> Iterator[tuple[str, Hit]]:
    weaker = 0.0 if term.evaluation is Evaluation.PREFERRED else 0.05
    pinyin = Hit(concept, term.text, How.PINYIN, 0.8 - weaker)
    for key in pinyin_keys(term.reading):
        yield key, pinyin
    yield _TONED + tone_key(term.reading), pinyin
    if len(term.reading.split()) > 1:
        yield (
            initials(term.reading),
            Hit(concept, term.text, How.INITIALS, 0.6 - weaker),
        )


def _how(term: Term) -> How:
    if term.evaluation is Evaluation.SUPERSEDED:
        return How.FORMER
    if term.evaluation is Evaluation.DEPRECATED:
        return How.DEPRECATED
    return _TYPES.get(term.type, How.NAME)


_TYPES = {
    TermType.SYMBOL: How.SYMBOL,
    TermType.FORMULA: How.FORMULA,
    TermType.ABBREVIATION: How.ABBREVIATION,
}
_SCHEMES = {
    "atomic-number": How.ATOMIC_NUMBER,
    "cas": How.CAS,
    "ticker": How.TICKER,
}
_SCORES = {
    Evaluation.PREFERRED: 1.0,
    Evaluation.ADMITTED: 0.97,
    Evaluation.SUPERSEDED: 0.92,
    Evaluation.DEPRECATED: 0.9,
}
