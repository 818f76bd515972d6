"""Numbered checks over the data: one function a code, its docstring the message.

A check yields what it found, each as (subject, detail); the report adds the code and
the docstring. Codes are never reused. E1 names, E2 texts, E3 relations, E4 sources,
facts and dates, E5 identifiers, E6 digests.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossary import identifier
from glossary.concept import Concept, Evaluation, Glossary, Locale, RelationType, Text
from glossary.reading import mismatches, propose
from glossary.script import (
    is_han,
    only_simplified,
    only_traditional,
    to_simplified,
)

Found = Iterator[tuple[str, str]]
Check = Callable[[Glossary], Found]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
#: 稀土 concepts hang together; these hubs are where a reader would start.
_ROOT = "rare-earths"


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach: its code, what it is about, and what is wrong."""

    code: str
    message: str
    subject: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code} {self.subject}: {self.message} ({self.detail})"


def check(glossary: Glossary, select: frozenset[str] | None = None) -> list[Problem]:
    """Run all checks, or those whose codes are selected; an empty list is good."""
    return [
        Problem(code, (function.__doc__ or "").strip().split("\n")[0], *found)
        for code, function in CHECKS.items()
        if select is None or code in select
        for found in function(glossary)
    ]


def e101(glossary: Glossary) -> Found:
    """An id is lower-case words joined by hyphens, 40 characters at most."""
    for name in (*glossary.concepts, *glossary.digests):
        if not _SLUG.fullmatch(name) or len(name) > 40:
            yield name, "shorten or rewrite it"


def e102(glossary: Glossary) -> Found:
    """A concept needs names in English, for Taiwan, Hong Kong and the mainland."""
    for concept in glossary.concepts.values():
        for locale in (Locale.EN, Locale.TW, Locale.HK, Locale.CN):
            if not concept.names(locale):
                yield concept.id, f"no name for {locale}"


def e103(glossary: Glossary) -> Found:
    """A Chinese name needs a reading that fits it, a syllable a character."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if not term.locale.chinese or not any(map(is_han, term.text)):
                continue
            if not term.reading:
                guess = propose(to_simplified(term.text))
                yield concept.id, f"{term.text}: add a reading, perhaps {guess!r}"
            elif wrong := mismatches(term.text, term.reading):
                yield concept.id, f"{term.text} {term.reading!r}: {'; '.join(wrong)}"


def e104(glossary: Glossary) -> Found:
    """A name stands once a locale in a concept."""
    for concept in glossary.concepts.values():
        counts = Counter((term.locale, term.text) for term in concept.terms)
        for (locale, text), count in counts.items():
            if count > 1:
                yield concept.id, f"{text} ({locale}) stands {count} times"


def e105(glossary: Glossary) -> Found:
    """Two concepts share a preferred name; mark both ambiguous or rename one."""
    owners: dict[tuple[Locale, str], set[str]] = defaultdict(set)
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.evaluation is Evaluation.PREFERRED and not term.ambiguous:
                owners[term.locale, term.text.casefold()].add(concept.id)
    for (_, text), ids in owners.items():
        if len(ids) > 1:
            yield text, ", ".join(sorted(ids))


def e106(glossary: Glossary) -> Found:
    """Simplified characters in a traditional name, or the reverse."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.locale in (Locale.TW, Locale.HK):
                wrong = only_simplified(term.text)
            elif term.locale is Locale.CN:
                wrong = only_traditional(term.text)
            else:
                continue
            if wrong:
                yield concept.id, f"{term.text} ({term.locale}): {wrong}"


def e107(glossary: Glossary) -> Found:
    """A name with stray blanks, or Han characters in an English or neutral name."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.text != " ".join(term.text.split()) or not term.text:
                yield concept.id, f"{term.text!r}: blanks"
            if not term.locale.chinese and any(map(is_han, term.text)):
                yield concept.id, f"{term.text!r} ({term.locale}): Han characters"


def e201(glossary: Glossary) -> Found:
    """A concept needs a definition in Chinese and in English."""
    for concept in glossary.concepts.values():
        if not concept.definitions:
            yield concept.id, "add [[concept.definition]]"
        for definition in concept.definitions:
            if not definition.text.en.strip() or not definition.text.hant.strip():
                yield concept.id, "one language is empty"


def e202(glossary: Glossary) -> Found:
    """A definition is 20 to 160 Chinese characters and 8 to 90 English words."""
    for concept in glossary.concepts.values():
        for definition in concept.definitions:
            han, words = _lengths(definition.text)
            if not 20 <= han <= 160 or not 8 <= words <= 90:
                yield concept.id, f"{han} characters, {words} words"


def e203(glossary: Glossary) -> Found:
    """Chinese and English definitions say the same, so their lengths compare."""
    for concept in glossary.concepts.values():
        for definition in concept.definitions:
            han, words = _lengths(definition.text)
            if words and not 0.9 <= han / words <= 4.2:
                yield concept.id, f"{han} characters against {words} words"


def e204(glossary: Glossary) -> Found:
    """Simplified characters in traditional text, or traditional in simplified."""
    for subject, text in _texts(glossary):
        if wrong := only_simplified(text.hant):
            yield subject, f"hant has {wrong}: {text.hant[:30]}"
        if text.hans != text.en and (wrong := only_traditional(text.hans)):
            yield subject, f"hans has {wrong}: {text.hans[:30]}"


def e205(glossary: Glossary) -> Found:
    """Chinese text takes full-width punctuation and a space beside Latin or digits."""
    for subject, text in _texts(glossary):
        for pattern in (_HALF_WIDTH, _UNSPACED):
            if match := pattern.search(text.hant):
                around = text.hant[max(0, match.start() - 6) : match.end() + 6]
                yield subject, f"…{around}…"


def e301(glossary: Glossary) -> Found:
    """A relation points to a concept that does not exist."""
    for concept in glossary.concepts.values():
        for relation in concept.relations:
            if relation.to not in glossary.concepts:
                yield concept.id, f"{relation.type} {relation.to}"


def e302(glossary: Glossary) -> Found:
    """A concept needs at least two relations, counted from both sides."""
    counts: Counter[str] = Counter()
    for concept in glossary.concepts.values():
        for relation in concept.relations:
            counts[concept.id] += 1
            counts[relation.to] += 1
    for name in glossary.concepts:
        if counts[name] < 2:
            yield name, f"has {counts[name]}"


def e303(glossary: Glossary) -> Found:
    """A concept cannot be reached from the rare earths by relations."""
    if _ROOT not in glossary.concepts:
        return
    beside: dict[str, set[str]] = defaultdict(set)
    for concept in glossary.concepts.values():
        for relation in concept.relations:
            beside[concept.id].add(relation.to)
            beside[relation.to].add(concept.id)
    reached, edge = {_ROOT}, [_ROOT]
    while edge:
        new = beside[edge.pop()] - reached
        reached |= new
        edge += new
    for name in glossary.concepts.keys() - reached:
        yield name, "relate it to something that is"


def e304(glossary: Glossary) -> Found:
    """A relation is written once, on one side, and never to itself."""
    symmetric = {RelationType.RELATED, RelationType.CONFUSED_WITH}
    seen: set[tuple[RelationType, str, str]] = set()
    for concept in glossary.concepts.values():
        for relation in concept.relations:
            ends = (concept.id, relation.to)
            if relation.type in symmetric:
                ends = (min(ends), max(ends))
            key = (relation.type, *ends)
            if concept.id == relation.to or (key in seen and not relation.as_of):
                yield concept.id, f"{relation.type} {relation.to}"
            seen.add(key)


def e401(glossary: Glossary) -> Found:
    """A source id that no file defines."""
    for subject, cited in _citations(glossary):
        if cited not in glossary.sources:
            yield subject, cited


def e402(glossary: Glossary) -> Found:
    """A concept needs at least one source."""
    for concept in glossary.concepts.values():
        if not concept.sources and not any(d.sources for d in concept.definitions):
            yield concept.id, "add sources"


def e403(glossary: Glossary) -> Found:
    """A fact needs a source."""
    for concept in glossary.concepts.values():
        for fact in concept.facts:
            if not fact.sources:
                yield concept.id, fact.property


def e404(glossary: Glossary) -> Found:
    """A date is YYYY, YYYY-MM or YYYY-MM-DD."""
    for concept in glossary.concepts.values():
        dates = [fact.as_of for fact in concept.facts]
        dates += [relation.as_of for relation in concept.relations]
        dates += [day for event in concept.events for day in (event.date, event.until)]
        for date in dates:
            if date and not _DATE.fullmatch(date):
                yield concept.id, date
    for source in glossary.sources.values():
        for date in (source.date, source.accessed):
            if date and not _DATE.fullmatch(date):
                yield source.id, date


def e405(glossary: Glossary) -> Found:
    """An event needs a source, and a suspension ends after it begins."""
    for concept in glossary.concepts.values():
        for event in concept.events:
            if not event.sources and not concept.sources:
                yield concept.id, f"{event.type} {event.date}: no source"
            if event.until and event.until < event.date:
                yield concept.id, f"{event.type}: {event.until} before {event.date}"


def e406(glossary: Glossary) -> Found:
    """A source that nothing cites."""
    cited = {source for _, source in _citations(glossary)}
    for name in glossary.sources.keys() - cited:
        yield name, "cite it or remove it"


def e501(glossary: Glossary) -> Found:
    """An identifier that its scheme does not allow."""
    for concept in glossary.concepts.values():
        for code in concept.identifiers:
            if fault := identifier.fault(code.scheme, code.value):
                yield concept.id, f"{code.scheme} {code.value}: {fault}"


def e502(glossary: Glossary) -> Found:
    """Two concepts share an identifier that names one thing."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in glossary.concepts.values():
        for code in concept.identifiers:
            if code.scheme in identifier.UNIQUE:
                owners[code.scheme, code.value].add(concept.id)
    for (scheme, value), ids in owners.items():
        if len(ids) > 1:
            yield f"{scheme} {value}", ", ".join(sorted(ids))


def e601(glossary: Glossary) -> Found:
    """A digest needs passages and a source that is defined."""
    for digest in glossary.digests.values():
        if not digest.passages:
            yield digest.id, "no passage"
        if digest.source not in glossary.sources:
            yield digest.id, f"unknown source {digest.source}"


def _lengths(text: Text) -> tuple[int, int]:
    return sum(map(is_han, text.hant)), len(text.en.split())


def _texts(glossary: Glossary) -> Iterator[tuple[str, Text]]:
    for concept in glossary.concepts.values():
        for text in _concept_texts(concept):
            yield concept.id, text
    for digest in glossary.digests.values():
        yield digest.id, digest.title
        for number, passage in enumerate(digest.passages, 1):
            yield f"{digest.id} passage {number}", passage.text


def _concept_texts(concept: Concept) -> Iterator[Text]:
    for definition in concept.definitions:
        yield definition.text
        if definition.authority:
            yield definition.authority
    for fact in concept.facts:
        yield fact.value
        if fact.basis:
            yield fact.basis
    for relation in concept.relations:
        if relation.note:
            yield relation.note
    for event in concept.events:
        if event.note:
            yield event.note


def _citations(glossary: Glossary) -> Found:
    """Who cites which source."""
    for concept in glossary.concepts.values():
        for source in concept.cited:
            yield concept.id, source
    for digest in glossary.digests.values():
        yield digest.id, digest.source


CHECKS: dict[str, Check] = {
    function.__name__.upper(): function
    for function in (
        e101, e102, e103, e104, e105, e106, e107,
        e201, e202, e203, e204, e205,
        e301, e302, e303, e304,
        e401, e402, e403, e404, e405, e406,
        e501, e502,
        e601,
    )
}  # fmt: skip
