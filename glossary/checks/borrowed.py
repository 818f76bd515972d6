"""Words taken over from an article: the wording of the glossary must be its own.

Not one of the numbered checks, because it needs the articles, and they are other
people's text that the project does not hold: `xitu check --against FILE…`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.checks.found import Found
from glossary.checks.texts import texts
from glossary.concept import Glossary
from glossary.script import is_han, to_simplified

#: So many Han characters in a row are a sentence of somebody's.
LONGEST_SHARED = 11
#: Names this long are masked first; official titles belong to nobody.
_LONG_NAME = 6


def borrowed(glossary: Glossary, articles: Iterable[str]) -> Found:
    """Twelve or more characters in a row stand in an article too; say it otherwise."""
    names = _long_names(glossary)
    taken = {
        shingle
        for article in articles
        for shingle, _ in _shingles(_masked(article, names))
    }
    for subject, text in texts(glossary):
        last = -1
        for shingle, place in _shingles(_masked(text.hant, names)):
            if shingle in taken and place > last:
                last = place + len(shingle)
                yield subject, shingle


def _long_names(glossary: Glossary) -> list[str]:
    names = {
        to_simplified(term.text)
        for concept in glossary.concepts.values()
        for term in concept.terms
        if term.locale.chinese and len(term.text) >= _LONG_NAME
    }
    return sorted(names, key=len, reverse=True)


def _masked(text: str, names: list[str]) -> str:
    """The simplified Han characters of a text, long names cut out."""
    han = "".join(filter(is_han, to_simplified(text)))
    for name in names:
        core = "".join(filter(is_han, name))
        if len(core) >= _LONG_NAME and core in han:
            han = han.replace(core, "|")
    return han


def _shingles(text: str) -> Iterator[tuple[str, int]]:
    for place in range(len(text) - LONGEST_SHARED):
        shingle = text[place : place + LONGEST_SHARED + 1]
        if "|" not in shingle:
            yield shingle, place
