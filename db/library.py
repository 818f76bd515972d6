"""`glossary.sqlite` read back as concepts, one of them or all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from sqlite3 import Row
from typing import TypeVar

from db.keyfile import KeyFile, ensure_built
from glossary.concept import (
    Concept,
    Definition,
    Digest,
    Evaluation,
    Event,
    EventType,
    Fact,
    Glossary,
    Identifier,
    Kind,
    Locale,
    Passage,
    Relation,
    RelationType,
    Source,
    Subject,
    Term,
    TermType,
    Text,
)
from glossary.index import Hit

_Part = TypeVar("_Part")


def open_library(path: Path, tell: Callable[[str], None]) -> Library:
    """Open the glossary, built first if need be (see `keyfile.ensure_built`)."""
    ensure_built(path, tell)
    return Library(path)


class Library(KeyFile):
    """A built glossary with its concepts, one at a time or all at once."""

    def concept(self, concept: str) -> Concept | None:
        """One concept by id, or nothing."""
        found = self._concepts("WHERE id = ?", "WHERE concept = ?", concept)
        return found.get(concept)

    def concept_of(self, hit: Hit) -> Concept:
        """The concept that a key of this very file led to."""
        found = self.concept(hit.concept)
        assert found is not None
        return found

    def relations_to(self, concept: str) -> tuple[tuple[str, Relation], ...]:
        """Relations that other concepts hold to this one, with their holders."""
        rows = self.query('SELECT * FROM relation WHERE "to" = ?', concept)
        return tuple((row["concept"], _relation(row)) for row in rows)

    def source(self, source: str) -> Source | None:
        """One source by id, or nothing."""
        for row in self.query("SELECT * FROM source WHERE id = ?", source):
            return Source(**dict(row))
        return None

    def load(self) -> tuple[Glossary, dict[str, tuple[Hit, ...]]]:
        """The whole glossary, and every key with its hits."""
        keys: dict[str, list[Hit]] = defaultdict(list)
        for row in self.connection.execute(
            "SELECT key, concept, matched, how, score FROM key ORDER BY score DESC"
        ):
            keys[row[0]].append(Hit(*row[1:]))
        sources = {
            row["id"]: Source(**dict(row)) for row in self.query("SELECT * FROM source")
        }
        glossary = Glossary(self._concepts("", ""), sources, self._digests())
        return glossary, {key: tuple(hits) for key, hits in keys.items()}

    def _concepts(
        self, where_id: str, where_concept: str, *values: str
    ) -> dict[str, Concept]:
        def parts(
            table: str, make: Callable[[Row], _Part]
        ) -> Mapping[str, list[_Part]]:
            found: dict[str, list[_Part]] = defaultdict(list)
            for row in self.query(
                f"SELECT * FROM {table} {where_concept} ORDER BY concept, position",
                *values,
            ):
                found[row["concept"]].append(make(row))
            return found

        terms = parts("term", _term)
        definitions = parts("definition", _definition)
        identifiers = parts("identifier", _identifier)
        relations = parts("relation", _relation)
        facts = parts("fact", _fact)
        events = parts("event", _event)
        return {
            row["id"]: Concept(
                id=row["id"],
                kind=Kind(row["kind"]),
                subject=Subject(row["subject"]),
                terms=tuple(terms.get(row["id"], ())),
                definitions=tuple(definitions.get(row["id"], ())),
                identifiers=tuple(identifiers.get(row["id"], ())),
                relations=tuple(relations.get(row["id"], ())),
                facts=tuple(facts.get(row["id"], ())),
                events=tuple(events.get(row["id"], ())),
                lookup=tuple(row["lookup"].split("\n")) if row["lookup"] else (),
                sources=tuple(row["sources"].split()),
                reviewed=row["reviewed"],
            )
            for row in self.query(
                f"SELECT * FROM concept {where_id} ORDER BY position", *values
            )
        }

    def _digests(self) -> dict[str, Digest]:
        passages: dict[str, list[Passage]] = defaultdict(list)
        for row in self.query("SELECT * FROM passage ORDER BY digest, position"):
            passages[row["digest"]].append(Passage(_words(row, "text")))
        return {
            row["id"]: Digest(
                id=row["id"],
                source=row["source"],
                title=_words(row, "title"),
                passages=tuple(passages[row["id"]]),
                fingerprint=row["fingerprint"],
            )
            for row in self.query("SELECT * FROM digest ORDER BY id")
        }


def _words(row: Row, name: str) -> Text:
    return Text(row[f"{name}_en"], row[f"{name}_hant"], row[f"{name}_hans"])


def _optional(row: Row, name: str) -> Text | None:
    return None if row[f"{name}_en"] is None else _words(row, name)


def _sources(row: Row) -> tuple[str, ...]:
    return tuple(row["sources"].split())


def _term(row: Row) -> Term:
    return Term(
        locale=Locale(row["locale"]),
        text=row["text"],
        type=TermType(row["type"]),
        evaluation=Evaluation(row["evaluation"]),
        reading=row["reading"],
        reliability=row["reliability"],
        ambiguous=bool(row["ambiguous"]),
        scan=bool(row["scan"]),
        note=row["note"],
    )


def _identifier(row: Row) -> Identifier:
    return Identifier(row["scheme"], row["value"])


def _definition(row: Row) -> Definition:
    return Definition(_words(row, "text"), _sources(row), _optional(row, "authority"))


def _relation(row: Row) -> Relation:
    return Relation(
        type=RelationType(row["type"]),
        to=row["to"],
        as_of=row["as_of"],
        note=_optional(row, "note"),
        sources=_sources(row),
    )


def _fact(row: Row) -> Fact:
    return Fact(
        property=row["property"],
        value=_words(row, "value"),
        unit=row["unit"],
        basis=_optional(row, "basis"),
        as_of=row["as_of"],
        sources=_sources(row),
        reliability=row["reliability"],
    )


def _event(row: Row) -> Event:
    return Event(
        type=EventType(row["type"]),
        date=row["date"],
        until=row["until"],
        note=_optional(row, "note"),
        sources=_sources(row),
    )
