"""C1 to C14 over the questions of the whole glossary, in every language.

Here every sixth concept is asked about, in each language another; with
XITU_EVERY_QUESTION set (`make questions`) every concept in all of them.
"""

from __future__ import annotations

import os

import pytest

from bot.proof import oracle_of, printed
from bot.wording import Language
from glossary.catalogue import Catalogue
from glossary.concept import Locale
from glossary.quiz import blind, oracle
from glossary.quiz.kinds import KINDS
from glossary.quiz.oracle import Row
from glossary.quiz.pool import Pool

EVERY = bool(os.environ.get("XITU_EVERY_QUESTION"))


@pytest.fixture(scope="module")
def pool(whole: Catalogue) -> Pool:
    return Pool.of(whole)


@pytest.mark.parametrize(
    ("turn", "language", "region"),
    [
        *((n, each, "") for n, each in enumerate(Language)),
        (3, Language.HANT, Locale.HK),
    ],
)
def test_every_question(pool: Pool, turn: int, language: Language, region: str) -> None:
    concepts = list(pool.concepts.values())[0 if EVERY else turn :: 1 if EVERY else 6]
    made = printed(pool, language, concepts=concepts, region=region)
    rows = [row for row in made if isinstance(row, Row)]
    judge = oracle_of(pool)

    assert [found for row in rows for found in judge.violations(row)] == []
    # No check is passed by refusing to ask.
    asked = {row.concept for row in rows if row.options}
    assert {concept.id for concept in concepts} - asked == set()
    assert {row.kind for row in rows} >= KINDS.keys() - {"statement"}
    assert oracle.places(rows) < 16.3
    assert oracle.longest(rows) <= 0.25
    scores = blind.solve(rows)
    assert {kind: s for kind, s in scores.items() if s.right > s.bound} == {}


@pytest.mark.parametrize(
    ("code", "spoilt"),
    [
        ("C1", {"answer": (1,)}),
        ("C2", {"options": ("neodymium", "Neodymium", "terbium", "erbium")}),
        ("C3", {"options": ("neodymium", "Lynas Rare Earths", "terbium", "erbium")}),
        ("C4", {"options": ("neodymium", "鐠", "terbium", "erbium")}),
        ("C5", {"options": ("neodymium", "tin", "iron", "zinc")}),
        ("C6", {"prompt": "What is 釹 (neodymium) in English?"}),
        ("C7", {"options": ("neodymium", "terbium", "erbium", "scandium")}),
        ("C8", {"explanation": "釹 = neodymium"}),
    ],
)
def test_the_oracle_sees_what_is_wrong(
    pool: Pool, code: str, spoilt: dict[str, object]
) -> None:
    """Without this, no violation would prove nothing."""
    good = next(
        row
        for row in printed(pool, Language.EN, concepts=[pool.concepts["neodymium"]])
        if isinstance(row, Row) and row.kind == "english"
    )
    options = ("neodymium", "praseodymium", "lanthanum", "samarium")
    good = good._replace(options=options, answer=(0,))
    judge = oracle_of(pool)
    assert list(judge.violations(good)) == []
    found = judge.violations(good._replace(**spoilt))  # type: ignore[arg-type]
    assert code in [violation.code for violation in found]
