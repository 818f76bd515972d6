"""The concepts around a concept: as buttons, and as lines by kind of relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.facts import bracketed
from bot.naming import name
from bot.reply import Button, Span
from bot.view import FRONT
from bot.wording import Wording
from glossary.concept import Concept, Relation, RelationType, Source

_MOST_RELATED = 6


class Shelf(Protocol):
    """Where a card takes what it needs; `Catalogue` and `Library` both serve."""

    def concept(self, concept: str) -> Concept | None:
        """One concept by id."""

    def relations_to(self, concept: str) -> Sequence[tuple[str, Relation]]:
        """Relations that other concepts hold to this one."""

    def source(self, source: str) -> Source | None:
        """One source by id."""


def related_buttons(concept: Concept, shelf: Shelf, say: Wording) -> list[Button]:
    """The nearest related concepts, one button each."""
    nearness: dict[str, int] = {}
    for relation in concept.relations:
        rank = _NEARNESS.index(relation.type)
        nearness[relation.to] = min(rank, nearness.get(relation.to, rank))
    for holder, relation in shelf.relations_to(concept.id):
        rank = _NEARNESS.index(relation.type)
        if relation.type in _FAR_BACKWARDS:
            rank += 2 * len(_NEARNESS)
        elif relation.type not in _NEAR_BACKWARDS:
            rank += len(_NEARNESS)
        nearness[holder] = min(rank, nearness.get(holder, rank))
    nearest = sorted(nearness, key=nearness.__getitem__)[:_MOST_RELATED]
    related = [found for other in nearest if (found := shelf.concept(other))]
    return [Button(name(other, say), FRONT.line(other.id)) for other in related]


#: What a reader looks at next, in order.
_NEARNESS = (
    RelationType.MADE_FROM,
    RelationType.PRODUCES,
    RelationType.OWNS,
    RelationType.OPERATES,
    RelationType.BROADER,
    RelationType.PART_OF,
    RelationType.REGULATES,
    RelationType.USED_IN,
    RelationType.CONFUSED_WITH,
    RelationType.DEVELOPED_BY,
    RelationType.ISSUED_BY,
    RelationType.WORKS_FOR,
    RelationType.SUCCESSOR_OF,
    RelationType.SUPPLIES,
    RelationType.LOCATED_IN,
    RelationType.RELATED,
)


#: Relations that matter as much seen from the other side.
_NEAR_BACKWARDS = frozenset(
    {RelationType.CONFUSED_WITH, RelationType.OWNS, RelationType.OPERATES}
)

#: Who makes a thing, or lies in a place, is many and seldom what is looked for next.
_FAR_BACKWARDS = frozenset({RelationType.PRODUCES, RelationType.LOCATED_IN})


def relation_rows(
    concept: Concept, shelf: Shelf, say: Wording
) -> Iterator[list[str | Span]]:
    """All relations, a line a kind, those that others hold read backwards."""
    groups: dict[str, list[str]] = defaultdict(list)
    both = [("relation", relation.to, relation) for relation in concept.relations]
    both += [
        ("inverse", holder, relation)
        for holder, relation in shelf.relations_to(concept.id)
    ]
    for side, other, relation in both:
        if related := shelf.concept(other):
            notes = [say.pick(relation.note)] if relation.note else []
            if relation.as_of:
                notes.append(say("as_of", date=relation.as_of))
            words = name(related, say) + bracketed(notes, say)
            groups[say.label(side, relation.type)].append(words)
    for label, words_of in groups.items():
        yield [f"• {label}{say('colon')}{say('comma').join(words_of)}"]
