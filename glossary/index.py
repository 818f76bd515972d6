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
from glossary.slips import slip_keys

#: Toned pinyin has its own keys, told from names by this sign.
TONED = "~"
#: From here down a match is too weak to name a concept among several.
_WEAK = 0.65
_MOST_CHOICES = 10
#: No name is so long: what is longer is none with a slip, and slow to compare.
LONGEST_NAME = 200


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


class Near(NamedTuple):
    """A name spelt much like a query, and how many slips lie between them."""

    hit: Hit
    slips: int


class Keys(Protocol):
    """Where keys are looked up."""

    def verdict(self, key: str) -> Verdict | None:
        """What the hits of a key amount to, if it has any."""

    def get(self, key: str) -> Sequence[Hit]:
        """The hits of a key, best first; empty if there are none."""

    def near(self, key: str) -> Sequence[Near]:
        """Names spelt much like a key that has no hit, nearest first."""

    def beginning(self, key: str) -> Sequence[Hit]:
        """Names and codes whose keys begin with one, some hundred at most."""

    def sound(self, key: str) -> str:
        """How a Chinese key is read, toneless and joined; empty for other keys."""

    def is_other_word(self, key: str) -> bool:
        """Whether a key is a word of its own that is none of the glossary's names."""


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

    @property
    def is_name(self) -> bool:
        """Whether the query is a name, or a code, and not only near one."""
        named = self.kind in (AnswerKind.ENTRY, AnswerKind.CHOICES)
        return named and self.hits[0].how != How.NEAR


def lookup(query: str, keys: Keys, folding: Folding) -> Answer:
    """Find what a person means by a name, in any script, reading or code.

    >>> lookup("pu nv", keys, folding).hits[0].concept  # doctest: +SKIP
    'ndpr'
    """
    key = folding.key(query)
    found = keys.verdict(key)
    if found is None or not found.by_name:
        toned = tone_key(query) if says_tones(query) else ""
        found = _toned(toned, keys) or found or _otherwise(query, key, keys)
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


def _otherwise(query: str, key: str, keys: Keys) -> Verdict:
    """An English plural; a slip of order or sound; near names; or nothing."""
    if not 0 < len(key) <= LONGEST_NAME:
        return Verdict(AnswerKind.NONE, ())
    for singular in singulars(key):
        if found := keys.verdict(singular):
            return found
    found = _slipped(query, key, keys) or _misspelt(key, keys)
    if begun := _begun(query, key, keys):
        hits = _best_of_each((*begun, *found.hits))
        return Verdict(AnswerKind.SUGGESTIONS, hits[:_MOST_CHOICES])
    if found.kind is AnswerKind.ENTRY and keys.is_other_word(key):
        return found._replace(kind=AnswerKind.SUGGESTIONS)
    return found


def _begun(query: str, key: str, keys: Keys) -> list[Hit]:
    """Names that begin with all that was typed (`Geomega`, `金力`), as whole words."""
    if len(key) < (_SHORTEST_LATIN if key.isascii() else _SHORTEST_HAN):
        return []
    typed = query.strip().casefold()
    found = []
    for hit in keys.beginning(key):
        name = hit.matched.casefold()
        rest = name.removeprefix(typed)
        if rest != name and not (typed[-1].isascii() and rest[:1].isalnum()):
            found.append(hit)
    return found


def _slipped(query: str, key: str, keys: Keys) -> Verdict | None:
    """Words or characters in another order, or another character of the same sound."""
    hits = [
        hit for slip in slip_keys(query, key, keys.sound(key)) for hit in keys.get(slip)
    ]
    return judge(hits) if hits else None


def _misspelt(key: str, keys: Keys) -> Verdict:
    """Near names; the nearest is taken for meant only if it is clearly nearest."""
    near = keys.near(key)
    if not near:
        return Verdict(AnswerKind.NONE, ())
    least = near[0].slips
    nearest = tuple(each.hit for each in near if each.slips == least)
    if len(nearest) == 1 and _is_clear(key, nearest[0], least):
        return Verdict(AnswerKind.ENTRY, nearest)
    hits = tuple(each.hit for each in near)
    return Verdict(AnswerKind.SUGGESTIONS, hits[:_MOST_CHOICES])


def _is_clear(key: str, hit: Hit, slips: int) -> bool:
    """Whether a word is long enough that so few slips leave no doubt.

    People get the beginning right: another first letter is mostly another word. Another
    Chinese character is another thing (二氧化矽 is not 二氧化鈰) unless it sounds the
    same, which was looked at before; one too many or too few is forgiven.
    """
    if key.isascii():
        same_start = hit.matched[:1].lower() == key[:1]
        return same_start and len(key) >= _CLEAR_LATIN[slips - 1]
    return slips == 1 and len(key) >= _CLEAR_HAN and len(key) != len(hit.matched)


#: From this length on one slip, or two, still tell what is meant.
_CLEAR_LATIN = (6, 9)
_CLEAR_HAN = 4
#: Fewer letters, or characters, begin too many names.
_SHORTEST_LATIN = 4
_SHORTEST_HAN = 2


def _best_of_each(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The best hit of each concept, best first."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault(hit.concept, hit)
    return tuple(best.values())


def near_names(
    found: Iterable[tuple[str, int]], get: Callable[[str], Sequence[Hit]]
) -> tuple[Near, ...]:
    """Keys with their slips as near names: each concept once, nearest first."""
    best: dict[str, Near] = {}
    for key, slips in sorted(found, key=lambda pair: pair[1]):
        for hit in get(key):
            if hit.how in SPELT:
                score = round(0.55 - 0.05 * slips, 3)
                near = Near(hit._replace(how=How.NEAR, score=score), slips)
                best.setdefault(hit.concept, near)
    return tuple(best.values())


#: What can be misspelt; a code one digit off is another code.
#: So many keys that begin with what was typed are looked at.
MOST_BEGUN = 100
SPELT = frozenset({How.NAME, How.ABBREVIATION, How.FORMER, How.DEPRECATED, How.PINYIN})
