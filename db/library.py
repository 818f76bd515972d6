"""`glossary.sqlite` read back as dataclasses, through the standard library alone.

Importing SQLAlchemy takes longer than a whole one-shot look-up may, and reading needs
none of it; the tables are declared and written in `tables` and `build`. The file is
opened read-only.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

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
from glossary.data_files import DATA, data_hash, data_times
from glossary.errors import NotBuiltError
from glossary.fold import Folding
from glossary.index import Hit, How, Verdict, judge, near_hits

#: Goes up when the tables or keys change, so that an old file is built anew.
_FORMAT = "1"
_Part = TypeVar("_Part")
_Row = sqlite3.Row


def version(folder: Path = DATA) -> str:
    """What a glossary file must be stamped with to be up to date."""
    return f"{_FORMAT}-{data_hash(folder)}"


def open_library(path: Path, tell: Callable[[str], None]) -> Library:
    """Open the glossary, built first if there is none or the data have changed.

    Args:
        path: where the glossary database lies.
        tell: is told that building takes some seconds.

    Raises:
        DataError: it has to be built and the data break a rule.
    """
    try:
        library = Library(path)
        if library.times == data_times() or library.version == version():
            return library
        library.close()
    except NotBuiltError:
        pass
    tell("building the glossary …")
    from db.build import build  # loads OpenCC, pypinyin and SQLAlchemy

    build(path)
    return Library(path)


class Library:
    """A built glossary, opened read-only.

    Looks up keys and reads single concepts straight from the file; `load` brings
    everything into memory for the serving bot.

    Raises:
        NotBuiltError: there is no file, or it is not a glossary.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro",
                uri=True,
                check_same_thread=False,
            )
            self._connection.row_factory = _Row
            self.version = self._meta("version")
            self.times = self._meta("times")
        except (sqlite3.Error, ValueError) as error:
            raise NotBuiltError(
                f"{path} is not a built glossary; run `xitu build`"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @cached_property
    def folding(self) -> Folding:
        """Makes search keys the way this glossary's keys were made."""
        characters, simplified = self._meta("characters"), self._meta("simplified")
        return Folding(dict(zip(characters, simplified, strict=True)))

    def get(self, key: str) -> Sequence[Hit]:
        """The hits of a key (see `index.Keys`)."""
        return _hits(
            self._query(
                "SELECT concept, matched, how, score FROM key WHERE key = ?"
                " ORDER BY score DESC",
                key,
            )
        )

    def verdict(self, key: str) -> Verdict | None:
        """What the hits of a key amount to (see `index.Keys`)."""
        hits = self.get(key)
        return judge(hits) if hits else None

    def near(self, key: str) -> Sequence[Hit]:
        """Names spelt much like a key (see `index.Keys`)."""
        from glossary.spelling import near_keys  # costs 40 ms, rarely needed

        rows = self._query(
            "SELECT DISTINCT key FROM key WHERE how NOT IN (?, ?)",
            How.INITIALS,
            How.CODE,
        )
        near = near_keys(key, [row["key"] for row in rows])
        return near_hits(near, self.get)

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
        rows = self._query('SELECT * FROM relation WHERE "to" = ?', concept)
        return tuple((row["concept"], _relation(row)) for row in rows)

    def source(self, source: str) -> Source | None:
        """One source by id, or nothing."""
        for row in self._query("SELECT * FROM source WHERE id = ?", source):
            return Source(**dict(row))
        return None

    def load(self) -> tuple[Glossary, dict[str, tuple[Hit, ...]]]:
        """The whole glossary, and every key with its hits."""
        keys: dict[str, list[Hit]] = defaultdict(list)
        for row in self._connection.execute(
            "SELECT key, concept, matched, how, score FROM key ORDER BY score DESC"
        ):
            keys[row[0]].append(Hit(*row[1:]))
        sources = {
            row["id"]: Source(**dict(row))
            for row in self._query("SELECT * FROM source")
        }
        glossary = Glossary(self._concepts("", ""), sources, self._digests())
        return glossary, {key: tuple(hits) for key, hits in keys.items()}

    def _meta(self, name: str) -> str:
        (row,) = self._query("SELECT value FROM meta WHERE name = ?", name)
        return str(row["value"])

    def _query(self, sql: str, *values: str) -> list[_Row]:
        return self._connection.execute(sql, values).fetchall()

    def _concepts(
        self, where_id: str, where_concept: str, *values: str
    ) -> dict[str, Concept]:
        def parts(
            table: str, make: Callable[[_Row], _Part]
        ) -> Mapping[str, list[_Part]]:
            found: dict[str, list[_Part]] = defaultdict(list)
            for row in self._query(
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
            for row in self._query(
                f"SELECT * FROM concept {where_id} ORDER BY position", *values
            )
        }

    def _digests(self) -> dict[str, Digest]:
        passages: dict[str, list[Passage]] = defaultdict(list)
        for row in self._query("SELECT * FROM passage ORDER BY digest, position"):
            passages[row["digest"]].append(Passage(_words(row, "text")))
        return {
            row["id"]: Digest(
                id=row["id"],
                source=row["source"],
                title=_words(row, "title"),
                passages=tuple(passages[row["id"]]),
                fingerprint=row["fingerprint"],
            )
            for row in self._query("SELECT * FROM digest ORDER BY id")
        }


def _hits(rows: Iterable[_Row]) -> tuple[Hit, ...]:
    return tuple(Hit(*row) for row in rows)


def _words(row: _Row, name: str) -> Text:
    return Text(row[f"{name}_en"], row[f"{name}_hant"], row[f"{name}_hans"])


def _optional(row: _Row, name: str) -> Text | None:
    return None if row[f"{name}_en"] is None else _words(row, name)


def _sources(row: _Row) -> tuple[str, ...]:
    return tuple(row["sources"].split())


def _term(row: _Row) -> Term:
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


def _identifier(row: _Row) -> Identifier:
    return Identifier(row["scheme"], row["value"])


def _definition(row: _Row) -> Definition:
    return Definition(_words(row, "text"), _sources(row), _optional(row, "authority"))


def _relation(row: _Row) -> Relation:
    return Relation(
        type=RelationType(row["type"]),
        to=row["to"],
        as_of=row["as_of"],
        note=_optional(row, "note"),
        sources=_sources(row),
    )


def _fact(row: _Row) -> Fact:
    return Fact(
        property=row["property"],
        value=_words(row, "value"),
        unit=row["unit"],
        basis=_optional(row, "basis"),
        as_of=row["as_of"],
        sources=_sources(row),
    )


def _event(row: _Row) -> Event:
    return Event(
        type=EventType(row["type"]),
        date=row["date"],
        until=row["until"],
        note=_optional(row, "note"),
        sources=_sources(row),
    )
