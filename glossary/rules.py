"""What applied on a date: the standing of laws and announcements, from their events.

Answers come from the dates the glossary holds and from nothing else. Past the last
date it knows of a rule, it says that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from glossary.concept import Concept, Event, EventType, Kind, RelationType, Source


class Standing(StrEnum):
    """Where a rule stands on a date."""

    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    ISSUED = "issued"
    LAPSED_SUSPENSION = "lapsed-suspension"
    ENDED = "ended"


class Ruling(NamedTuple):
    """One rule's standing, the event that says so, and how far knowledge reaches."""

    concept: Concept
    standing: Standing
    event: Event
    #: The last date anything is known of the rule; asked later, it may have changed.
    known_until: str
    #: Whether the date asked for lies past that.
    beyond: bool


_STANDINGS = {
    EventType.ISSUED: Standing.ISSUED,
    EventType.IN_FORCE: Standing.IN_FORCE,
    EventType.RESUMED: Standing.IN_FORCE,
    EventType.SUSPENDED: Standing.SUSPENDED,
    EventType.ENDED: Standing.ENDED,
}


def on(
    date: str,
    concepts: Iterable[Concept],
    sources: Mapping[str, Source],
    about: str = "",
) -> Iterator[Ruling]:
    """The rules that had been issued by a date, each with its standing.

    Args:
        date: YYYY-MM-DD.
        concepts: where to look for rules.
        sources: their dates tell how far knowledge reaches.
        about: only rules that cover this concept (`dysprosium`).
    """
    for concept in concepts:
        if concept.kind is not Kind.REGULATION:
            continue
        if about and about not in covered(concept):
            continue
        event = _last(concept, date)
        if event is None:
            continue
        standing = _STANDINGS[event.type]
        if standing is Standing.SUSPENDED and event.until and date > event.until:
            standing = Standing.LAPSED_SUSPENSION
        known = known_until(concept, sources)
        yield Ruling(concept, standing, event, known, date > _whole(known, "12-31"))


def covered(concept: Concept) -> frozenset[str]:
    """What a rule covers (`mofcom-2025-18` → `dysprosium`, `terbium`, …)."""
    return frozenset(
        relation.to
        for relation in concept.relations
        if relation.type is RelationType.REGULATES
    )


def known_until(concept: Concept, sources: Mapping[str, Source]) -> str:
    """The last date that anything the concept cites speaks of."""
    dates = [event.date for event in concept.events]
    dates += [fact.as_of for fact in concept.facts]
    dates += [sources[cited].date for cited in concept.cited if cited in sources]
    return max(dates, default="")


def _last(concept: Concept, date: str) -> Event | None:
    """The last event up to a date that says where the rule stands."""
    telling = [
        event
        for event in concept.events
        if event.type in _STANDINGS and _whole(event.date, "01-01") <= date
    ]
    # On one day a rule is issued before it takes force.
    order = list(_STANDINGS)
    return max(
        telling,
        key=lambda event: (_whole(event.date, "01-01"), order.index(event.type)),
        default=None,
    )


def _whole(date: str, rest: str) -> str:
    """A date known to the year or month, filled up to a day (`2025` → `2025-01-01`)."""
    return date + f"-{rest}"[len(date) - 4 :] if len(date) < 10 else date
