"""The tables of both databases.

`GLOSSARY` is derived from the data files and thrown away when they change. `STATE` is
precious: it is only ever changed by a migration.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

GLOSSARY = MetaData()
STATE = MetaData()


def _words(name: str, nullable: bool = False) -> tuple[Column[Any], ...]:
    """Three columns for a text in English, traditional and simplified Chinese."""
    return tuple(
        Column(f"{name}_{language}", Text, nullable=nullable)
        for language in ("en", "hant", "hans")
    )


def _of_concept(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to a concept, in order."""
    return Table(
        name,
        GLOSSARY,
        Column("concept", String, ForeignKey("concept.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        sqlite_with_rowid=False,
    )


meta = Table(
    "meta", GLOSSARY, Column("name", String, primary_key=True), Column("value", Text)
)
key = Table(
    "key",
    GLOSSARY,
    Column("key", String, primary_key=True),
    Column("concept", String, ForeignKey("concept.id"), primary_key=True),
    Column("matched", Text, nullable=False),
    Column("how", String, nullable=False),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)
concept = Table(
    "concept",
    GLOSSARY,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("lookup", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("reviewed", String, nullable=False),
)
term = _of_concept(
    "term",
    Column("locale", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("evaluation", String, nullable=False),
    Column("reading", Text, nullable=False),
    Column("reliability", Integer, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("scan", Boolean, nullable=False),
    Column("note", Text, nullable=False),
)
identifier = _of_concept(
    "identifier",
    Column("scheme", String, nullable=False),
    Column("value", String, nullable=False),
)
definition = _of_concept(
    "definition",
    *_words("text"),
    *_words("authority", nullable=True),
    Column("sources", Text, nullable=False),
)
relation = _of_concept(
    "relation",
    Column("type", String, nullable=False),
    Column("to", String, ForeignKey("concept.id"), nullable=False, index=True),
    Column("as_of", String, nullable=False),
    *_words("note", nullable=True),
    Column("sources", Text, nullable=False),
)
fact = _of_concept(
    "fact",
    Column("property", String, nullable=False),
    *_words("value"),
    Column("unit", String, nullable=False),
    *_words("basis", nullable=True),
    Column("as_of", String, nullable=False),
    Column("reliability", Integer, nullable=False),
    Column("sources", Text, nullable=False),
)
event = _of_concept(
    "event",
    Column("type", String, nullable=False),
    Column("date", String, nullable=False),
    Column("until", String, nullable=False),
    *_words("note", nullable=True),
    Column("sources", Text, nullable=False),
)
source = Table(
    "source",
    GLOSSARY,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("accessed", String, nullable=False),
)
digest = Table(
    "digest",
    GLOSSARY,
    Column("id", String, primary_key=True),
    Column("source", String, ForeignKey("source.id"), nullable=False),
    *_words("title"),
    Column("fingerprint", String, nullable=False),
)
passage = Table(
    "passage",
    GLOSSARY,
    Column("digest", String, ForeignKey("digest.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_words("text"),
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    STATE,
    Column("id", String, primary_key=True),
    #: Interface language; empty until the person has chosen one.
    Column("language", String, nullable=False, server_default=""),
)
article = Table(
    "article",
    STATE,
    Column("id", String, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("file", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", DateTime(timezone=True), nullable=False),
)
