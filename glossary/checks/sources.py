"""E4: sources, facts and dates; E6: digests."""

from __future__ import annotations

import re

from glossary.checks.found import Found
from glossary.concept import Glossary

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


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


def e407(glossary: Glossary) -> Found:
    """A number needs two sources, or else says how reliable its one source is."""
    for concept in glossary.concepts.values():
        for fact in concept.facts:
            numeric = any(char.isdigit() for char in fact.value.en)
            if numeric and len(fact.sources) < 2 and not fact.reliability:
                yield concept.id, f"{fact.property} {fact.value.en}: reliability 1 to 4"


def e601(glossary: Glossary) -> Found:
    """A digest needs passages and a source that is defined."""
    for digest in glossary.digests.values():
        if not digest.passages:
            yield digest.id, "no passage"
        if digest.source not in glossary.sources:
            yield digest.id, f"unknown source {digest.source}"


def _citations(glossary: Glossary) -> Found:
    """Who cites which source."""
    for concept in glossary.concepts.values():
        for source in concept.cited:
            yield concept.id, source
    for digest in glossary.digests.values():
        yield digest.id, digest.source
