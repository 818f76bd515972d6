"""What people and groups have chosen, in the state database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select, update

from db.quiz_tables import player, question, quiz_round
from db.state import State
from db.steps import HANDLING
from db.tables import chat, person


class Profile(NamedTuple):
    """A person's choices; what is empty has not been chosen."""

    #: Interface language (`zh-Hant`).
    language: str = ""
    #: Whose Chinese is shown (`zh-Hant-HK`).
    region: str = ""
    #: How readings are written: `pinyin` or `zhuyin`.
    reading: str = ""
    #: Language of definitions: `en`, `zh` or `both`.
    definitions: str = ""
    #: IANA time zone (`Asia/Taipei`).
    zone: str = ""
    #: Whether what is looked up may be kept.
    history: bool = False
    #: A command that the next line typed completes (`/report ndpr`).
    pending: str = ""
    #: False once the person has blocked the bot.
    active: bool = True


class People:
    """What each person has chosen; a person is known by the chat service's id.

    Every answer begins with a profile, so those that were asked for stay in memory:
    this process is the only one that changes them.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[str, Profile] = {}

    def profile(self, who: str) -> Profile:
        """Someone's choices, all empty for a stranger."""
        found = self._known.get(who)
        if found is None:
            query = select(*(person.c[name] for name in Profile._fields))
            row = self._state.read(
                lambda connection: connection.execute(
                    query.where(person.c.id == who)
                ).first()
            )
            found = Profile(*row) if row else Profile()
            self._remember(who, found)
        return found

    def change(self, who: str, **values: Any) -> Profile:
        """Remember some of someone's choices (`language="zh-Hant"`)."""
        changed = self.profile(who)._replace(**values)
        self._state.write(lambda connection: _put(connection, person, who, values))
        self._remember(who, changed)
        return changed

    def take_pending(self, who: str) -> str:
        """The command that waits for someone's line, which it does no longer."""
        handling = HANDLING.get()
        # A replay has to ask: what waited may be gone, but its step tells it again.
        if not self.profile(who).pending and not (handling and handling.replayed):
            return ""

        def work(connection: Connection) -> str:
            query = select(person.c.pending).where(person.c.id == who)
            waiting: str = connection.scalar(query) or ""
            if waiting:
                _put(connection, person, who, {"pending": ""})
            return waiting

        found = self._state.write(work)
        self._remember(who, self.profile(who)._replace(pending=""))
        return found

    def forget_cached(self, who: str) -> None:
        """Read someone's choices anew next time: their row was changed elsewhere."""
        self._known.pop(who, None)

    def _remember(self, who: str, profile: Profile) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[who] = profile


class Chats:
    """What each group has chosen for all its members."""

    def __init__(self, state: State) -> None:
        self._state = state

    def choices(self, which: str) -> tuple[str, str]:
        """A group's language and whose Chinese it is shown; empty if not chosen."""
        query = select(chat.c.language, chat.c.region).where(chat.c.id == which)
        row = self._state.read(lambda connection: connection.execute(query).first())
        return (row.language, row.region) if row else ("", "")

    def change(self, which: str, **values: str) -> None:
        """Remember some of a group's choices."""
        self._state.write(lambda connection: _put(connection, chat, which, values))

    def move(self, old: str, new: str) -> None:
        """Follow a group that has become a supergroup and got another id."""

        def work(connection: Connection) -> None:
            row = connection.execute(select(chat).where(chat.c.id == old)).first()
            if row is not None:
                values = {"language": row.language, "region": row.region}
                _put(connection, chat, new, values)
                connection.execute(chat.delete().where(chat.c.id == old))
            for table in (quiz_round, question, player):
                connection.execute(
                    update(table).where(table.c.chat == old).values(chat=new)
                )

        self._state.write(work)


_MOST_KNOWN = 10_000


def _put(
    connection: Connection, table: Table, key: str, values: Mapping[str, Any]
) -> None:
    """Change a row's columns; make the row if there is none."""
    changed = connection.execute(
        update(table).where(table.c.id == key).values(**values)
    )
    if not changed.rowcount:
        connection.execute(insert(table).values(id=key, **values))
