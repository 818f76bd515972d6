"""Conversion between the three standards, over the real glossary's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.conversion import read_cases
from db.conversion import folder_for
from db.library import Library
from glossary.concept import Concept, Kind, Locale
from glossary.conversion import lists
from glossary.conversion.converter import Converter
from glossary.conversion.explain import Why, explain
from glossary.conversion.plans import ALARM, stock
from glossary.conversion.standard import Script, Standard

LOCALE = {Standard.CN: Locale.CN, Standard.TW: Locale.TW, Standard.HK: Locale.HK}
SIX = [(one, other) for one in Standard for other in Standard if one is not other]
ARTICLES = Path(__file__).parent.parent / "glossary" / "data" / "articles"


@pytest.fixture(scope="module")
def real(real_home: Path) -> tuple[Converter, list[Concept]]:
    library = Library(real_home / "glossary.sqlite")
    glossary, _ = library.load()
    folder = folder_for(library.path, library.version)
    library.close()
    return Converter(folder), list(glossary.concepts.values())


@pytest.mark.parametrize(("one", "other"), SIX)
def test_all_element_names_go_and_come_back(
    real: tuple[Converter, list[Concept]], one: Standard, other: Standard
) -> None:
    converter, concepts = real
    elements = [concept for concept in concepts if concept.kind is Kind.ELEMENT]
    assert len(elements) == 118
    for element in elements:
        here = element.preferred(LOCALE[one]).text
        there = element.preferred(LOCALE[other]).text
        assert converter.convert(here, other) == there
        assert converter.convert(there, one) == here


@pytest.mark.parametrize(("one", "other"), SIX)
def test_preferred_names_come_back(
    real: tuple[Converter, list[Concept]], one: Standard, other: Standard
) -> None:
    converter, concepts = real
    lost = []
    for concept in concepts:
        name = concept.preferred(LOCALE[one])
        if not name.locale.chinese or name.locale is not LOCALE[one]:
            continue
        there = converter.convert(name.text, other)
        if converter.convert(there, one) != name.text:
            lost.append(name.text)
    assert lost == []


PIECES = (
    *("干法冶炼", "稀土价格上涨，", "镥和镏金。", "\n", "采购后发布于台湾", "里"),
    *("乾法冶煉", "稀土價格上漲，", "鎦和鎦金。", "溫度", "税务", "採購後發布於臺灣"),
    *("`里程`", "<b>", "[后](", "https://a.cn/台湾", "@台湾", "a < b", "Nd ", ALARM),
)


@pytest.mark.parametrize("to", Standard)
@given(text=st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_a_plan_says_where_it_is_not_meant_for_a_text(
    real: tuple[Converter, list[Concept]], to: Standard, text: str
) -> None:
    converter, _ = real
    with_care = "".join(
        converter.run(each.plan, each.text, words=False) if each.plan else each.text
        for each in converter.stretches(text, to)
    )
    assert converter.convert(text, to) == with_care


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("干法冶炼", Standard.TW, "乾法冶煉"),
        ("镥和镏金", Standard.TW, "鎦和鎦金"),
        ("镥和镏金", Standard.HK, "鑥和鎦金"),
        ("鎦和鎦金", Standard.CN, "镥和镏金"),
        ("矽谷的矽肺", Standard.CN, "硅谷的矽肺"),
        ("荧光粉", Standard.TW, "螢光粉"),
        ("荧光粉", Standard.HK, "熒光粉"),
        ("特朗普", Standard.TW, "川普"),
        ("川普", Standard.HK, "特朗普"),
        ("磁体制造", Standard.TW, "磁體製造"),
        ("精度不准确", Standard.TW, "精度不準確"),
        ("稀土元素发布七十年", Standard.TW, "稀土元素發布七十年"),
        ("与莱纳斯签备忘录", Standard.HK, "與萊納斯簽備忘錄"),
        ("加拿大只需两年", Standard.TW, "加拿大只需兩年"),
        ("這意味著", Standard.HK, "這意味着"),
        ("信息与质量", Standard.TW, "信息與質量"),
        ("中國稀土出口", Standard.CN, "中国稀土出口"),
    ],
)
def test_known_traps(
    real_converter: Converter, text: str, to: Standard, expected: str
) -> None:
    assert real_converter.convert(text, to) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对手表示源头发现", "對手表示源頭發現"),
        ("他不系统地关联系数", "他不系統地關聯係數"),
        ("海关系统与飞机制造", "海關系統與飛機製造"),
        ("出口管制造成短缺", "出口管制造成短缺"),
        ("掉头发的范博士和钟主任", "掉頭髮的范博士和鍾主任"),
        ("关于委员会，由于先生们", "關於委員會，由於先生們"),
        ("师范教授其余经理", "師範教授其餘經理"),
        ("铝里加钪，里加湾", "鋁裡加鈧，里加灣"),
    ],
)
def test_words_end_where_they_end(
    real_converter: Converter, text: str, expected: str
) -> None:
    assert real_converter.convert(text, Standard.TW) == expected
    assert real_converter.convert(expected, Standard.CN) == text


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("国际能源署与五角大楼", Standard.TW, "國際能源總署與五角大廈"),
        ("國際能源總署與五角大廈", Standard.CN, "国际能源署与五角大楼"),
        ("國際能源總署與五角大廈", Standard.HK, "國際能源署與五角大樓"),
        ("账面上的账户", Standard.TW, "帳面上的帳戶"),
        ("帳目與帳篷", Standard.CN, "账目与帐篷"),
    ],
)
def test_names_and_forms_of_a_region(
    real_converter: Converter, text: str, to: Standard, expected: str
) -> None:
    assert real_converter.convert(text, to) == expected


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("激光软件的信息", Standard.TW, "雷射軟體的資訊"),
        ("激光软件的信息", Standard.HK, "激光軟件的資訊"),
        ("雷射軟體的資訊", Standard.CN, "激光软件的信息"),
        ("工业和信息化部", Standard.TW, "工業和信息化部"),
        ("少数组织整合指标并发布", Standard.TW, "少數組織整合指標並發布"),
        ("新華通訊社", Standard.CN, "新华通讯社"),
        ("哈薩克斯坦的可再生能源", Standard.CN, "哈萨克斯坦的可再生能源"),
        ("哈薩克與阿聯酋", Standard.CN, "哈萨克斯坦与阿联酋"),
    ],
)
def test_words_change_only_when_asked(
    real_converter: Converter, text: str, to: Standard, expected: str
) -> None:
    assert real_converter.convert(text, to, words=True) == expected


@pytest.mark.parametrize(
    "literal",
    [
        "https://zh.wikipedia.org/wiki/稀土与发展?x=1",
        "`变量 = 制造`",
        "```\n发展\n```",
        '<a title="发展">',
        "发展@example.cn",
        "@发展",
        "Nd₂Fe₁₄B 12.5% USD/kg",
    ],
)
def test_what_is_no_text_stays(real_converter: Converter, literal: str) -> None:
    text = f"国内 {literal} 发展"
    assert real_converter.convert(text, Standard.TW) == f"國內 {literal} 發展"


def test_mixed_text_is_converted_clause_by_clause(real_converter: Converter) -> None:
    text = "幹部說公里；干部说公里，氧化鎦与氧化镥。"
    expected = "幹部說公里；幹部說公里，氧化鎦與氧化鎦。"
    assert real_converter.convert(text, Standard.TW) == expected


@pytest.mark.parametrize(
    ("text", "script", "region"),
    [
        ("中国的软件和信息", Script.SIMPLIFIED, Standard.CN),
        ("台灣的軟體與資料庫", Script.TRADITIONAL, Standard.TW),
        ("這裏說着特朗普", Script.TRADITIONAL, Standard.HK),
        ("用芯片和計算機處理信息", Script.TRADITIONAL, Standard.CN),
        ("软体和伺服器", Script.SIMPLIFIED, Standard.TW),
        ("漲價", Script.TRADITIONAL, None),
        ("稀土", Script.NEITHER, None),
        ("国家與國家的发展發展", Script.MIXED, None),
    ],
)
def test_script_and_region_are_told_apart(
    real_converter: Converter, text: str, script: Script, region: Standard | None
) -> None:
    recognised = real_converter.recognise(text)
    assert (recognised.script, recognised.region) == (script, region)


def test_explain_names_place_and_reason(real_converter: Converter) -> None:
    text = "干法得镥"
    done = explain(real_converter, text, Standard.TW)
    first, second = done.choices
    assert (first.was, first.became, first.why) == ("干法", "乾法", Why.LIST)
    assert "dry" in first.reason
    assert (second.was, second.became, second.concept) == ("镥", "鎦", "lutetium")
    for choice in done.choices:
        assert text[choice.start : choice.end] == choice.was
        assert done.text[choice.result_start : choice.result_end] == choice.became


NEWS = "".join(path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.toml")))
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCES = [line for line in NEWS.splitlines() if len(HAN.findall(line)) > 9]


@pytest.mark.parametrize("to", Standard)
@pytest.mark.parametrize("words", [False, True])
def test_explain_converts_as_convert_does(
    real_converter: Converter, to: Standard, *, words: bool
) -> None:
    for text in SENTENCES:
        for source in (text, stock("t2s").convert(text)):
            done = explain(real_converter, source, to, words=words)
            assert done.text == real_converter.convert(source, to, words=words)


@given(st.text(alphabet=sorted(set(NEWS)), max_size=40), st.sampled_from(Standard))
def test_any_text_explains_itself(
    real_converter: Converter, text: str, to: Standard
) -> None:
    done = explain(real_converter, text, to, words=True)
    assert done.text == real_converter.convert(text, to, words=True)
    assert all(done.text[c.result_start : c.result_end] == c.became
               for c in done.choices)  # fmt: skip


@pytest.mark.parametrize(
    ("to", "config"), [(Standard.TW, "s2tw"), (Standard.HK, "s2hk")]
)
def test_equals_opencc_where_no_entry_applies(
    real_converter: Converter, to: Standard, config: str
) -> None:
    glyphs = {entry.result for entry in lists.glyphs(to)}
    borders = {"".join(phrase) for phrase in lists.borders()}
    longest = max(map(len, borders))
    compared = 0
    simplified = [case["cn"] for case in read_cases()]
    simplified += map(stock("t2s").convert, SENTENCES)
    for text in simplified:
        for clause in filter(HAN.search, re.split("[，。]", text)):
            done = explain(real_converter, clause, to)
            if any(choice.reason for choice in done.choices):
                continue
            if real_converter.characters.evidence(clause) is Script.MIXED:
                continue
            if any(piece in borders for piece in _pieces(clause, longest)):
                continue
            compared += 1
            for ours, theirs in zip(
                done.text, stock(config).convert(clause), strict=True
            ):
                assert ours == theirs or ours in glyphs, clause
    assert compared > 150


def _pieces(text: str, longest: int) -> Iterator[str]:
    for start in range(len(text)):
        yield from (text[start : start + size] for size in range(1, longest + 1))


def test_equals_opencc_to_the_mainland(real_converter: Converter) -> None:
    compared = 0
    for text in SENTENCES:
        for clause in text.split("，"):
            done = explain(real_converter, clause, Standard.CN)
            if not any(choice.reason for choice in done.choices):
                compared += 1
                assert done.text == stock("tw2s").convert(clause)
    assert compared > 100


def test_lists_hold_no_word_twice_and_no_blank() -> None:
    for rows in (lists.to_simplified(), lists.to_traditional()):
        words = [row[0] for row in rows]
        assert len(words) == len(set(words))
        assert not any(" " in cell for row in rows for cell in row[:2])
    for word in lists.words():
        assert word.reason
        assert len(word.forms) == len(Standard)
