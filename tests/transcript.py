"""Conversations written down: what is typed, and what is answered.

A transcript's first line names the person's language code; then each turn is a line
`> typed` and the whole answer, blank lines included, to the next turn.
"""

from __future__ import annotations

from conftest import TRANSCRIPTS


def read_transcript(name: str) -> tuple[str, list[tuple[str, str]]]:
    """The language code and the turns of a transcript."""
    head, *parts = (TRANSCRIPTS / f"{name}.txt").read_text("utf-8").split("\n> ")
    turns = []
    for part in parts:
        line, _, answer = part.partition("\n")
        turns.append((line, answer.strip("\n")))
    return head.removeprefix("language: ").strip(), turns
