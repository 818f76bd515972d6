"""Looking things up: /lookup and plain text."""

from __future__ import annotations

from bot.commands.ask import ask
from bot.commands.command import Parts, Request
from bot.commands.offer import offer
from bot.commands.rules import is_date, rules_on
from bot.commands.show import show
from bot.commands.text import looks_like_text, read_text
from bot.reply import Reply, block
from glossary.index import Answer, AnswerKind

#: A query is a name; anything much longer is shown shortened when it is not found.
_LONGEST_ECHO = 60


def look_up(query: str, request: Request, parts: Parts) -> Reply:
    """Answer a query with a card, choices, suggestions or an honest no."""
    return _told(parts.catalogue.lookup(query), request, parts)


def _told(answer: Answer, request: Request, parts: Parts) -> Reply:
    say, query = request.say, answer.query
    echo = query if len(query) <= _LONGEST_ECHO else f"{query[:_LONGEST_ECHO]}…"
    match answer.kind:
        case AnswerKind.ENTRY:
            hit = answer.hits[0]
            concept = parts.catalogue.glossary.concepts[hit.concept]
            return show(concept, request, parts, hit=hit)
        case AnswerKind.CHOICES:
            return offer(say("choices", query=echo), answer, parts, say)
        case AnswerKind.SUGGESTIONS:
            return offer(say("suggestions", query=echo), answer, parts, say)
    return Reply((block(say("none", query=echo)), block(say("none_hint"))))


def find(line: str, request: Request, parts: Parts) -> Reply:
    """Answer a typed line: a date, a name, a question, or a text with names in it."""
    answer = parts.catalogue.lookup(line)
    if answer.is_name:
        return _told(answer, request, parts)
    if is_date(line):
        return rules_on(line, request, parts)
    if answered := ask(line, request, parts):
        return answered
    is_text = looks_like_text(line) or answer.kind is AnswerKind.NONE
    read = read_text(line, request, parts) if is_text else None
    return read or _told(answer, request, parts)


def lookup(request: Request, parts: Parts) -> Reply:
    """/lookup TERM: the same as typing the term."""
    if not request.argument:
        return Reply((block(request.say("lookup_usage")),))
    return look_up(request.argument, request, parts)
