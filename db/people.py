"""People's settings in the state database."""

from __future__ import annotations

from sqlalchemy import Engine, insert, select, update

from db.tables import person


class People:
    """What each person has chosen; a person is known by the chat service's id."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def language(self, who: str) -> str:
        """The interface language someone has chosen; empty if none."""
        with self._engine.connect() as connection:
            found = connection.scalar(
                select(person.c.language).where(person.c.id == who)
            )
        return found or ""

    def set_language(self, who: str, language: str) -> None:
        """Remember someone's interface language (`zh-Hant`)."""
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(person).where(person.c.id == who).values(language=language)
            )
            if not changed.rowcount:
                connection.execute(insert(person).values(id=who, language=language))
