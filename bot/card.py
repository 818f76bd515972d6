"""A concept as a card: names by region, reading, meaning, facts, excerpts, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.figure import figure
from bot.reply import Block, Button, Reply, Span, block, bold, italic, lines, rows_of
from bot.wording import Language, Wording
from glossary.concept import (
    Concept,
    Definition,
    Evaluation,
    Event,
    Fact,
    Locale,
    Relation,
    RelationType,
    Source,
    Term,
    TermType,
)
from glossary.index import Hit, How

if TYPE_CHECKING:  # a one-shot look-up shows no excerpts and need not load them
    from glossary.excerpt import Excerpt

_MOST_FACTS = 4
_MOST_EVENTS = 3
_MOST_RELATED = 6
_MOST_SOURCES = 3


#: Where to take a concept's name from, best first.
_LOCALES = {
    Language.EN: (Locale.EN, Locale.MUL, Locale.TW, Locale.CN),
    Language.HANT: (Locale.TW, Locale.HK, Locale.CN),
    Language.HANS: (Locale.CN, Locale.TW),
}


class Shelf(Protocol):
    """Where a card takes what it needs; `Catalogue` and `Library` both serve."""

    def concept(self, concept: str) -> Concept | None:
        """One concept by id."""

    def relations_to(self, concept: str) -> Sequence[tuple[str, Relation]]:
        """Relations that other concepts hold to this one."""

    def source(self, source: str) -> Source | None:
        """One source by id."""


@dataclass(frozen=True, slots=True)
class View:
    """Which face of a card to show; it travels in the buttons' lines."""

    #: Which excerpt, counted from 1.
    excerpt: int = 1
    #: Whether to define in the reader's other language.
    other: bool = False

    def line(self, concept: str) -> str:
        """The line that shows this view (`/card ndpr 2 other`)."""
        words = ["/card", concept]
        if self.excerpt > 1:
            words.append(str(self.excerpt))
        if self.other:
            words.append("other")
        return " ".join(words)


def card(
    concept: Concept,
    shelf: Shelf,
    say: Wording,
    excerpts: Sequence[Excerpt] = (),
    view: View = View(),
    hit: Hit | None = None,
) -> Reply:
    """The card of a concept in the reader's language.

    Args:
        concept: what to show.
        shelf: where related concepts and sources are found.
        say: the reader's wording.
        excerpts: what articles say of it; one is shown, "more" steps through them.
        view: which face of the card.
        hit: how a query found it; said where it was not simply by name.
    """
    blocks = [_title(concept, say), _names(concept, say)]
    blocks += _definitions(concept, say, view.other)
    blocks.append(_facts(concept, say, _MOST_FACTS, _MOST_EVENTS))
    buttons = _related_buttons(concept, shelf, say)
    turns = [
        Button(
            say("other_language"), View(view.excerpt, not view.other).line(concept.id)
        )
    ]
    if view.other:
        turns = [Button(say("back"), View(view.excerpt).line(concept.id))]
    if excerpts:
        number = (view.excerpt - 1) % len(excerpts) + 1
        blocks.append(excerpt_block(excerpts[number - 1], say))
        if len(excerpts) > 1:
            following = number % len(excerpts) + 1
            label = say("more_excerpts", number=number, count=len(excerpts))
            turns.append(Button(label, View(following, view.other).line(concept.id)))
    turns.append(Button(say("details"), f"/facts {concept.id}"))
    blocks += [_sources(concept, shelf, say), _found(hit, say)]
    return Reply(
        tuple(part for part in blocks if part.spans),
        (*rows_of(buttons, 2), *rows_of(turns, 2)),
    )


def details(concept: Concept, shelf: Shelf, say: Wording) -> Reply:
    """Everything behind a card: all facts, dates, relations and sources."""
    blocks = [
        block(bold(name(concept, say))),
        _headed("facts", _fact_rows(concept.facts, say), say),
        _headed("history", _event_rows(concept.events, say), say),
        _headed("relations", list(_relation_rows(concept, shelf, say)), say),
        _sources(concept, shelf, say, most=None),
    ]
    if not concept.reviewed:
        blocks.append(block(italic(say("unreviewed"))))
    back = Button(say("back"), View().line(concept.id))
    return Reply(tuple(part for part in blocks if part.spans), ((back,),))


def name(concept: Concept, say: Wording) -> str:
    """What to call a concept in the reader's language (`釹`, `neodymium`)."""
    return concept.preferred(*_LOCALES[say.language]).text


def gist(concept: Concept, say: Wording) -> str:
    """One line that tells a concept from others of the same name."""
    label = say.label("kind", concept.kind)
    if not concept.definitions:
        return label
    text = say.pick(concept.definitions[0].text)
    first = text.split(". ")[0] if say.language is Language.EN else text.split("。")[0]
    short = first if len(first) <= 90 else f"{first[:88]}…"
    return f"{label}{say('colon')}{short}"


def excerpt_block(excerpt: Excerpt, say: Wording) -> Block:
    """A quotation with where it is from, or a digest marked as one."""
    text = " ".join(say.pick(excerpt.text).split())
    key = "digest_of" if excerpt.is_digest else "excerpt_by"
    by = say(
        key,
        title=say.pick(excerpt.title),
        publisher=excerpt.publisher or "—",
        date=excerpt.date or say("undated"),
    )
    return block(text, "\n", italic(f"— {by}"), quote=True)


def _title(concept: Concept, say: Wording) -> Block:
    first = concept.preferred(*_LOCALES[say.language])
    row: list[str | Span] = [bold(first.text)]
    if first.reading:
        row.append(f"  {first.reading}")
    other = (Locale.TW, Locale.CN) if say.language is Language.EN else (Locale.EN,)
    second = concept.preferred(*other)
    if second.text != first.text:
        row.append(f"  {second.text}")
    if second.reading:
        row.append(f"  {second.reading}")
    kind, subject = (
        say.label("kind", concept.kind),
        say.label("subject", concept.subject),
    )
    codes = [term.text for term in concept.terms if term.locale is Locale.MUL]
    codes += [
        f"{say.label('scheme', code.scheme)} {code.value}"
        for code in concept.identifiers
    ]
    return lines([row, [" · ".join([kind, subject, *codes])]])


def _names(concept: Concept, say: Wording) -> Block:
    """Names by region, on one line where they agree, then the further names."""
    regions = [
        concept.preferred(locale) for locale in (Locale.TW, Locale.HK, Locale.CN)
    ]
    taiwan, hong_kong, mainland = regions
    rows: list[list[str | Span]] = []
    if taiwan.text == hong_kong.text and taiwan.reading == mainland.reading:
        if taiwan.text != mainland.text:
            rows.append([f"繁 {taiwan.text} · 简 {mainland.text}"])
    else:
        for term in regions:
            if term.locale.chinese:
                region = say.label("region", term.locale)
                rows.append([f"{region}{say('colon')}{term.text} {term.reading}"])
    english = concept.names(Locale.EN)
    if say.language is not Language.EN and len(english) > 1:
        rows.append([say("english"), say("colon"), ", ".join(english)])
    for label, texts in _further_names(concept, say):
        rows.append([label, say("colon"), say("comma").join(texts)])
    return lines(rows)


def _further_names(concept: Concept, say: Wording) -> Iterator[tuple[str, list[str]]]:
    """Admitted, former and discouraged names in the reader's script."""
    chosen = {
        Language.EN: (Locale.EN, Locale.TW),
        Language.HANT: (Locale.TW, Locale.HK),
        Language.HANS: (Locale.CN,),
    }[say.language]
    shown = {concept.preferred(locale).text for locale in Locale}
    if say.language is not Language.EN:
        shown |= set(concept.names(Locale.EN))
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for term in concept.terms:
        english_too = term.locale is Locale.EN and say.language is not Language.EN
        if term.text in shown or not (term.locale in chosen or english_too):
            continue
        if term.type in (TermType.SYMBOL, TermType.FORMULA):
            continue
        groups[_STANDING.get(term.evaluation, "also")][_marked(term)] = None
    for key in ("also", "former", "avoid"):
        if groups[key]:
            yield say(key), list(groups[key])


_STANDING = {Evaluation.SUPERSEDED: "former", Evaluation.DEPRECATED: "avoid"}


def _marked(term: Term) -> str:
    """A name, with a question mark where it is not verified."""
    return f"{term.text} (?)" if term.reliability == 1 else term.text


def _definitions(concept: Concept, say: Wording, other: bool) -> list[Block]:
    tell = Wording(_other_language(say.language)) if other else say
    return [_definition(definition, tell) for definition in concept.definitions]


def _other_language(language: Language) -> Language:
    return Language.HANT if language is Language.EN else Language.EN


def _definition(definition: Definition, say: Wording) -> Block:
    text = say.pick(definition.text)
    if definition.authority is None:
        return block(text)
    authority = say("according_to", authority=say.pick(definition.authority))
    return block(italic(authority), say("colon"), text)


def _facts(concept: Concept, say: Wording, facts: int, events: int) -> Block:
    rows = _fact_rows(concept.facts[:facts], say)
    rows += _event_rows(concept.events[:events], say)
    return lines(rows)


def _fact_rows(facts: Sequence[Fact], say: Wording) -> list[list[str | Span]]:
    rows: list[list[str | Span]] = []
    for fact in facts:
        value = say.pick(fact.value)
        if fact.property == "country":
            value = say.label("country", value)
        notes = [say.pick(fact.basis)] if fact.basis else []
        if fact.as_of and fact.property not in _TIMELESS:
            notes.append(say("as_of", date=fact.as_of))
        label = say.label("property", fact.property)
        words = f"• {label}{say('colon')}{figure(value, fact.unit, say)}"
        rows.append([words + _bracketed(notes, say)])
    return rows


#: Facts that do not change need no date on the card.
_TIMELESS = frozenset(
    {"country", "standard-atomic-weight", "melting-point", "boiling-point", "density"}
)


def _event_rows(events: Sequence[Event], say: Wording) -> list[list[str | Span]]:
    rows: list[list[str | Span]] = []
    for event in sorted(events, key=lambda event: event.date):
        date = event.date
        if event.until:
            date = say("until", date=date, until=event.until)
        note = [say.pick(event.note)] if event.note else []
        label = say.label("event", event.type)
        rows.append([f"• {label}{say('colon')}{date}{_bracketed(note, say)}"])
    return rows


def _bracketed(notes: list[str], say: Wording) -> str:
    if not notes:
        return ""
    joint = "; " if say.language is Language.EN else "；"
    return f"{say('open_paren')}{joint.join(notes)}{say('close_paren')}"


def _related_buttons(concept: Concept, shelf: Shelf, say: Wording) -> list[Button]:
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
    return [Button(name(other, say), View().line(other.id)) for other in related]


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


def _relation_rows(
    concept: Concept, shelf: Shelf, say: Wording
) -> Iterator[list[str | Span]]:
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
            words = name(related, say) + _bracketed(notes, say)
            groups[say.label(side, relation.type)].append(words)
    for label, words_of in groups.items():
        yield [f"• {label}{say('colon')}{say('comma').join(words_of)}"]


def _sources(
    concept: Concept, shelf: Shelf, say: Wording, most: int | None = _MOST_SOURCES
) -> Block:
    sources = [found for cited in concept.cited if (found := shelf.source(cited))]
    if not sources:
        return block()
    rows: list[list[str | Span]] = [[bold(say("sources"))]]
    for source in sources[:most]:
        about = say("pause").join(filter(None, (source.publisher, source.date)))
        rows.append(
            ["• ", Span(source.title, link=source.url), f"{say('pause')}{about}"]
        )
    return lines(rows)


def _headed(key: str, rows: list[list[str | Span]], say: Wording) -> Block:
    return lines([[bold(say(key))], *rows]) if rows else block()


#: Ways to find a concept that need no word: its name is what was typed.
_PLAIN_WAYS = frozenset({How.NAME, How.SYMBOL, How.FORMULA, How.ABBREVIATION})


def _found(hit: Hit | None, say: Wording) -> Block:
    """How the query found this concept, unless it was simply its name."""
    if hit is None or hit.how in _PLAIN_WAYS:
        return block()
    how = say.label("how", hit.how)
    return block(italic(say("matched", how=how, matched=hit.matched)))
