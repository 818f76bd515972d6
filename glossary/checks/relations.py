"""E3: relations."""

from __future__ import annotations

from collections import Counter, defaultdict

from glossary.checks.found import Found
from glossary.concept import Glossary, RelationType

#: Everything hangs together with this concept, where a reader would start.
_ROOT = "rare-earths"


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
