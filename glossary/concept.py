"""The concept model: one thing and all that is known of it (after TBX, ISO 30042)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Kind(StrEnum):
    """What a concept is."""

    ELEMENT = "element"
    GROUP = "group"
    MINERAL = "mineral"
    SUBSTANCE = "substance"
    PROCESS = "process"
    TERM = "term"
    COMPANY = "company"
    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    REGULATION = "regulation"
    EVENT = "event"
    WORK = "work"


class Subject(StrEnum):
    """The field a concept belongs to."""

    CHEMISTRY = "chemistry"
    GEOLOGY = "geology"
    MINING = "mining"
    SEPARATION = "separation"
    METAL = "metal"
    MAGNET = "magnet"
    USE = "use"
    MARKET = "market"
    TRADE = "trade"
    POLICY = "policy"
    INDUSTRY = "industry"
    RESEARCH = "research"


class Locale(StrEnum):
    """Language and region of a name; `MUL` for symbols and formulas."""

    EN = "en"
    TW = "zh-Hant-TW"
    HK = "zh-Hant-HK"
    CN = "zh-Hans-CN"
    MUL = "mul"

    @property
    def chinese(self) -> bool:
        """Whether names of this locale are Chinese."""
        return self in (Locale.TW, Locale.HK, Locale.CN)


class TermType(StrEnum):
    """How a name is formed."""

    FULL = "full"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    SYMBOL = "symbol"
    FORMULA = "formula"
    VARIANT = "variant"
    TRADE = "trade"


class Evaluation(StrEnum):
    """Administrative status of a name."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class RelationType(StrEnum):
    """Read as: the concept that holds the relation … the other one."""

    BROADER = "broader"
    PART_OF = "part-of"
    MADE_FROM = "made-from"
    PRODUCES = "produces"
    USED_IN = "used-in"
    OWNS = "owns"
    OPERATES = "operates"
    LOCATED_IN = "located-in"
    REGULATES = "regulates"
    ISSUED_BY = "issued-by"
    DEVELOPED_BY = "developed-by"
    WORKS_FOR = "works-for"
    SUPPLIES = "supplies"
    SUCCESSOR_OF = "successor-of"
    CONFUSED_WITH = "confused-with"
    RELATED = "related"


class EventType(StrEnum):
    """What happened to a concept on a date."""

    ISSUED = "issued"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    FOUNDED = "founded"
    RENAMED = "renamed"
    LISTED = "listed"
    DELISTED = "delisted"
    MERGED = "merged"
    ACQUIRED = "acquired"
    BANKRUPT = "bankrupt"
    OPENED = "opened"
    CLOSED = "closed"
    RESTARTED = "restarted"
    BORN = "born"
    DIED = "died"
    PUBLISHED = "published"
    HELD = "held"


class Text(NamedTuple):
    """The same words in English, traditional and simplified Chinese.

    Words that belong to no language (a number, a country code) stand the same
    in all three: `Text.neutral("157.249(2)")`.
    """

    en: str
    hant: str
    hans: str

    @classmethod
    def neutral(cls, words: str) -> Text:
        """The same string in every language."""
        return cls(words, words, words)


class Term(NamedTuple):
    """A name of a concept, such as 鐠釹 (zh-Hant-TW, preferred, pǔ nǚ)."""

    locale: Locale
    text: str
    type: TermType = TermType.FULL
    evaluation: Evaluation = Evaluation.ADMITTED
    #: Pinyin with tone marks, syllables separated by spaces; empty if not Chinese.
    reading: str = ""
    #: 1 (not verified) to 4 (very reliable), as IATE has it.
    reliability: int = 3
    #: Whether other concepts really bear the same name.
    ambiguous: bool = False
    #: Whether the name may be linked where it stands in running text.
    scan: bool = True
    note: str = ""


class Identifier(NamedTuple):
    """A code from some scheme: atomic-number, cas, ticker, hs, announcement."""

    scheme: str
    value: str


class Definition(NamedTuple):
    """What the concept is, as one authority has it (none named: ours)."""

    text: Text
    sources: tuple[str, ...] = ()
    authority: Text | None = None


class Relation(NamedTuple):
    """A typed link to another concept; `as_of` dates one that can change."""

    type: RelationType
    to: str
    as_of: str = ""
    note: Text | None = None
    sources: tuple[str, ...] = ()


class Fact(NamedTuple):
    """A value with its unit, basis, date (YYYY, YYYY-MM or YYYY-MM-DD) and sources."""

    property: str
    value: Text
    unit: str = ""
    basis: Text | None = None
    as_of: str = ""
    sources: tuple[str, ...] = ()
    #: 1 (not verified) to 4 (official); 0 where two sources agree and nothing is said.
    reliability: int = 0


class Event(NamedTuple):
    """Something dated that happened to the concept; `until` ends a suspension."""

    type: EventType
    date: str
    until: str = ""
    note: Text | None = None
    sources: tuple[str, ...] = ()


class Source(NamedTuple):
    """A document that a person can find."""

    id: str
    title: str
    publisher: str
    date: str = ""
    url: str = ""
    #: The day its text was read for the glossary; empty if it was not.
    accessed: str = ""


class Concept(NamedTuple):
    """One thing: its names, meaning, codes, links, facts and sources."""

    id: str
    kind: Kind
    subject: Subject
    terms: tuple[Term, ...]
    definitions: tuple[Definition, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    relations: tuple[Relation, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    #: What people type and should find, but nobody prints.
    lookup: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    #: The day someone who did not write it checked it against its sources.
    reviewed: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of all sources that the concept or a part of it cites, each once."""
        cited = dict.fromkeys(self.sources)
        for definition in self.definitions:
            cited |= dict.fromkeys(definition.sources)
        for relation in self.relations:
            cited |= dict.fromkeys(relation.sources)
        for fact in self.facts:
            cited |= dict.fromkeys(fact.sources)
        for event in self.events:
            cited |= dict.fromkeys(event.sources)
        return tuple(cited)

    def names(self, locale: Locale) -> tuple[str, ...]:
        """All names of one locale, preferred first."""
        return tuple(term.text for term in self.terms if term.locale is locale)

    def preferred(self, *locales: Locale) -> Term:
        """The first name in the first of the locales that has one.

        A concept with no name in any of them gives its first name of all.
        """
        for locale in locales:
            for term in self.terms:
                if term.locale is locale:
                    return term
        return self.terms[0]


class Passage(NamedTuple):
    """A stretch of a digest: our words on one passage of an article."""

    text: Text


class Digest(NamedTuple):
    """An article retold in our own words, passage by passage."""

    id: str
    source: str
    title: Text
    passages: tuple[Passage, ...]
    #: SHA-256 of the article's text (see `article.fingerprint`), to recognise it.
    fingerprint: str = ""


class Glossary(NamedTuple):
    """Everything that the data files hold."""

    concepts: Mapping[str, Concept]
    sources: Mapping[str, Source]
    digests: Mapping[str, Digest] = MappingProxyType({})
