"""What a name means: its definition, with everything that shows the name left out."""

from __future__ import annotations

import re

from glossary.concept import Concept, Definition, RelationType
from glossary.quiz.clues import masked
from glossary.quiz.names import chinese, english, pair
from glossary.quiz.options import Choice, echoes_alone
from glossary.quiz.question import Question, Refusal, Skill
from glossary.quiz.setter import MOST_STEM, Made, Setter

#: More gaps, or fewer words between them, tell too little.
_MOST_GAPS = 4
_LEAST_KEPT = 0.6
_LEAST = {True: 14, False: 45}
_LONGEST_GIST = 95
#: Where a sentence may be cut; an English comma is too often inside a phrase.
_PAUSES = ("；", "，", "：", "; ", ": ")
_ENDS = (".", "。", " ", ",", *_PAUSES)
_CLAUSE = re.compile(r"[^，；：]+?(?:[，；：]|[,;:] |$)")


def definition(concept: Concept, setter: Setter) -> Made:
    """A definition with the name blanked out → which name?"""
    own = _own_words(concept)
    name = setter.reader.name
    stem = _clipped(_gapped(setter.reader.pick(own.text), concept, setter), setter)
    if not _tells_enough(stem, setter):
        return Refusal("definition", concept.id, "too little is left of the definition")
    kin = _kin(concept, setter)
    return setter.choice(
        "definition",
        Skill.FACT,
        concept,
        stem,
        Choice(name(concept), concept.id),
        (
            Choice(name(other), other.id)
            for other in setter.pool.near(concept)
            if other.id not in kin
        ),
        {"text": stem},
        pair(concept, setter),
        own.sources,
        fits=lambda choices: not echoes_alone(choices, stem),
    )


def meaning(concept: Concept, setter: Setter) -> Made:
    """A name → which description? Each is the first sentence of a definition."""
    right = _gist(concept, setter)
    if not right:
        return Refusal("meaning", concept.id, "too little is left of the definition")
    return _described("meaning", concept, right, setter)


def statement(concept: Concept, setter: Setter) -> Made:
    """A name → which of these is said of it? For what nothing else can be asked of.

    Some clauses of a later sentence stand for the concept; a first sentence says better
    what a thing is, but in these every one shows the name.
    """
    if any(
        isinstance(kind(concept, setter), Question)
        for kind in (english, chinese, definition, meaning)
    ):
        return None
    right = _said(concept, setter)
    if not right:
        return Refusal("statement", concept.id, "all of the definition shows the name")
    return _described("statement", concept, right, setter)


def _described(
    kind: str, concept: Concept, right: str, setter: Setter
) -> Question | Refusal:
    name = setter.reader.name(concept)
    kin = _kin(concept, setter)
    describe = _gist if kind == "meaning" else _said
    return setter.choice(
        kind,
        Skill.FACT,
        concept,
        name,
        Choice(right, concept.id),
        (
            Choice(text, other.id)
            for other in setter.pool.near(concept)
            if other.id not in kin and (text := describe(other, setter))
        ),
        {"name": name},
        pair(concept, setter),
        _own_words(concept).sources,
        lambda choices: kind == "statement" or not echoes_alone(choices, name),
    )


def _gist(concept: Concept, setter: Setter) -> str:
    """The first sentence of a definition, as an option; empty if it shows the name."""
    key = (setter.reader.locale, concept.id)
    if key not in setter.pool.gists:
        first = _sentences(setter.reader.pick(_own_words(concept).text), setter)[:1]
        setter.pool.gists[key] = _unsaid(first, concept, setter)
    return setter.pool.gists[key]


def _said(concept: Concept, setter: Setter) -> str:
    """The first sentence of a definition, or else some clauses that show no name."""
    if gist := _gist(concept, setter):
        return gist
    sentences = _sentences(setter.reader.pick(_own_words(concept).text), setter)
    parts = (_CLAUSE.findall(sentence) for sentence in sentences)
    said = (_unsaid(part, concept, setter) for part in parts)
    return next(filter(None, said), "")


def _unsaid(parts: list[str], concept: Concept, setter: Setter) -> str:
    """The first run of parts that does not show the name and is neither long nor short.

    What is too long is cut at a pause.
    """
    least = _LEAST[setter.reader.locale.chinese]
    run = ""
    for part in parts:
        if _gapped(part, concept, setter) != part:
            run = ""
            continue
        run += part
        text = run.strip().rstrip("".join(_ENDS))
        if len(text) > _LONGEST_GIST:
            text = text[: max(text.rfind(mark, 0, _LONGEST_GIST) for mark in _PAUSES)]
        if least <= len(text) <= _LONGEST_GIST:
            return text
    return ""


def _own_words(concept: Concept) -> Definition:
    """Our definition, or the first authority's where there is none."""
    ours = (d for d in concept.definitions if d.authority is None)
    return next(ours, concept.definitions[0])


def _sentences(text: str, setter: Setter) -> list[str]:
    is_chinese = setter.reader.locale.chinese
    return (_SENTENCE if is_chinese else _ENGLISH_SENTENCE).findall(text)


def _gapped(text: str, concept: Concept, setter: Setter) -> str:
    """A text with everything left out that shows a concept's name."""
    others = [term.text for term in concept.terms]
    name = setter.reader.name(concept)
    return masked(text, name, others, setter.pool.simplified, setter.reader.blank)


def _clipped(text: str, setter: Setter) -> str:
    """As many whole sentences as a question has room for."""
    kept = ""
    for sentence in _sentences(text, setter):
        if len(kept) + len(sentence) > MOST_STEM:
            break
        kept += sentence
    return kept.strip()


def _tells_enough(text: str, setter: Setter) -> bool:
    gap = setter.reader.blank
    left = sum(map(len, text.split(gap)))
    return (
        text.count(gap) <= _MOST_GAPS
        and left >= _LEAST_KEPT * len(text)
        and left >= _LEAST[setter.reader.locale.chinese]
    )


def _kin(concept: Concept, setter: Setter) -> frozenset[str]:
    """Concepts that are a kind of this one, or it of them: either might be meant."""
    above = {relation.to for relation in concept.relations if relation.type in _KIN}
    below = {
        holder
        for holder, relation in setter.pool.catalogue.relations_to(concept.id)
        if relation.type in _KIN
    }
    return frozenset(above | below)


_KIN = frozenset({RelationType.BROADER, RelationType.SUCCESSOR_OF})
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_ENGLISH_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|$)\s*")
