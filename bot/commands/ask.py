"""Questions answered from what the glossary holds, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands.command import Parts, Request
from bot.commands.listing import listed
from bot.commands.offer import offer
from bot.commands.show import show
from bot.facts import event_rows, fact_rows
from bot.naming import name, reading, title
from bot.related import relation_rows
from bot.reply import Block, Button, Reply, Span, block, bold, italic, lines, rows_of
from bot.view import FRONT
from bot.wording import Wording
from glossary.concept import Concept, EventType, Locale, RelationType, Term, TermType
from glossary.index import Answer, AnswerKind, How
from glossary.phrases import Asked
from glossary.question import Question, listings, questions
from glossary.syllable import zhuyin

Rows = list[list[str | Span]]


def ask(line: str, request: Request, parts: Parts) -> Reply | None:
    """The answer to a question; nothing if the line is none, or of unknown terms.

    Of several ways to read the line the likeliest counts that the glossary can answer.
    """
    simplified = parts.catalogue.folding.simplified(line)
    for listing in listings(simplified):
        if found := listed(listing, request, parts):
            return found
    asked = [
        (question, answers)
        for question in questions(simplified)
        if (answers := _named(question, parts))
    ]
    asked.sort(key=_likelihood)
    less: Reply | None = None
    for question, answers in asked:
        several = [each for each in answers if each.kind is AnswerKind.CHOICES]
        if several:
            at = simplified.find(several[0].query)
            typed = line[at : at + len(several[0].query)]
            heading = request.say("choices", query=typed)
            less = less or offer(heading, several[0], parts, request.say)
            continue
        found, is_held = _read(question, answers, request, parts)
        if is_held:
            return found
        less = less or found
    return less


def _likelihood(asked: tuple[Question, list[Answer]]) -> tuple[bool, int]:
    """Right spelling comes first, then the longest name, as in any text."""
    question, answers = asked
    near = any(answer.hits[0].how == How.NEAR for answer in answers)
    return near, -len(question.term) - len(question.other)


def _named(question: Question, parts: Parts) -> list[Answer]:
    """What each term surely names; nothing if one of them may be no name."""
    terms = filter(None, (question.term, question.other))
    answers = [parts.catalogue.lookup(term) for term in terms]
    for answer in answers:
        several = answer.kind is AnswerKind.CHOICES and answer.verdict.by_name
        if answer.kind is not AnswerKind.ENTRY and not several:
            return []
    return answers


def _read(
    question: Question, answers: list[Answer], request: Request, parts: Parts
) -> tuple[Reply, bool]:
    """The answer to one reading of a line, and whether it holds what was asked."""
    say = request.say
    one, two = (
        parts.catalogue.glossary.concepts[answers[place].hits[0].concept]
        for place in (0, -1)
    )
    if question.asked is Asked.DIFFERENCE:
        return _side_by_side(one, two, parts, say), True
    if question.asked is Asked.MEANING:
        return show(one, request, parts, hit=answers[0].hits[0]), True
    rows = _ANSWERS[question.asked](one, parts, say)
    return _answer(question, one, rows, parts, say), bool(rows)


def _answer(
    question: Question, concept: Concept, rows: Rows, parts: Parts, say: Wording
) -> Reply:
    called = name(concept, say)
    heading = say("asked", name=called, asked=say.label("asked", question.asked))
    blocks = [block(bold(heading))]
    blocks.append(lines(rows) if rows else block(say("asked_unknown")))
    if rows:
        blocks.append(_source(concept, parts, say))
    button = Button(called, FRONT.line(concept.id))
    return Reply(tuple(part for part in blocks if part.spans), ((button,),))


def _names_in(
    *locales: Locale, read: Callable[[Term, Wording], str] = reading
) -> Callable[[Concept, Parts, Wording], Rows]:
    """All names in some locales, with their readings and regions."""

    def rows(concept: Concept, parts: Parts, say: Wording) -> Rows:
        found: dict[str, list[str]] = {}
        for term in concept.terms:
            if term.locale in locales:
                found.setdefault(f"{term.text} {read(term, say)}".strip(), []).append(
                    say.label("region", term.locale) if term.locale.chinese else ""
                )
        return [
            [f"• {words}", _where(regions, say)] for words, regions in found.items()
        ]

    return rows


def _where(regions: list[str], say: Wording) -> str:
    named = say("comma").join(filter(None, regions))
    return f"{say('open_paren')}{named}{say('close_paren')}" if named else ""


def _codes(scheme: str) -> Callable[[Concept, Parts, Wording], Rows]:
    def rows(concept: Concept, parts: Parts, say: Wording) -> Rows:
        return [
            [f"• {code.value}"] for code in concept.identifiers if code.scheme == scheme
        ]

    return rows


def _symbols(concept: Concept, parts: Parts, say: Wording) -> Rows:
    kinds = (TermType.SYMBOL, TermType.FORMULA)
    return [[f"• {term.text}"] for term in concept.terms if term.type in kinds]


def _related(
    forwards: tuple[RelationType, ...],
    backwards: tuple[RelationType, ...],
    *properties: str,
) -> Callable[[Concept, Parts, Wording], Rows]:
    """The concept's relations of some kinds, held by it or by others, and facts."""

    def rows(concept: Concept, parts: Parts, say: Wording) -> Rows:
        labels = {say.label("relation", kind) for kind in forwards}
        labels |= {say.label("inverse", kind) for kind in backwards}
        starts = tuple(f"• {label}{say('colon')}" for label in labels)
        found = [
            row
            for row in relation_rows(concept, parts.catalogue, say)
            if str(row[0]).startswith(starts)
        ]
        facts = [fact for fact in concept.facts if fact.property in properties]
        return found + fact_rows(facts, say)

    return rows


def _dates(concept: Concept, parts: Parts, say: Wording) -> Rows:
    return event_rows(concept.events, say)


def _beginnings(concept: Concept, parts: Parts, say: Wording) -> Rows:
    """When it began: founded, opened, listed."""
    return event_rows([e for e in concept.events if e.type in _BEGINNING], say)


_BEGINNING = (EventType.FOUNDED, EventType.OPENED, EventType.LISTED)
_CHINESE = (Locale.TW, Locale.HK, Locale.CN)
_OWNING = (RelationType.OWNS, RelationType.OPERATES)
_ANSWERS: dict[Asked, Callable[[Concept, Parts, Wording], Rows]] = {
    Asked.ENGLISH: _names_in(Locale.EN),
    Asked.CHINESE: _names_in(*_CHINESE),
    Asked.TAIWAN: _names_in(Locale.TW),
    Asked.HONG_KONG: _names_in(Locale.HK),
    Asked.MAINLAND: _names_in(Locale.CN),
    Asked.READING: _names_in(*_CHINESE),
    Asked.PINYIN: _names_in(*_CHINESE, read=lambda term, say: term.reading),
    Asked.ZHUYIN: _names_in(*_CHINESE, read=lambda term, say: zhuyin(term.reading)),
    Asked.SYMBOL: _symbols,
    Asked.ATOMIC_NUMBER: _codes("atomic-number"),
    Asked.CAS: _codes("cas"),
    Asked.TICKER: _codes("ticker"),
    Asked.OWNER: _related((), _OWNING, "owner-share"),
    Asked.COUNTRY: _related((RelationType.LOCATED_IN,), (), "country", "headquarters"),
    Asked.PEOPLE: _related((RelationType.DEVELOPED_BY,), (RelationType.WORKS_FOR,)),
    Asked.PRODUCTS: _related((RelationType.PRODUCES,), ()),
    Asked.MAKERS: _related((), (RelationType.PRODUCES, *_OWNING)),
    Asked.MADE_OF: _related(
        (RelationType.MADE_FROM,), (RelationType.USED_IN,), "composition"
    ),
    Asked.MINES: _related(_OWNING, (RelationType.LOCATED_IN,)),
    Asked.MEMBERS: _related(
        (RelationType.REGULATES,),
        (RelationType.PART_OF, RelationType.BROADER),
        "covers",
    ),
    Asked.USES: _related((RelationType.USED_IN,), (RelationType.MADE_FROM,)),
    Asked.MELTING_POINT: _related((), (), "melting-point"),
    Asked.BOILING_POINT: _related((), (), "boiling-point"),
    Asked.DENSITY: _related((), (), "density"),
    Asked.RESERVES: _related((), (), "reserves", "resources"),
    Asked.OUTPUT: _related((), (), "output", "capacity"),
    Asked.FOUNDED: _beginnings,
    Asked.DATES: _dates,
}


def _side_by_side(one: Concept, two: Concept, parts: Parts, say: Wording) -> Reply:
    """Two concepts one after the other, and what is said of mistaking them."""
    blocks: list[Block] = []
    for concept in (one, two):
        blocks.append(title(concept, say))
        blocks += [
            block(say.pick(definition.text)) for definition in concept.definitions[:1]
        ]
    for relation in (*one.relations, *two.relations):
        ends = {relation.to, one.id, two.id}
        confused = relation.type is RelationType.CONFUSED_WITH
        if len(ends) == 2 and confused and relation.note:
            blocks.append(block(italic(say.pick(relation.note))))
    cited = dict.fromkeys(_source(concept, parts, say) for concept in (one, two))
    blocks += cited  # once, if both have the same
    buttons = [Button(name(each, say), FRONT.line(each.id)) for each in (one, two)]
    return Reply(tuple(part for part in blocks if part.spans), rows_of(buttons, 2))


def _source(concept: Concept, parts: Parts, say: Wording) -> Block:
    """Where the glossary has it from, with the date."""
    for cited in concept.cited:
        if source := parts.catalogue.source(cited):
            about = say("pause").join(filter(None, (source.publisher, source.date)))
            words = f"{source.title}{say('pause')}{about}"
            return block(italic(f"{say('sources')}{say('colon')}{words}"))
    return block()
