"""Where concepts are spoken of: sentences of imported articles, passages of digests."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from glossary import article
from glossary.concept import Digest, Source, Text
from glossary.scan import Scanner

#: Below this many characters an excerpt tells little.
_SHORT = 25


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An imported article: the file's text and what is known of it."""

    id: str
    fingerprint: str
    file: str
    title: str
    publisher: str
    date: str
    url: str
    text: str

    @property
    def heading(self) -> str:
        """The title, or the opening words of an article that has none."""
        if self.title:
            return self.title
        first = next(iter(article.passages(self.text)), None)
        opening = self.text[first.start : first.end] if first else self.file
        return opening if len(opening) <= 24 else f"{opening[:23]}…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence that speaks of a concept, with where it stands.

    For an imported article `text.hant` (and its twins) is exactly the file's
    characters `start` to `end`; a digest has our words in each language instead.
    """

    article: str
    start: int
    end: int
    text: Text
    title: Text
    publisher: str
    date: str
    is_digest: bool = False


def excerpts(
    scanner: Scanner,
    articles: Iterable[StoredArticle],
    digests: Iterable[Digest],
    sources: Mapping[str, Source],
) -> dict[str, tuple[Excerpt, ...]]:
    """Every concept's excerpts, imported articles before digests, newest first.

    A digest whose article is imported is left out: the article speaks for itself.
    Excerpts that name the concept itself stand before those where its name is part of
    a longer one, and different articles take turns.
    """
    articles = sorted(articles, key=lambda stored: stored.date, reverse=True)
    imported = {stored.fingerprint for stored in articles}
    found = _Collection()
    for stored in articles:
        found.add_article(scanner, stored)
    for digest in sorted(digests, key=lambda d: sources[d.source].date, reverse=True):
        if digest.fingerprint not in imported:
            found.add_digest(scanner, digest, sources[digest.source])
    return found.ordered()


class _Collection:
    """Excerpts by concept, by how well they fit, by article."""

    def __init__(self) -> None:
        # concept → (digest?, nested?) → article → its excerpts in order
        self._found: dict[str, dict[tuple[bool, bool], dict[str, list[Excerpt]]]]
        self._found = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))

    def add_article(self, scanner: Scanner, stored: StoredArticle) -> None:
        """Collect the sentences of an imported article."""
        sentences = [
            sentence
            for passage in article.passages(stored.text, whole_name(scanner))
            for sentence in article.sentences(stored.text, passage)
        ]
        starts = [sentence.start for sentence in sentences]
        direct = set(scanner.scan(stored.text))
        seen: set[tuple[str, int]] = set()
        for span in sorted(scanner.every(stored.text), key=lambda s: s not in direct):
            start, end, name = span
            place = bisect_right(starts, start) - 1
            if place < 0 or end > sentences[place].end:
                continue
            sentence, concept = sentences[place], scanner.concepts[name]
            if (concept, sentence.start) in seen:
                continue
            seen.add((concept, sentence.start))
            excerpt = Excerpt(
                article=stored.id,
                start=sentence.start,
                end=sentence.end,
                text=Text.neutral(stored.text[sentence.start : sentence.end]),
                title=Text.neutral(stored.heading),
                publisher=stored.publisher,
                date=stored.date,
            )
            self._found[concept][False, span not in direct][stored.id].append(excerpt)

    def add_digest(self, scanner: Scanner, digest: Digest, source: Source) -> None:
        """Collect the passages of a digest."""
        for passage in digest.passages:
            languages = (passage.text.hant, passage.text.hans, passage.text.en)
            direct = {each for text in languages for each in scanner.spoken_of(text)}
            nested = {
                scanner.concepts[name]
                for text in languages
                for _, _, name in scanner.every(text)
            }
            excerpt = Excerpt(
                article=digest.id,
                start=0,
                end=0,
                text=passage.text,
                title=digest.title,
                publisher=source.publisher,
                date=source.date,
                is_digest=True,
            )
            for concept in nested:
                self._found[concept][True, concept not in direct][digest.id].append(
                    excerpt
                )

    def ordered(self) -> dict[str, tuple[Excerpt, ...]]:
        """The excerpts of each concept in the order they are shown."""
        return {
            concept: tuple(
                excerpt
                for _, articles in sorted(tiers.items())
                for excerpt in _in_turn(
                    # The telling ones first: a few words say little on a card.
                    [sorted(found, key=_is_short) for found in articles.values()]
                )
            )
            for concept, tiers in self._found.items()
        }


def _is_short(excerpt: Excerpt) -> bool:
    return len(excerpt.text.hant) < _SHORT


def sentence_with(concept: str, text: str, scanner: Scanner) -> str:
    """The first sentence of a text that names a concept; empty if none does."""
    found = (
        start
        for start, _, name in scanner.every(text)
        if scanner.concepts[name] == concept
    )
    if (first := next(found, None)) is None:
        return ""
    for sentence in article.sentences(text, article.Passage(0, len(text))):
        if sentence.start <= first < sentence.end:
            return " ".join(text[sentence.start : sentence.end].split())
    return ""


def whole_name(scanner: Scanner) -> Callable[[str], bool]:
    """A test whether a whole line is one name that the scanner knows."""

    def is_name(line: str) -> bool:
        return [span[:2] for span in scanner.scan(line)] == [(0, len(line))]

    return is_name


def _in_turn(lists: Sequence[Sequence[Excerpt]]) -> Iterator[Excerpt]:
    """One of each article, then the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (excerpt for excerpt in row if excerpt is not None)
