"""E1: ids and names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from glossary.checks.found import Found
from glossary.concept import Evaluation, Glossary, Locale
from glossary.reading import mismatches, propose
from glossary.script import is_han, only_simplified, only_traditional, to_simplified

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def e101(glossary: Glossary) -> Found:
    """An id is lower-case words joined by hyphens, 40 characters at most."""
    for name in (*glossary.concepts, *glossary.digests):
        if not _SLUG.fullmatch(name) or len(name) > 40:
            yield name, "shorten or rewrite it"


def e102(glossary: Glossary) -> Found:
    """A concept needs names in English, for Taiwan, Hong Kong and the mainland."""
    for concept in glossary.concepts.values():
        for locale in (Locale.EN, Locale.TW, Locale.HK, Locale.CN):
            if not concept.names(locale):
                yield concept.id, f"no name for {locale}"


def e103(glossary: Glossary) -> Found:
    """A Chinese name needs a reading that fits it, a syllable a character."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if not term.locale.chinese or not any(map(is_han, term.text)):
                continue
            if not term.reading:
                guess = propose(to_simplified(term.text))
                yield concept.id, f"{term.text}: add a reading, perhaps {guess!r}"
            elif wrong := mismatches(term.text, term.reading):
                yield concept.id, f"{term.text} {term.reading!r}: {'; '.join(wrong)}"


def e104(glossary: Glossary) -> Found:
    """A name stands once a locale in a concept."""
    for concept in glossary.concepts.values():
        counts = Counter((term.locale, term.text) for term in concept.terms)
        for (locale, text), count in counts.items():
            if count > 1:
                yield concept.id, f"{text} ({locale}) stands {count} times"


def e105(glossary: Glossary) -> Found:
    """Two concepts share a preferred name; mark both ambiguous or rename one."""
    owners: dict[tuple[Locale, str], set[str]] = defaultdict(set)
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.evaluation is Evaluation.PREFERRED and not term.ambiguous:
                owners[term.locale, term.text.casefold()].add(concept.id)
    for (_, text), ids in owners.items():
        if len(ids) > 1:
            yield text, ", ".join(sorted(ids))


def e106(glossary: Glossary) -> Found:
    """Simplified characters in a traditional name, or the reverse."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.locale in (Locale.TW, Locale.HK):
                wrong = only_simplified(term.text)
            elif term.locale is Locale.CN:
                wrong = only_traditional(term.text)
            else:
                continue
            if wrong:
                yield concept.id, f"{term.text} ({term.locale}): {wrong}"


def e107(glossary: Glossary) -> Found:
    """A name with stray blanks, or Han characters in an English or neutral name."""
    for concept in glossary.concepts.values():
        for term in concept.terms:
            if term.text != " ".join(term.text.split()) or not term.text:
                yield concept.id, f"{term.text!r}: blanks"
            if not term.locale.chinese and any(map(is_han, term.text)):
                yield concept.id, f"{term.text!r} ({term.locale}): Han characters"
