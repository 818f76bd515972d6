"""The inbox and the steps: stored once, done once, nothing kept that is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text

from bot.transports.arrival import LONG, MESSAGE, TEXT, arrival, joined, paste
from db.engine import open_state
from db.inbox import DEAD, DONE, PENDING, Arrival, Inbox, Waiting
from db.people import People
from db.state import State
from db.steps import HANDLING, Handling
from db.tables import inbox as table
from db.tables import person, step


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def inbox(state: State) -> Inbox:
    return Inbox(state)


def arrivals(*ids: int) -> list[Arrival]:
    return [Arrival(i, "7", TEXT, f"body {i}") for i in ids]


def test_an_update_is_stored_once(inbox: Inbox) -> None:
    assert inbox.store(arrivals(1, 2, 2), 100.0) == {1, 2}
    assert inbox.store(arrivals(2, 3), 101.0) == {3}
    inbox.done([1])
    assert inbox.store(arrivals(1), 102.0) == set()
    assert [row.update_id for row in inbox.waiting(10)] == [2, 3]
    assert inbox.counts() == {PENDING: 2, DONE: 1, DEAD: 0}


def test_what_is_done_keeps_nothing_but_its_number(inbox: Inbox, state: State) -> None:
    inbox.store(arrivals(1, 2), 100.0)
    inbox.done([1])
    inbox.dead([2], "why")
    rows = state.read(
        lambda c: c.execute(select(table.c.body, table.c.chat, table.c.reason)).all()
    )
    assert [tuple(row) for row in rows] == [("", "", ""), ("body 2", "7", "why")]
    inbox.purge(100.0 + 49 * 3600)
    assert state.read(lambda c: c.scalar(select(func.max(table.c.body)))) == ""
    assert inbox.store(arrivals(1), 102.0) == set()  # still known
    inbox.purge(100.0 + 73 * 3600)
    assert inbox.counts() == {PENDING: 0, DONE: 0, DEAD: 1}


def test_how_often_it_was_begun_and_failed(inbox: Inbox) -> None:
    inbox.store(arrivals(1), 100.0)
    (begun,) = inbox.begin([1])
    assert (begun.begun, begun.failed, begun.body) == (2, 0, "body 1")
    inbox.put_back([1], failed=True)
    (begun,) = inbox.begin([1])
    assert (begun.begun, begun.failed) == (2, 1)


def add(connection: Connection) -> int:
    rows = connection.scalar(select(func.count()).select_from(person)) or 0
    connection.execute(insert(person).values(id=str(rows)))
    return rows + 1


def test_a_replay_is_told_the_first_result(state: State) -> None:
    for _ in range(3):
        token = HANDLING.set(Handling(5))
        assert [state.write(add), state.write(add)] == [1, 2]
        HANDLING.reset(token)
    token = HANDLING.set(Handling(6))
    assert state.write(add) == 3
    HANDLING.reset(token)
    assert state.write(add) == 4


def test_a_step_that_fails_is_done_by_the_replay(state: State) -> None:
    def fail(connection: Connection) -> None:
        add(connection)
        raise ValueError("no")

    token = HANDLING.set(Handling(5))
    with pytest.raises(ValueError, match="no"):
        state.write(fail)
    assert state.read(lambda c: c.scalar(select(func.count()).select_from(step))) == 0
    HANDLING.reset(token)
    assert state.write(add) == 1


def test_a_replay_that_skips_a_write_finds_the_others(state: State) -> None:
    """It skips what it sees is done; that must not shift what comes after."""

    def other(connection: Connection) -> str:
        add(connection)
        return "other"

    token = HANDLING.set(Handling(5))
    state.write(add)
    HANDLING.set(Handling(5))
    assert state.write(other) == "other"
    HANDLING.reset(token)
    assert state.read(lambda c: c.scalar(select(func.count()).select_from(person))) == 2


@pytest.mark.parametrize("result", [(1, 2), {1: 2}])
def test_results_that_would_change_on_the_way_are_refused(
    state: State, result: object
) -> None:
    token = HANDLING.set(Handling(5))
    with pytest.raises(TypeError, match="would not come back from JSON"):
        state.write(lambda c: result)
    HANDLING.reset(token)


def test_the_bookkeeping_is_no_step(state: State, inbox: Inbox) -> None:
    token = HANDLING.set(Handling(5))
    inbox.store(arrivals(1), 0.0)
    HANDLING.reset(token)
    assert state.read(lambda c: c.scalar(select(func.count()).select_from(step))) == 0


def test_steps_go_with_their_update(state: State, inbox: Inbox) -> None:
    inbox.store(arrivals(5), 0.0)
    token = HANDLING.set(Handling(5))
    state.write(add)
    HANDLING.reset(token)
    inbox.done([5])
    assert state.read(lambda c: c.scalar(text("SELECT count(*) FROM step"))) == 0


# What can be told of a raw update.


def private(number: int, words: str) -> dict[str, object]:
    chat = {"id": 7, "type": "private"}
    return {"update_id": number, "message": {"chat": chat, "text": words}}


@pytest.mark.parametrize(
    ("raw", "chat", "kind"),
    [
        (private(1, "鐠釹"), "7", TEXT),
        (private(1, "/start"), "7", MESSAGE),
        (private(1, "鐠" * 3000), "7", LONG),
        ({"update_id": 1, "message": {"chat": {"id": -5}}}, "-5", MESSAGE),
        (
            {"update_id": 1, "callback_query": {"message": {"chat": {"id": -5}}}},
            "-5",
            "callback_query",
        ),
        (
            {"update_id": 1, "inline_query": {"from": {"id": 7}}},
            "inline 7",
            "inline_query",
        ),
        ({"update_id": 1, "poll_answer": {"user": {"id": 7}}}, "7", "poll_answer"),
        ({"update_id": 1, "message": [1]}, "update 1", MESSAGE),
        ({"update_id": 1}, "update 1", ""),
    ],
)
def test_whose_an_update_is(raw: object, chat: str, kind: str) -> None:
    found = arrival(raw)
    assert found is not None
    assert (found.chat, found.kind) == (chat, kind)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "chat", "id", "text", "from", "type", "\ud83d"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(JSON, st.integers(-2, 2**64))
def test_whatever_bears_a_number_can_be_stored(content: object, number: int) -> None:
    found = arrival({"update_id": number, "message": content})
    assert (found is None) == (not 0 <= number < 2**63)
    if found:
        "".join(map(str, found)).encode()


@pytest.mark.parametrize("raw", [None, [], "1", {}, {"update_id": True}])
def test_what_bears_no_number_cannot(raw: object) -> None:
    assert arrival(raw) is None


def waiting(*rows: tuple[str, float]) -> list[Waiting]:
    return [Waiting(n, "7", kind, at) for n, (kind, at) in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "now", "parts", "wait"),
    [
        ([(LONG, 10.0)], 10.5, 1, 1.5),
        ([(LONG, 10.0)], 12.0, 1, 0.0),
        ([(LONG, 10.0), (LONG, 11.0), (TEXT, 12.5)], 13.0, 3, 1.5),
        ([(LONG, 10.0), (TEXT, 12.5)], 12.5, 1, 0.0),
        ([(LONG, 10.0), (MESSAGE, 10.5), (TEXT, 11.0)], 11.0, 1, 0.0),
        ([(LONG, 10.0)], 5.0, 1, 0.0),  # the clock has been set back
    ],
)
def test_which_messages_are_one_text(
    rows: list[tuple[str, float]], now: float, parts: int, wait: float
) -> None:
    found, left = paste(waiting(*rows), now)
    assert (len(found), left) == (parts, wait)


def test_texts_are_joined_where_they_were_cut() -> None:
    texts = ["鐠" * 4096, "釹" * 4000, "鐵"]
    bodies = [
        found.body
        for n, words in enumerate(texts)
        if (found := arrival(private(n, words)))
    ]
    whole = joined(bodies)["message"]["text"]
    assert whole == "鐠" * 4096 + "釹" * 4000 + "\n鐵"


def test_what_waited_for_a_line_is_told_again_on_replay(state: State) -> None:
    people = People(state)
    people.change("7", pending="/report ndpr")
    for replayed in (False, True, True):
        token = HANDLING.set(Handling(5, replayed))
        assert people.take_pending("7") == "/report ndpr"
        HANDLING.reset(token)
    token = HANDLING.set(Handling(6, replayed=True))
    assert people.take_pending("7") == ""
    HANDLING.reset(token)
