"""Facts and dated events as lines of a card."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figure import figure
from bot.reply import Span
from bot.wording import Language, Wording
from glossary.concept import Event, Fact

#: Up to this reliability a reader is told that a figure is not confirmed.
_DOUBTFUL = 2


def fact_rows(facts: Sequence[Fact], say: Wording) -> list[list[str | Span]]:
    """A line a fact: label, value with unit, then basis and date in brackets."""
    rows: list[list[str | Span]] = []
    for fact in facts:
        value = say.pick(fact.value)
        if fact.property == "country":
            value = say.label("country", value)
        notes = [say.pick(fact.basis)] if fact.basis else []
        if fact.as_of and fact.property not in _TIMELESS:
            notes.append(say("as_of", date=fact.as_of))
        if 0 < fact.reliability <= _DOUBTFUL:
            notes.append(say("unconfirmed"))
        label = say.label("property", fact.property)
        words = f"• {label}{say('colon')}{figure(value, fact.unit, say)}"
        rows.append([words + bracketed(notes, say)])
    return rows


#: Facts that do not change need no date on the card.
_TIMELESS = frozenset(
    {"country", "standard-atomic-weight", "melting-point", "boiling-point", "density"}
)


def event_rows(events: Sequence[Event], say: Wording) -> list[list[str | Span]]:
    """A line an event, in order of their dates."""
    rows: list[list[str | Span]] = []
    for event in sorted(events, key=lambda event: event.date):
        date = event.date
        if event.until:
            date = say("until", date=date, until=event.until)
        note = [say.pick(event.note)] if event.note else []
        label = say.label("event", event.type)
        rows.append([f"• {label}{say('colon')}{date}{bracketed(note, say)}"])
    return rows


def bracketed(notes: list[str], say: Wording) -> str:
    """Notes in brackets, as the language writes them; empty if there are none."""
    if not notes:
        return ""
    joint = "; " if say.language is Language.EN else "；"
    return f"{say('open_paren')}{joint.join(notes)}{say('close_paren')}"
