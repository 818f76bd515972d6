"""The whole glossary in memory, immutable: what the serving bot answers from.

No look-up waits for a database. When the data or the imported articles change, a new
catalogue takes the place of the old one whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from glossary.article import Passage, passages
from glossary.candidates import candidates
from glossary.concept import Concept, Glossary, Relation, Source
from glossary.excerpt import Excerpt, StoredArticle, excerpts, whole_name
from glossary.fold import Folding
from glossary.index import (
    MOST_BEGUN,
    SPELT,
    Answer,
    Hit,
    How,
    Near,
    Verdict,
    judge,
    lookup,
    near_names,
)
from glossary.keys import key_rows
from glossary.scan import Scanner
from glossary.words import Words

if TYPE_CHECKING:
    from glossary.romanise import Romaniser
    from glossary.spelling import Spelling


class Catalogue:
    """A glossary with its keys, its reverse relations and its excerpts.

    Args:
        glossary: the concepts, sources and digests.
        keys: every search key with its hits, best first.
        folding: makes search keys.
        words: how Chinese sounds, and which words are not ours.
        articles: imported articles to take excerpts from.
    """

    def __init__(
        self,
        glossary: Glossary,
        keys: Mapping[str, Sequence[Hit]],
        folding: Folding,
        words: Words,
        articles: Iterable[StoredArticle] = (),
    ) -> None:
        self.glossary = glossary
        self.folding = folding
        self.articles = tuple(articles)
        self._keys = keys
        self._words = words
        self._verdicts = {key: judge(hits) for key, hits in keys.items()}
        # A name typed as the glossary writes it needs no folding.
        self._spelt = {
            term.text: found
            for concept in glossary.concepts.values()
            for term in concept.terms
            if (found := self._verdicts.get(folding.key(term.text))) and found.by_name
        }
        self._incoming: dict[str, list[tuple[str, Relation]]] = defaultdict(list)
        for concept in glossary.concepts.values():
            for relation in concept.relations:
                self._incoming[relation.to].append((concept.id, relation))

    def with_articles(self, articles: Iterable[StoredArticle]) -> Catalogue:
        """The same glossary with other imported articles."""
        return Catalogue(self.glossary, self._keys, self.folding, self._words, articles)

    def joined_by(self, concepts: Iterable[Concept]) -> Catalogue:
        """The same glossary with further concepts beside its own."""
        more = {concept.id: concept for concept in concepts}
        if not more:
            return self
        keys = dict(self._keys)
        for key, hit in key_rows(more.values(), self.folding):
            hits = [*keys.get(key, ()), hit]
            keys[key] = tuple(sorted(hits, key=lambda each: -each.score))
        return self._with({**self.glossary.concepts, **more}, keys)

    def without(self, is_unwanted: Callable[[str], bool]) -> Catalogue:
        """The same glossary but for the concepts of some ids."""
        concepts = self.glossary.concepts
        if not any(map(is_unwanted, concepts)):
            return self
        keys = {
            key: left
            for key, hits in self._keys.items()
            if (left := tuple(hit for hit in hits if not is_unwanted(hit.concept)))
        }
        kept = {name: c for name, c in concepts.items() if not is_unwanted(name)}
        return self._with(kept, keys)

    def _with(
        self, concepts: Mapping[str, Concept], keys: Mapping[str, Sequence[Hit]]
    ) -> Catalogue:
        glossary = self.glossary._replace(concepts=concepts)
        return Catalogue(glossary, keys, self.folding, self._words, self.articles)

    def lookup(self, query: str) -> Answer:
        """Find what a person means by a name (`鐠釹`, `pu nv`, `600111.SH`)."""
        if found := self._spelt.get(query):
            return Answer(query, found)
        return lookup(query, self, self.folding)

    def get(self, key: str) -> Sequence[Hit]:
        """The hits of a key (see `index.Keys`)."""
        return self._keys.get(key, ())

    def verdict(self, key: str) -> Verdict | None:
        """What the hits of a key amount to (see `index.Keys`)."""
        return self._verdicts.get(key)

    def near(self, key: str) -> Sequence[Near]:
        """Names spelt much like a key (see `index.Keys`)."""
        return near_names(self._spelling.near(key), self.get)

    def beginning(self, key: str) -> Sequence[Hit]:
        """Names whose keys begin with one (see `index.Keys`)."""
        position = bisect_left(self._completions, (key,))
        some = islice(self._completions, position, position + MOST_BEGUN)
        begun = takewhile(lambda pair: pair[0].startswith(key), some)
        return [
            hit
            for found in dict.fromkeys(candidate for candidate, _ in begun)
            for hit in self.get(found)
            if hit.how in SPELT
        ]

    def sound(self, key: str) -> str:
        """How a Chinese key is read (see `index.Keys`)."""
        return self._words.sound(key)

    @property
    def romaniser(self) -> Romaniser:
        """Reads any Chinese text, glossary names as they are stored."""
        return self._words.romaniser

    def is_other_word(self, key: str) -> bool:
        """Whether a key is another word (see `index.Keys`)."""
        return self._words.is_other(key)

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        """Names that begin with what was typed, for completion."""
        key = self.folding.key(prefix)
        if not key:
            return ()
        position = bisect_left(self._completions, (key,))
        found: dict[str, None] = {}
        for place in range(position, len(self._completions)):
            candidate, name = self._completions[place]
            if not candidate.startswith(key) or len(found) == limit:
                break
            found[name] = None
        return tuple(found)

    def concept(self, concept: str) -> Concept | None:
        """One concept by id, or nothing."""
        return self.glossary.concepts.get(concept)

    def relations_to(self, concept: str) -> Sequence[tuple[str, Relation]]:
        """Relations that other concepts hold to this one, with their holders."""
        return self._incoming.get(concept, ())

    def source(self, source: str) -> Source | None:
        """One source by id, or nothing."""
        return self.glossary.sources.get(source)

    def excerpts(self, concept: str) -> Sequence[Excerpt]:
        """What articles and digests say of a concept, best first."""
        return self._excerpts.get(concept, ())

    def spread(self, concept: str) -> float:
        """The share of known articles and digests that speak of a concept, 0 to 1."""
        spoken = {excerpt.article for excerpt in self.excerpts(concept)}
        known = len(self.articles) + len(self.glossary.digests)
        return len(spoken) / known if known else 0.0

    def knows(self, word: str) -> bool:
        """Whether a word is a name of the glossary, not only near one."""
        return self.lookup(word).is_name

    def unknown_words(self, stored: StoredArticle) -> list[tuple[str, int]]:
        """What an article says that looks like a term and is not in the glossary."""
        running = passages(stored.text, whole_name(self.scanner))
        return self.unknown_in(stored.text, running)

    def unknown_in(
        self, text: str, running: list[Passage] | None = None
    ) -> list[tuple[str, int]]:
        """The same for any text, of which only some passages count, or all of it."""
        whole = [Passage(0, len(text))]
        return candidates(text, running or whole, self.scanner, self.knows)

    @cached_property
    def scanner(self) -> Scanner:
        """Finds the glossary's names in running text."""
        return Scanner(self.glossary.concepts.values())

    @cached_property
    def _excerpts(self) -> Mapping[str, Sequence[Excerpt]]:
        return excerpts(
            self.scanner,
            self.articles,
            self.glossary.digests.values(),
            self.glossary.sources,
        )

    @cached_property
    def _spelling(self) -> Spelling:
        from glossary.spelling import Spelling  # loads rapidfuzz when first needed

        return Spelling(
            key
            for key, hits in self._keys.items()
            if any(hit.how in SPELT for hit in hits)
        )

    @cached_property
    def _completions(self) -> list[tuple[str, ...]]:
        """Keys with the names they complete to, in order."""
        return sorted(
            {
                (key, hit.matched)
                for key, hits in self._keys.items()
                for hit in hits
                if hit.how in _COMPLETED
            }
        )


_COMPLETED = frozenset(
    {How.NAME, How.ABBREVIATION, How.SYMBOL, How.FORMULA, How.FORMER}
)
