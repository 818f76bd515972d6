"""Questions made from the glossary: one by one, typed, and in the terminal."""

from __future__ import annotations

import ast
import json
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.cli import main
from bot.quiz import reader, render
from bot.wording import Language, Wording
from glossary import quiz
from glossary.catalogue import Catalogue
from glossary.concept import Locale
from glossary.quiz.clues import masked, shared
from glossary.quiz.kinds import KINDS, every, question
from glossary.quiz.options import Choice, choose
from glossary.quiz.pool import Pool
from glossary.quiz.question import Question, Skill
from glossary.quiz.setter import Setter
from glossary.quiz.typed import Mark, mark

ENGLISH = reader(Wording(Language.EN))
HANT = reader(Wording(Language.HANT))


@pytest.fixture(scope="module")
def pool(whole: Catalogue) -> Pool:
    return Pool.of(whole)


def made(pool: Pool, kind: str, concept: str, seed: int = 0) -> Question:
    setter = Setter(pool, HANT, Random(seed))
    found = KINDS[kind].set(pool.concepts[concept], setter)
    assert isinstance(found, Question)
    return found


@pytest.mark.parametrize(
    ("kind", "concept", "answer"),
    [
        ("english", "dysprosium", "dysprosium"),
        ("chinese", "dysprosium", "鏑"),
        ("reading", "lutetium", "liú"),
        ("simplified", "lanthanum", "镧"),
        ("traditional", "lanthanum", "鑭"),
        ("symbol", "dysprosium", "Dy"),
        ("symbol-name", "terbium", "鋱"),
        ("based", "lynas", "萊納斯"),
        ("odd-one-out", "terbium", "鋱"),
    ],
)
def test_right_answer(pool: Pool, kind: str, concept: str, answer: str) -> None:
    asked = made(pool, kind, concept)
    assert len(asked.options) == 4
    assert asked.options[asked.answer[0]] == answer


def test_regional_names(pool: Pool) -> None:
    asked = {
        made(pool, "region", "americium", seed).asked["where"] for seed in range(9)
    }
    assert len(asked) > 1
    for seed in range(9):
        found = made(pool, "region", "americium", seed)
        named = {"台灣": "鋂", "香港": "鎇", "大陸": "镅"}
        assert found.options[found.answer[0]] == named[found.asked["where"]]


def test_order_is_by_atomic_number(pool: Pool) -> None:
    asked = made(pool, "order", "neodymium")
    ranked = [pool.concepts[asked.behind[place]] for place in asked.answer]
    numbers = [
        int(code.value)
        for concept in ranked
        for code in concept.identifiers
        if code.scheme == "atomic-number"
    ]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 4


def test_mixups_come_first(pool: Pool) -> None:
    """A person who takes thulium for thorium is asked to tell them apart."""
    thulium = pool.concepts["thulium"]
    for seed in range(20):
        asked = question(thulium, Skill.PRODUCE, pool, HANT, Random(seed), ["thorium"])
        assert asked
        assert asked.kind != "chinese" or "thorium" in asked.behind


def test_a_skill_without_questions(pool: Pool) -> None:
    lynas = pool.concepts["lynas"]
    assert question(lynas, Skill.SYMBOL, pool, HANT, Random(0)) is None


def test_same_seed_same_questions(pool: Pool) -> None:
    concepts = list(pool.concepts.values())[::40]
    fresh = Pool.of(pool.catalogue)
    first = list(every(pool, ENGLISH, 7, concepts=concepts))
    assert first == list(every(fresh, ENGLISH, 7, concepts=concepts))
    assert first != list(every(pool, ENGLISH, 8, concepts=concepts))


CHOICES = st.lists(
    st.text("abcdeé釹鐠鑭 ", min_size=1, max_size=9),
    min_size=4,
    max_size=14,
    unique=True,
)


@given(CHOICES, st.integers())
def test_choices_are_fair(texts: list[str], seed: int) -> None:
    right, *wrong = (Choice(text, text) for text in texts)
    found = choose(right, wrong, Random(seed))
    if found is None:
        return
    assert len(set(found)) == 4
    assert right in found
    for one in found:
        for other in found:
            assert one is other or one.text not in other.text


@pytest.mark.parametrize(
    ("stem", "answer", "seen"),
    [
        ("稀土精矿", "精矿品位", True),
        ("精炼矿", "精矿品位", False),
        ("这种金属钕很贵", "钕", True),
        ("a ferromagnetic metal", "magnet", True),
        ("it separates metals", "separation factor", True),
        ("the art of war", "of late", False),
        ("LED phosphor", "LED 荧光粉", True),
        ("镥-177", "lutetium-177", True),
        ("phase 3", "3 inches", False),
    ],
)
def test_what_gives_an_answer_away(stem: str, answer: str, seen: bool) -> None:
    assert shared(stem, answer) is seen


def test_masking() -> None:
    text = "釹鐵硼（NdFeB）磁體含釹。"
    hidden = masked(text, "釹鐵硼", ["NdFeB"], lambda words: words, "＿＿")
    assert hidden == "＿＿（＿＿）磁體含釹。"


@pytest.mark.parametrize(
    ("kind", "concept", "typed", "expected"),
    [
        ("type-english", "neodymium", "Neodymium ", Mark.RIGHT),
        ("type-english", "neodymium", "neodimium", Mark.SLIP),
        ("type-english", "terbium", "erbium", Mark.WRONG),
        ("type-english", "terbium", "yterbium", Mark.WRONG),
        ("type-english", "terbium", "", Mark.WRONG),
        ("type-english", "ndfeb", "nd-fe-b", Mark.RIGHT),
        ("type-english", "weaponisation", "weaponization", Mark.RIGHT),
        ("type-chinese", "ndpr", "镨钕", Mark.RIGHT),
        ("type-chinese", "ndpr", "「鐠釹」", Mark.RIGHT),
        ("type-chinese", "ndpr", "鐠銣", Mark.WRONG),
        ("type-chinese", "lutetium", "鑥", Mark.RIGHT),
        ("type-chinese", "lutetium", "鎦", Mark.RIGHT),
    ],
)
def test_typed_answers(
    pool: Pool, kind: str, concept: str, typed: str, expected: Mark
) -> None:
    assert mark(typed, made(pool, kind, concept), pool) is expected


def test_no_slip_is_nearer_to_another_name(pool: Pool) -> None:
    """C12: between any two names that are much alike, the nearer one alone is right."""
    names = sorted(
        {term.text.lower() for c in pool.concepts.values() for term in c.terms
         if term.locale is Locale.EN and term.text.isascii() and term.text.isalpha()}
    )  # fmt: skip
    random, tried = Random(0), 0
    for name in random.sample(names, 60):
        for other in names:
            if (
                abs(len(name) - len(other)) > 2
                or not 0 < OSA.distance(name, other) <= 4
            ):
                continue
            holders = pool.catalogue.lookup(name).hits
            setter = Setter(pool, HANT, Random(0))
            asked = KINDS["type-english"].set(pool.concepts[holders[0].concept], setter)
            if not isinstance(asked, Question):
                continue
            tried += 1
            typed = _between(name, other, random)
            accepted = [n.lower() for n in asked.accepted]
            if mark(typed, asked, pool) is Mark.SLIP:
                own = min(OSA.distance(typed, n) for n in accepted)
                rest = (n for n in names if n not in accepted)
                assert own < min(OSA.distance(typed, n) for n in rest), (typed, name)
    assert tried > 30


def _between(name: str, other: str, random: Random) -> str:
    """A name with some of its letters already those of another."""
    cut = random.randint(1, min(len(name), len(other)))
    return other[:cut] + name[cut:]


@pytest.mark.parametrize("language", Language)
def test_rendering(pool: Pool, language: Language) -> None:
    say = Wording(language)
    for concept in ("mountain-pass", "lynas", "dysprosium", "offtake-agreement"):
        for kind in KINDS.values():
            setter = Setter(pool, reader(say), Random(1))
            asked = kind.set(pool.concepts[concept], setter)
            if isinstance(asked, Question):
                shown = render(asked, pool.catalogue.source, say)
                assert "{" not in shown.prompt + shown.explanation
                assert shown.options == asked.options


def test_oracle_shares_nothing_with_the_makers() -> None:
    folder = Path(str(quiz.__file__)).parent
    for name, allowed in (("oracle", set()), ("blind", {"glossary.quiz.oracle"})):
        tree = ast.parse((folder / f"{name}.py").read_text("utf-8"))
        imported = {
            node.module or "" for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }  # fmt: skip
        ours = {module for module in imported if module.startswith("glossary")}
        assert ours <= {"glossary.concept"} | allowed


@pytest.fixture
def home(real_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XITU_HOME", str(real_home))


@pytest.mark.usefixtures("home")
def test_all_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["quiz", "--all", "--json", "--kind", "symbol", "--language", "zh-Hans"]
    assert main(line) == 0
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert len(rows) > 90
    assert {row["language"] for row in rows} == {"zh-Hans"}
    assert set(rows[0]) == {
        "kind", "concept", "prompt", "options", "answer", "explanation", "language",
    }  # fmt: skip
    assert main([*line[:4], "type-english", *line[5:], "--seed", "3"]) == 0
    typed = json.loads(capsys.readouterr().out.splitlines()[0])
    assert typed["options"] == []
    assert typed["accepted"]


@pytest.mark.usefixtures("home")
def test_quiz_in_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("1\n2\n"))
    line = ["quiz", "--kind", "english", "--subject", "magnet", "--language", "en"]
    assert main([*line, "--seed", "1"]) == 0
    out = capsys.readouterr().out
    assert out.count("in English?") == 3
    assert "of 2 right" in out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (["--kind", "riddle"], "use one of english"),
        (["--subject", "love"], "use one of chemistry"),
        (["--count", "0"], "from 1 to 50"),
    ],
)
def test_slips(capsys: pytest.CaptureFixture[str], words: list[str], cure: str) -> None:
    assert main(["quiz", *words]) == 2
    assert cure in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "region", "names", "chinese"),
    [
        (Language.EN, "", Locale.EN, Locale.TW),
        (Language.EN, Locale.CN, Locale.EN, Locale.CN),
        (Language.HANT, "", Locale.TW, Locale.TW),
        (Language.HANT, Locale.HK, Locale.HK, Locale.HK),
        (Language.HANT, Locale.CN, Locale.TW, Locale.TW),
        (Language.HANS, Locale.HK, Locale.CN, Locale.CN),
    ],
)
def test_who_is_asked_in_whose_words(
    language: Language, region: str, names: Locale, chinese: Locale
) -> None:
    asked = reader(Wording(language, region))
    assert (asked.locale, asked.chinese) == (names, chinese)
