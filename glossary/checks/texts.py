"""E2: definitions, notes and digests as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.checks.found import Found
from glossary.concept import Concept, Glossary, Text
from glossary.script import is_han, only_simplified, only_traditional

_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")


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
    for subject, text in texts(glossary):
        if wrong := only_simplified(text.hant):
            yield subject, f"hant has {wrong}: {text.hant[:30]}"
        if text.hans != text.en and (wrong := only_traditional(text.hans)):
            yield subject, f"hans has {wrong}: {text.hans[:30]}"


def e205(glossary: Glossary) -> Found:
    """Chinese text takes full-width punctuation and a space beside Latin or digits."""
    for subject, text in texts(glossary):
        for pattern in (_HALF_WIDTH, _UNSPACED):
            if match := pattern.search(text.hant):
                around = text.hant[max(0, match.start() - 6) : match.end() + 6]
                yield subject, f"…{around}…"


def _lengths(text: Text) -> tuple[int, int]:
    return sum(map(is_han, text.hant)), len(text.en.split())


def texts(glossary: Glossary) -> Iterator[tuple[str, Text]]:
    """Every text of the glossary, with what it belongs to."""
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
