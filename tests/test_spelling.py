"""Near names: all of them, none too far, in any script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from glossary.slips import order_key, slip_keys, sound_key, words_key
from glossary.spelling import Spelling

NAMES = ["neodymium", "praseodymium", "lanthanum", "稀土", "串级萃取", "镨钕氧化物"]
SPELLING = Spelling(NAMES)


@given(st.sampled_from(NAMES), st.data())
def test_one_slip_is_always_found(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abxyz" if name.isascii() else "金木水火"))
    kind = data.draw(st.sampled_from(["drop", "add", "change"]))
    after = name[place:] if kind == "add" else name[place + 1 :]
    query = name[:place] + ("" if kind == "drop" else letter) + after
    found = dict(SPELLING.near(query))
    expected = OSA.distance(query, name)
    if expected == 1 and len(query) > 1 and (not name.isascii() or len(query) > 3):
        assert found[name] == 1


@given(st.text(alphabet="neodymiuplath稀土镨钕x", max_size=14))
def test_nothing_too_far_is_found(query: str) -> None:
    for name, slips in SPELLING.near(query):
        assert slips == OSA.distance(query, name)
        assert 1 <= slips <= 2


def test_two_slips_in_long_words() -> None:
    assert SPELLING.near("lantanun") == [("lanthanum", 2)]
    assert SPELLING.near("prasodimium") == [("praseodymium", 2)]
    assert SPELLING.near("镨汝氧化勿") == [("镨钕氧化物", 2)]


def test_codes_are_never_near() -> None:
    spelling = Spelling(["600111", "nd2o3", "z60"])
    assert spelling.near("600112") == []
    assert spelling.near("nd2o4") == []


def test_slips_of_order_and_sound() -> None:
    assert words_key("oxide neodymium") == words_key("Neodymium Oxide") != ""
    assert words_key("neodymium") == ""
    assert order_key("釹鐠氧化物") == order_key("鐠釹氧化物") != ""
    assert order_key("釹鐠") == ""
    assert sound_key("zhangxitu") == sound_key("zanxitu") != ""
    assert sound_key("lanyuansu") == sound_key("nangyuansu")
    assert list(slip_keys("shirring", "shirring", "")) == []
