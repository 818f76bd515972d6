"""A question as the glossary asks it: what is asked, of what, which answer is right.

All words in it are the reader's own, save for the sentence around them, which the
conversation's wording supplies: a prompt is a template's name and its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from glossary.concept import Concept, Locale, Text


class Skill(StrEnum):
    """What a card trains; questions of several kinds may train one skill."""

    RECOGNISE = "recognise"  # Chinese → English
    PRODUCE = "produce"  # English → Chinese
    READING = "reading"
    SYMBOL = "symbol"
    FACT = "fact"


class Reader(NamedTuple):
    """Who is asked: the locale of their names, and the wording's labels.

    `label("country", "JP")` is `日本` for one reader and `Japan` for another.
    """

    locale: Locale
    label: Callable[[str, str], str]
    #: Whose Chinese this reader is shown.
    chinese: Locale

    @property
    def blank(self) -> str:
        """What stands for a word that is left out."""
        return "＿＿" if self.locale.chinese else "____"

    def pick(self, text: Text) -> str:
        """A text in the reader's language."""
        if self.locale is Locale.EN:
            return text.en
        return text.hans if self.locale is Locale.CN else text.hant

    def name(self, concept: Concept) -> str:
        """What this reader calls a concept (`釹`, `钕`, `neodymium`)."""
        return concept.preferred(self.locale).text


class Question(NamedTuple):
    """One question for one reader.

    Of a choice, `answer` holds the place of the right option; of elements to be put in
    order, the places in the right order; a typed question has no options.
    """

    kind: str
    skill: Skill
    concept: str
    #: Values of the kind's prompt (`{"name": "釹"}`).
    asked: Mapping[str, str]
    #: Values of the kind's explanation.
    told: Mapping[str, str]
    options: tuple[str, ...] = ()
    answer: tuple[int, ...] = ()
    #: Every name that a typed answer may bear.
    accepted: tuple[str, ...] = ()
    #: The concept behind each option, to learn who is taken for whom; empty if none is.
    behind: tuple[str, ...] = ()
    #: Ids of sources that bear the answer out, best first.
    sources: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A question that would be unfair, and is not asked."""

    kind: str
    concept: str
    reason: str
