"""Answers of one-shot commands as a person reads them."""

from __future__ import annotations

from bot.card import card, details
from bot.naming import gist, name
from bot.reply import Reply, block
from bot.transports.plain import render
from bot.wording import Wording
from db.library import Library
from glossary.concept import Concept
from glossary.index import Answer, AnswerKind


def answer(found: Answer, library: Library, say: Wording) -> str:
    """What the chat would say, but without its buttons."""
    return render(_reply(found, library, say), say)


def answer_line(found: Answer, library: Library, say: Wording) -> str:
    """Query, kind of answer, and what was found, separated by tabs."""
    results = [
        f"{hit.concept} {name(library.concept_of(hit), say)}" for hit in found.hits
    ]
    return "\t".join((found.query, found.kind, *results))


def whole(concept: Concept, library: Library, say: Wording) -> str:
    """The card and everything behind it."""
    faces = (card(concept, library, say), details(concept, library, say))
    return "\n\n".join(render(Reply(face.blocks), say) for face in faces)


def _reply(found: Answer, library: Library, say: Wording) -> Reply:
    """What the chat would say, but without its buttons."""
    if found.kind is AnswerKind.NONE:
        return Reply((block(say("none", query=found.query)),))
    if found.kind is AnswerKind.ENTRY:
        hit = found.hits[0]
        whole = card(library.concept_of(hit), library, say, hit=hit)
        return Reply(whole.blocks)
    key = "choices" if found.kind is AnswerKind.CHOICES else "suggestions"
    rows = [
        block(f"{concept.id}: {name(concept, say)} — {gist(concept, say)}")
        for concept in (library.concept_of(hit) for hit in found.hits)
    ]
    return Reply((block(say(key, query=found.query)), *rows))
