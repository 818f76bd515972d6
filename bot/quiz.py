"""A question of the glossary's as a person reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.wording import Language, Wording
from glossary.concept import Locale, Source
from glossary.quiz.question import Question, Reader

#: What every Telegram client shows of an explanation, in UTF-16 units.
_SHOWN = 120


class Rendered(NamedTuple):
    """A question in words: what is asked, and what is said once it is answered."""

    prompt: str
    options: tuple[str, ...]
    #: The places of the right option, or of all in the right order.
    answer: tuple[int, ...]
    explanation: str
    accepted: tuple[str, ...] = ()


def reader(say: Wording) -> Reader:
    """Who reads this wording; a Chinese reader is asked in their own script."""
    chinese = Locale(say.region or Locale.TW)
    if say.language is Language.HANS:
        chinese = Locale.CN
    elif say.language is Language.HANT and chinese is Locale.CN:
        chinese = Locale.TW
    names = Locale.EN if say.language is Language.EN else chinese
    return Reader(names, say.label, chinese)


def render(
    question: Question, source: Callable[[str], Source | None], say: Wording
) -> Rendered:
    """A question in the reader's words.

    Args:
        question: as the glossary set it for this reader.
        source: finds a source by id.
        say: the reader's wording.
    """
    kind = question.kind.replace("-", "_")
    date = question.told.get("date")
    when = say("quiz_when", date=date) if date else ""
    told = say(f"quiz_told_{kind}", when=when, **question.told)
    cited = next(filter(None, map(source, question.sources)), None)
    if cited:
        told = _cited(told, cited, say)
    return Rendered(
        say(f"quiz_ask_{kind}", **question.asked),
        question.options,
        question.answer,
        told,
        question.accepted,
    )


def _cited(told: str, source: Source, say: Wording) -> str:
    """An explanation with its source, shortened to what there is room for."""
    year = source.date[:4]
    date = f"{say('pause')}{year}" if year else ""
    room = _SHOWN - _units(say("quiz_source", told=told, source=date))
    publisher = source.publisher
    if _units(publisher) > room:
        publisher = publisher.split(" (")[0]
    if _units(publisher) > room:
        publisher = f"{publisher[: max(room, 12) - 1].rstrip()}…"
    return say("quiz_source", told=told, source=publisher + date)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
