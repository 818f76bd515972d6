"""The search keys of every name, made when the glossary is built.

A key's score says how well it proves what is meant: a preferred name 1, another name
or a part of a code a little less, a reading less, initials least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary import identifier
from glossary.concept import Concept, Evaluation, Locale, Term, TermType
from glossary.fold import Folding, initials, pinyin_keys, singulars, tone_key
from glossary.index import TONED, Hit, How
from glossary.slips import order_key, sound_key, words_key


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
    slip = hit._replace(how=How.NEAR, score=0.5)
    yield words_key(term.text), slip
    yield order_key(key), slip
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
        yield sound_key(key), pinyin._replace(how=How.NEAR, score=0.5)
    yield TONED + tone_key(term.reading), pinyin
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
