"""What people type, over the whole glossary: right first, and no false card.

`queries.tsv` was written without a look at the code. Its floors are what has been
reached; they only go up.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from glossary.catalogue import Catalogue
from glossary.index import LONGEST_NAME, AnswerKind, Verdict
from glossary.question import questions

QUERIES = Path(__file__).with_name("queries.tsv")
LEAST_RIGHT = 0.97
MOST_FALSE = 0.0


class Query(NamedTuple):
    text: str
    expected: str
    kind: str


def queries() -> list[Query]:
    lines = QUERIES.read_text("utf-8").splitlines()
    return [Query(*line.split("\t")) for line in lines if line and line[0] != "#"]


def answer(catalogue: Catalogue, text: str) -> Verdict:
    found = catalogue.lookup(text).verdict
    if found.kind in (AnswerKind.ENTRY, AnswerKind.CHOICES):
        return found
    question = next(questions(catalogue.folding.simplified(text)), None)
    asked = catalogue.lookup(question.term).verdict if question else found
    return asked if asked.kind is AnswerKind.ENTRY else found


def is_right(query: Query, found: Verdict) -> bool:
    """Whether the first that is shown or suggested is what was meant."""
    ids = [hit.concept for hit in found.hits]
    if "|" in query.expected:
        return found.kind is AnswerKind.CHOICES and set(ids) == set(
            query.expected.split("|")
        )
    return ids[:1] == [query.expected]


def test_first_answers_are_right(whole: Catalogue) -> None:
    asked = [query for query in queries() if query.expected != "-"]
    wrong = [query for query in asked if not is_right(query, answer(whole, query.text))]
    assert len(asked) > 300
    assert 1 - len(wrong) / len(asked) >= LEAST_RIGHT, wrong


def test_no_false_cards(whole: Catalogue) -> None:
    asked = [query for query in queries() if query.expected == "-"]
    sure = (AnswerKind.ENTRY, AnswerKind.CHOICES)
    false = [query for query in asked if answer(whole, query.text).kind in sure]
    assert len(asked) >= 60
    assert len(false) / len(asked) <= MOST_FALSE, false


def test_no_name_is_too_long_to_be_looked_up(whole: Catalogue) -> None:
    names = [t.text for each in whole.glossary.concepts.values() for t in each.terms]
    assert max(map(len, names)) < LONGEST_NAME - 2
    assert whole.lookup("ai" * LONGEST_NAME).verdict.kind is AnswerKind.NONE
