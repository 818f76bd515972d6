"""E5: identifiers."""

from __future__ import annotations

from collections import defaultdict

from glossary import identifier
from glossary.checks.found import Found
from glossary.concept import Glossary


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
