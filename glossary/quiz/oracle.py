"""Checks over questions as people read them, by rules written apart from their makers.

Nothing here is shared with the modules that set questions: a mistake there must not be
excused by the same mistake here. What is checked is the printed line (`xitu quiz --all
--json`), against the glossary alone. C1–C14 are numbered as CONTRIBUTING.md has them;
C9 (chance) and C13 (see `blind`) are properties of many questions at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from glossary.concept import Concept, Glossary, Kind, Locale

#: Chinese locales by the language, or the region, of a question.
_CHINESE = {
    "en": Locale.TW,
    "zh-Hant": Locale.TW,
    "zh-Hans": Locale.CN,
    Locale.HK: Locale.HK,
}
_HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_LITTLE = frozenset(
    "of and in on the to by for from with at as or an its is what which said".split()
)
_DATE = re.compile(r"(?:19|20)\d\d")
#: Kinds in which options are spellings or readings of the one name that is asked about.
_FORMS = frozenset({"simplified", "traditional", "reading"})
_DATED = frozenset({"country", "based", "role"})


class Row(NamedTuple):
    """A question as it is printed."""

    kind: str
    concept: str
    prompt: str
    options: tuple[str, ...]
    answer: tuple[int, ...]
    explanation: str
    language: str
    accepted: tuple[str, ...] = ()


class Violation(NamedTuple):
    """A question that breaks a check."""

    code: str
    row: Row
    why: str


class Oracle:
    """What the glossary holds to be true.

    Args:
        glossary: all concepts.
        simplify: traditional or variant character → simplified one.
        gaps: approved sentences: concept → texts with what was left out filled in.
        readings: every reading a character has in any dictionary.
        label: label of a code in a language (`zh-Hant`, `country`, `JP`).
    """

    def __init__(
        self,
        glossary: Glossary,
        simplify: Mapping[str, str],
        gaps: Mapping[str, Sequence[str]],
        readings: Callable[[str], frozenset[str]],
        label: Callable[[str, str, str], str],
    ) -> None:
        self.glossary = glossary
        self._simplify = {ord(char): simple for char, simple in simplify.items()}
        self._gaps = gaps
        self._readings = readings
        self._label = label
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for concept in glossary.concepts.values():
            for term in concept.terms:
                self._bearers[self.fold(term.text)].add(concept.id)

    def violations(self, row: Row) -> Iterator[Violation]:
        """Every check that a question breaks by itself."""
        for code, check in CHECKS.items():
            if why := check(self, row):
                yield Violation(code, row, why)

    def fold(self, text: str) -> str:
        """Width, case, script, accents and punctuation gone; tone marks stay."""
        text = unicodedata.normalize("NFKC", text).translate(self._simplify)
        return "".join(char for char in text.lower() if char.isalnum())

    def concept(self, row: Row) -> Concept:
        """The concept that a question asks about."""
        return self.glossary.concepts[row.concept]

    def named(self, row: Row, option: str) -> list[Concept]:
        """Concepts of the asked kind that bear an option's name."""
        kind = self.concept(row).kind
        found = (self.glossary.concepts[c] for c in self._bearers[self.fold(option)])
        return [concept for concept in found if concept.kind is kind]

    # C1: whether an option is a right answer, by kind.

    def right(self, row: Row, option: str) -> bool:
        """Whether the glossary bears an option out."""
        test = _RIGHT.get(row.kind, Oracle._is_name)
        return test(self, row, option)

    def _is_name(self, row: Row, option: str) -> bool:
        return row.concept in self._bearers[self.fold(option)]

    def _is_regional(self, row: Row, option: str) -> bool:
        for locale in (Locale.TW, Locale.HK, Locale.CN):
            if self._label(row.language, "quiz_region", locale) in row.prompt:
                return option in self.concept(row).names(locale)
        return False

    def _is_spelling(self, row: Row, option: str) -> bool:
        locale = Locale.CN if row.kind == "simplified" else Locale.TW
        return option in self.concept(row).names(locale)

    def _is_reading(self, row: Row, option: str) -> bool:
        name = self.concept(row).preferred(_CHINESE[row.language]).text
        forms = {
            self.concept(row).preferred(locale).text for locale in _CHINESE.values()
        }
        stored = [t.reading for t in self.concept(row).terms if t.text in forms]
        syllables = option.split()
        return option in stored or (
            len(syllables) == len(name)
            and all(
                s in self._readings(c) for s, c in zip(syllables, name, strict=True)
            )
        )

    def _is_symbol(self, row: Row, option: str) -> bool:
        return option in self.concept(row).names(Locale.MUL)

    def _is_country(self, row: Row, option: str) -> bool:
        return option in self._countries(self.concept(row), row.language)

    def _is_based(self, row: Row, option: str) -> bool:
        return any(
            self._countries(concept, row.language)
            & self._countries(self.concept(row), row.language)
            for concept in self.named(row, option)
        )

    def _countries(self, concept: Concept, language: str) -> set[str]:
        return {
            self._label(language, "country", fact.value.en)
            for fact in concept.facts
            if fact.property == "country"
        }

    def _is_ticker(self, row: Row, option: str) -> bool:
        codes = self.concept(row).identifiers
        return any(code.value == option for code in codes if code.scheme == "ticker")

    def _is_role(self, row: Row, option: str) -> bool:
        roles = (f for f in self.concept(row).facts if f.property == "role")
        return any(option in fact.value for fact in roles)

    def _is_meaning(self, row: Row, option: str) -> bool:
        texts = (d.text for d in self.concept(row).definitions)
        return any(option in words for text in texts for words in text)

    def _is_odd(self, row: Row, option: str) -> bool:
        traits = {o: self._traits(row, o) for o in row.options}
        others = [traits[o] for o in row.options if o != option]
        shared = frozenset.intersection(*others)
        return bool(shared & _SPLITTING - traits[option])

    def _traits(self, row: Row, option: str) -> frozenset[str]:
        found: set[str] = set()
        for concept in self.named(row, option):
            found |= {link.to for link in concept.relations if link.type == "part-of"}
            found |= {
                f"usgs-{fact.value.en}"
                for fact in concept.facts
                if fact.property == "class-usgs"
            }
        return frozenset(found)

    # The checks themselves: what is wrong, or nothing.

    def c1(self, row: Row) -> str:
        """One right answer, and it is the one that is marked."""
        if row.kind == "order":
            return ""
        if not row.options:
            wrong = [name for name in row.accepted if not self._is_name(row, name)]
            return f"accepts {wrong}" if wrong or not row.accepted else ""
        right = [n for n, option in enumerate(row.options) if self.right(row, option)]
        return "" if right == list(row.answer) else f"right are {right}"

    def c2(self, row: Row) -> str:
        """Options differ when folded (forms of one name: as they stand)."""
        fold = (lambda text: text) if row.kind in _FORMS else self.fold
        return "" if _distinct(map(fold, row.options)) else "two options are one"

    def c3(self, row: Row) -> str:
        """Every option that is a name is one of a concept of the same kind."""
        if row.kind not in _NAMED:
            return ""
        alien = [option for option in row.options if not self.named(row, option)]
        return f"{alien} of another kind" if alien and row.kind != "region" else ""

    def c4(self, row: Row) -> str:
        """All options in one script."""
        scripts = {
            (bool(_HAN_RUN.search(text)), any(map(_is_latin, text)))
            for text in row.options
        }
        return "" if len(scripts) < 2 else "scripts are mixed"

    def c5(self, row: Row) -> str:
        """The right option's length does not stand out."""
        if len(row.answer) != 1:
            return ""
        lengths = [len(option) for option in row.options]
        own = lengths.pop(row.answer[0])
        if max(own, *lengths) > 3 * min(own, *lengths):
            return "one is three times as long as another"
        stands_out = own > 1.3 * max(lengths) or 1.3 * own < min(lengths)
        return "its length stands out" if stands_out else ""

    def c6(self, row: Row) -> str:
        """The question does not show the answer."""
        if row.kind in _FORMS or row.kind in ("order", "odd-one-out"):
            return ""
        answers = [row.options[n] for n in row.answer] or list(row.accepted)
        stem = row.prompt.translate(self._simplify).lower()
        for answer in answers:
            if shown := _shown(stem, answer.translate(self._simplify).lower()):
                return f"shows {shown!r}"
        if row.kind in ("symbol", "ticker"):
            return self._first_letter(row)
        return ""

    def _first_letter(self, row: Row) -> str:
        first = [option[0].lower() for option in row.options]
        own = first[row.answer[0]]
        english = [name[:1].lower() for name in self.concept(row).names(Locale.EN)]
        read = self.concept(row).preferred(Locale.CN).reading[:1].lower()
        telling = own.isalpha() and own in {*english, read} and first.count(own) == 1
        return "its first letter shows" if telling else ""

    def c7(self, row: Row) -> str:
        """No option contains another."""
        texts = [self.fold(option) for option in row.options]
        if row.kind in _FORMS:
            texts = [option.lower() for option in row.options]
        inside = [(a, b) for a, b in combinations(texts, 2) if a in b or b in a]
        return f"{inside[0]}" if inside else ""

    def c8(self, row: Row) -> str:
        """Telegram's limits, in UTF-16 units; an explanation that names its source."""
        if not 1 <= _units(row.prompt) <= 300:
            return "the question is too long"
        if any(not 1 <= _units(option) <= 100 for option in row.options):
            return "an option is too long"
        if not 1 <= _units(row.explanation) <= 200 or row.explanation.count("\n") > 2:
            return "the explanation is too long"
        told = self.fold(row.explanation)
        names = {self.fold(term.text) for term in self.concept(row).terms}
        if not any(name in told for name in names if name):
            return "the explanation does not name the concept"
        publishers = (
            self.glossary.sources[cited].publisher.split(" (")[0][:8]
            for concept in (row.concept, *self._behind(row))
            for cited in self._cited(concept)
        )
        named = any(publisher in row.explanation for publisher in publishers)
        return "" if named else "the explanation names no source"

    def _behind(self, row: Row) -> list[str]:
        digests = self.glossary.digests.values()
        return [d.source for d in digests] if row.kind == "cloze" else []

    def _cited(self, concept: str) -> tuple[str, ...]:
        found = self.glossary.concepts.get(concept)
        return found.cited if found else (concept,)

    def c10(self, row: Row) -> str:
        """One order; one odd one out."""
        if row.kind == "order":
            numbers = [self._number(row, option) for option in row.options]
            ranked = [numbers[n] for n in row.answer]
            good = _distinct(numbers) and ranked == sorted(numbers)
            return "" if good and len(ranked) == len(numbers) else f"order of {numbers}"
        if row.kind != "odd-one-out":
            return ""
        own = row.options[row.answer[0]]
        for option in row.options:
            others = [
                self._traits(row, other) for other in row.options if other != option
            ]
            mine = self._traits(row, option)
            lacks = frozenset.intersection(*others) - mine
            has = mine - frozenset().union(*others)
            if option != own and (lacks or has):
                return f"{option} is odd in {sorted(lacks | has)}"
        return ""

    def _number(self, row: Row, option: str) -> int:
        codes = [
            int(code.value)
            for concept in self.named(row, option)
            for code in concept.identifiers
            if code.scheme == "atomic-number"
        ]
        return codes[0] if len(codes) == 1 else -1

    def c11(self, row: Row) -> str:
        """A cloze is an approved sentence, and no option stands in it."""
        if row.kind != "cloze":
            return ""
        pieces = [
            piece for piece in re.split("_{4}|＿＿", row.prompt) if len(piece) > 3
        ]
        longest = max(pieces, key=len).split("？")[-1].split("? ")[-1]
        if not any(longest in sentence for sentence in self._gaps[row.concept]):
            return "not an approved sentence"
        inside = [option for option in row.options if option in row.prompt]
        return f"{inside} stands in it" if inside else ""

    def c14(self, row: Row) -> str:
        """A fact that can change is shown with its date."""
        if row.kind not in _DATED or self.concept(row).kind is not Kind.COMPANY:
            return ""
        return "" if _DATE.search(row.explanation) else "no date"


CHECKS: Mapping[str, Callable[[Oracle, Row], str]] = {
    "C1": Oracle.c1,
    "C2": Oracle.c2,
    "C3": Oracle.c3,
    "C4": Oracle.c4,
    "C5": Oracle.c5,
    "C6": Oracle.c6,
    "C7": Oracle.c7,
    "C8": Oracle.c8,
    "C10": Oracle.c10,
    "C11": Oracle.c11,
    "C14": Oracle.c14,
}

_RIGHT: Mapping[str, Callable[[Oracle, Row, str], bool]] = {
    "region": Oracle._is_regional,
    "simplified": Oracle._is_spelling,
    "traditional": Oracle._is_spelling,
    "reading": Oracle._is_reading,
    "symbol": Oracle._is_symbol,
    "country": Oracle._is_country,
    "based": Oracle._is_based,
    "ticker": Oracle._is_ticker,
    "role": Oracle._is_role,
    "meaning": Oracle._is_meaning,
    "statement": Oracle._is_meaning,
    "odd-one-out": Oracle._is_odd,
}
_NAMED = frozenset(
    {
        "english", "chinese", "symbol", "symbol-name", "definition", "cloze",
        "odd-one-out", "order", "based",
    }
)  # fmt: skip
#: What an odd one out is asked by.
_SPLITTING = frozenset({"rare-earths", "usgs-light", "usgs-heavy"})


def places(rows: Sequence[Row]) -> float:
    """χ² of where the right option stands, three degrees of freedom (C9)."""
    counts = Counter(
        row.answer[0] for row in rows if len(row.answer) == 1 and len(row.options) == 4
    )
    expected = sum(counts.values()) / 4
    return sum((counts[n] - expected) ** 2 for n in range(4)) / expected


def longest(rows: Sequence[Row]) -> float:
    """How often the right option is longer than all the others (C5)."""
    choices = [row for row in rows if len(row.answer) == 1]
    alone = 0
    for row in choices:
        lengths = [len(option) for option in row.options]
        own = lengths.pop(row.answer[0])
        alone += own > max(lengths)
    return alone / len(choices)


def _shown(stem: str, answer: str) -> str:
    """What of an answer stands in a stem; empty if nothing does."""
    for run in _HAN_RUN.findall(answer):
        for start in range(len(run) - 1):
            if run[start : start + 2] in stem:
                return str(run[start : start + 2])
        if run == answer and len(run) == 1 and run in stem:
            return str(run)
    words = set(_WORDS.findall(_unaccented(stem))) - _LITTLE
    for word in set(_WORDS.findall(_unaccented(answer))) - _LITTLE:
        for other in words:
            if len(word) >= 4 and word.isalpha() and word in other:
                return str(word)
            if len(other) >= 4 and other.isalpha() and other in word:
                return str(other)
            if len(word) >= 2 and (
                word == other or (word.isalpha() and _begin_alike(word, other))
            ):
                return str(other)
    return ""


def _begin_alike(word: str, other: str) -> bool:
    return len(word) >= 4 and len(other) >= 4 and word[:4] == other[:4]


@lru_cache(maxsize=1 << 15)
def _unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("’", "'")


def _is_latin(char: str) -> bool:
    return char.isalpha() and not _HAN_RUN.match(char)


def _units(text: str) -> int:
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)


def _distinct(values: Iterator[object] | Sequence[object]) -> bool:
    found = list(values)
    return len(set(found)) == len(found)
