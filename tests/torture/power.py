"""The power fails: of what was written and not yet synced, a random half is lost."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import apsw
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from db.engine import _set_up_sqlite, open_state
from db.inbox import Arrival, Inbox
from db.state import State
from glossary.errors import StateError
from torture import apsw_module


class _Disk(apsw.VFS):
    """A file system that knows what has reached the disk, until its power fails."""

    def __init__(self, operations: int) -> None:
        self._left = operations
        self.synced: dict[str, bytearray] = {}
        #: Writes (place, bytes) and truncations (size, None) that are not synced.
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}
        super().__init__("power", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        if name is None:  # SQLite's own scratch file, which nothing outlives
            return apsw.VFSFile("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        file = Path(path)
        if path not in self.synced:
            self.synced[path] = bytearray(file.read_bytes() if file.exists() else b"")
            self.pending[path] = []
        return _File(self, path, name, flags)

    def spend(self) -> None:
        """One more operation, if there is power."""
        if self._left <= 0:
            raise apsw.IOError("no power")
        self._left -= 1

    def cut(self, chance: Random) -> None:
        """Leave in the files what would be found after the power has come back."""
        for path, content in self.synced.items():
            for operation in self.pending[path]:
                if chance.random() < 0.5:
                    _apply(content, *operation)
            Path(path).write_bytes(content)


class _File(apsw.VFSFile):
    """A file on that disk."""

    def __init__(self, disk: _Disk, path: str, name: Any, flags: list[int]) -> None:
        self._disk, self._path = disk, path
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.spend()
        super().xWrite(data, offset)
        self._disk.pending[self._path].append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.spend()
        super().xTruncate(size)
        self._disk.pending[self._path].append((size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.spend()
        pending = self._disk.pending[self._path]
        for operation in pending:
            _apply(self._disk.synced[self._path], *operation)
        pending.clear()


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        return
    content.extend(bytes(max(0, place + len(data) - len(content))))
    content[place : place + len(data)] = data


def power_cuts(times: int, synchronous: str = "FULL", seed: int = 0) -> Counter[str]:
    """Store updates until the power fails, so many times.

    Args:
        times: how often.
        synchronous: what the database is set to after it has been opened.
        seed: where the cuts fall.

    Returns:
        How many rows were acknowledged, how many of them lost, and how many of the
        databases were damaged.
    """
    found: Counter[str] = Counter({"acknowledged": 0, "lost": 0, "damaged": 0})
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite"
        open_state(f"sqlite:///{template}").close()
        for number in range(times):
            file = Path(folder) / f"{number}.sqlite"
            file.write_bytes(template.read_bytes())
            acknowledged = _store_until_cut(file, chance, synchronous)
            with closing(sqlite3.connect(file)) as connection:
                try:
                    (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
                    rows = connection.execute("SELECT update_id FROM inbox").fetchall()
                except sqlite3.DatabaseError as error:
                    whole, rows = str(error), []
            found["acknowledged"] += len(acknowledged)
            found["lost"] += len(acknowledged - {row[0] for row in rows})
            found["damaged"] += whole != "ok"
            for each in Path(folder).glob(f"{number}.sqlite*"):
                each.unlink()
    return found


def _store_until_cut(file: Path, chance: Random, synchronous: str) -> set[int]:
    """The ids that were said to be stored."""
    disk = _Disk(chance.randrange(10, 250))
    engine = create_engine(
        "sqlite://",
        module=apsw_module,
        creator=lambda: _connect(file),
        poolclass=StaticPool,
    )
    _set_up_sqlite(engine)
    event.listen(
        engine, "connect", lambda c, _: c.execute(f"PRAGMA synchronous = {synchronous}")
    )
    state = State(engine)
    inbox = Inbox(state)
    acknowledged: set[int] = set()
    try:
        for start in range(0, 10_000, 10):
            ids = range(start, start + chance.randrange(1, 10))
            body = "x" * chance.randrange(10, 6000)
            inbox.store([Arrival(i, "7", "text", body) for i in ids], 0.0)
            acknowledged.update(ids)
            inbox.done(ids)
    except (StateError, apsw_module.Error):
        pass
    state.close()
    disk.cut(chance)
    return acknowledged


def _connect(file: Path) -> apsw_module.Connection:
    raw = apsw.Connection(str(file), vfs="power")
    # The write-ahead log's index in our own memory: there is one connection.
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute("PRAGMA wal_autocheckpoint = 20")
    return apsw_module.Connection(raw)
