"""Questions: what is asked, and answers from stored data alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import Parts, Request
from bot.router import reply
from bot.wording import Language, Wording
from glossary.concept import Kind, Locale
from glossary.phrases import Asked
from glossary.question import Listing, Question, listings, questions


@pytest.mark.parametrize(
    ("text", "asked", "term"),
    [
        ("什么是镨钕？", Asked.MEANING, "镨钕"),
        ("镨钕是什么意思啊", Asked.MEANING, "镨钕"),
        ("徐光宪是谁", Asked.MEANING, "徐光宪"),
        ("what is the NdPr?", Asked.MEANING, "NdPr"),
        ("串级萃取的英文是什么？", Asked.ENGLISH, "串级萃取"),
        ("串级萃取用英语怎么说", Asked.ENGLISH, "串级萃取"),
        ("how do you say 稀土 in English?", Asked.ENGLISH, "稀土"),
        ("neodymium in Chinese", Asked.CHINESE, "neodymium"),
        ("neodymium的中文", Asked.CHINESE, "neodymium"),
        ("镥在台湾叫什么", Asked.TAIWAN, "镥"),
        ("台湾怎么叫镥？", Asked.TAIWAN, "镥"),
        ("what does Taiwan call lutetium", Asked.TAIWAN, "lutetium"),
        ("镥香港怎么说", Asked.HONG_KONG, "镥"),
        ("镥大陆叫什么", Asked.MAINLAND, "镥"),
        ("钕怎么读？", Asked.READING, "钕"),
        ("「钕」的拼音", Asked.PINYIN, "钕"),
        ("how do you pronounce 钕", Asked.READING, "钕"),
        ("MP 的股票代码", Asked.TICKER, "MP"),
        ("ticker for MP Materials", Asked.TICKER, "MP Materials"),
        ("氧化钕的CAS号是多少", Asked.CAS, "氧化钕"),
        ("钕的原子序数", Asked.ATOMIC_NUMBER, "钕"),
        ("钕的元素符号是什么", Asked.SYMBOL, "钕"),
        ("谁拥有芒廷帕斯", Asked.OWNER, "芒廷帕斯"),
        ("who owns Mountain Pass?", Asked.OWNER, "Mountain Pass"),
        ("what is China Northern", Asked.MEANING, "China Northern"),
        ("莱纳斯是哪国的公司", Asked.COUNTRY, "莱纳斯"),
        ("where is Mountain Pass", Asked.COUNTRY, "Mountain Pass"),
        ("北方稀土的产品有哪些", Asked.PRODUCTS, "北方稀土"),
        ("what does MP Materials produce", Asked.PRODUCTS, "MP Materials"),
        ("MP Materials 有哪些矿", Asked.MINES, "MP Materials"),
        ("轻稀土有哪些？", Asked.MEMBERS, "轻稀土"),
        ("61号公告管制了哪些元素", Asked.MEMBERS, "61号公告"),
        ("What’s NdPr?", Asked.MEANING, "NdPr"),
        ("whats ndpr", Asked.MEANING, "ndpr"),
        ("can you tell me what NdFeB is?", Asked.MEANING, "NdFeB"),
        ("Hi, what is Lynas, please?", Asked.MEANING, "Lynas"),
        ("what does SX stand for?", Asked.MEANING, "SX"),
        ("an SX", Asked.MEANING, "SX"),
        ("Nd 是什么元素", Asked.MEANING, "Nd"),
        ("咩系稀土", Asked.MEANING, "稀土"),
        ("钕系乜嘢", Asked.MEANING, "钕"),
        ("徐光宪系边个", Asked.MEANING, "徐光宪"),
        ("「磁材」的英文是甚么呀？谢谢！", Asked.ENGLISH, "磁材"),
        ("what do they call lutetium in English?", Asked.ENGLISH, "lutetium"),
        ("How do I say cerium in Chinese?", Asked.CHINESE, "cerium"),
        ("香港怎么叫激光", Asked.HONG_KONG, "激光"),
        ("台湾把镥叫什么", Asked.TAIWAN, "镥"),
        ("唔该，钆点读呀", Asked.READING, "钆"),
        ("镝的注音是什么", Asked.ZHUYIN, "镝"),
        ("what is the pinyin for 镝?", Asked.PINYIN, "镝"),
        ("Lynas's ticker", Asked.TICKER, "Lynas"),
        ("MP Materials’ stock code", Asked.TICKER, "MP Materials"),
        ("What's europium's atomic number?", Asked.ATOMIC_NUMBER, "europium"),
        ("what is the formula of Nd oxide", Asked.SYMBOL, "Nd oxide"),
        ("who's the CEO of MP?", Asked.PEOPLE, "MP"),
        ("Who is the owner of Mount Weld?", Asked.OWNER, "Mount Weld"),
        ("芒廷帕斯是谁的", Asked.OWNER, "芒廷帕斯"),
        ("Where's Nolans", Asked.COUNTRY, "Nolans"),
        ("do you know where Bayan Obo is?", Asked.COUNTRY, "Bayan Obo"),
        ("包头在哪", Asked.COUNTRY, "包头"),
        ("包头喺边度", Asked.COUNTRY, "包头"),
        ("北方稀土总部在哪里", Asked.COUNTRY, "北方稀土"),
        ("谁生产钐钴", Asked.MAKERS, "钐钴"),
        ("who makes NdFeB magnets", Asked.MAKERS, "NdFeB magnets"),
        ("what is NdFeB made of", Asked.MADE_OF, "NdFeB"),
        ("mines of Lynas", Asked.MINES, "Lynas"),
        ("where is terbium used?", Asked.USES, "terbium"),
        ("钇的沸点", Asked.BOILING_POINT, "钇"),
        ("Tb density", Asked.DENSITY, "Tb"),
        ("Mount Weld reserves", Asked.RESERVES, "Mount Weld"),
        ("芒廷帕斯产量", Asked.OUTPUT, "芒廷帕斯"),
        ("when was MP Materials listed", Asked.FOUNDED, "MP Materials"),
        ("第61号公告何时生效", Asked.DATES, "第61号公告"),
        ("list of heavy rare earths", Asked.MEMBERS, "heavy rare earths"),
        ("what did Announcement 18 control", Asked.MEMBERS, "Announcement 18"),
    ],
)
def test_parse(text: str, asked: Asked, term: str) -> None:
    assert (asked, term) in [question[:2] for question in questions(text)]


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Nd vs Pr", "Nd", "Pr"),
        ("镨和钕有什么区别？", "镨", "钕"),
        ("what's the difference between NdPr and NdPr oxide", "NdPr", "NdPr oxide"),
        ("How is dysprosium different from terbium?", "dysprosium", "terbium"),
        ("compare NdFeB and SmCo", "NdFeB", "SmCo"),
        ("镨VS钕", "镨", "钕"),
        ("light vs heavy rare earths", "light rare earths", "heavy rare earths"),
        ("difference between X and Y and Z", "X and Y", "Z"),
        ("difference between X and Y and Z", "X", "Y and Z"),
    ],
)
def test_differences(text: str, one: str, two: str) -> None:
    assert Question(Asked.DIFFERENCE, one, two) in questions(text)


@pytest.mark.parametrize(
    "text",
    [
        "镨钕",
        "什么",
        "北方稀土与中国稀土集团公布报价",
        "稀土和磁材",
        "",
        "？",
        "x" * 199,
        "请",
        "thank you",
    ],
)
def test_what_is_no_question(text: str) -> None:
    assert not list(questions(text))


def ask(parts: Parts, line: str, language: Language = Language.HANT) -> str:
    return reply(Request(line, "1", Wording(language)), parts).text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("什麼是鐠釹？", "鐠釹  pǔ nǚ  NdPr"),
        ("串級萃取的英文", "• cascade extraction\n• countercurrent extraction"),
        ("鎦在大陸叫什麼", "• 镥 lǔ（大陸）"),
        ("鑥怎麼讀", "• 鎦 liú（台灣）"),
        ("MP 的股票代碼", "• NYSE:MP"),
        ("氧化釹的 CAS 號", "• 1313-97-9"),
        ("釹的原子序是多少", "• 60"),
        ("誰擁有芒廷帕斯", "營運者：MP 材料公司"),
        ("北方稀土是哪國的公司", "國家或地區：中國"),
        ("北方稀土的產品", "生產：氧化鐠釹"),
        ("MP Materials 有哪些礦？", "營運：芒廷帕斯"),
        ("稀土有哪些", "組成：釹、鎦"),
        ("鐠釹的原子序", "這一點詞典沒有記載"),
        ("鎦的注音", "• 鎦 ㄌㄧㄡˊ（台灣）"),
        ("芒廷帕斯是誰的", "營運者：MP 材料公司"),
        ("誰生產氧化鐠釹", "生產者：北方稀土、MP 材料公司"),
        ("釹鐵硼是用什麼做的", "原料：釹"),
        ("2025 年第 61 號公告何時生效", "：日期\n\n• 發布：2025-10-09"),
        ("北方稀土有什麼產品", "生產：氧化鐠釹"),
        ("北方稀土在哪", "北方稀土：在哪裡\n\n• 國家或地區：中國"),
        ("what is NdPr oxide made from?", "原料：鐠釹"),
    ],
)
def test_answers(parts: Parts, line: str, says: str) -> None:
    assert says in ask(parts, line)


def test_an_answer_names_its_source(parts: Parts) -> None:
    assert "Sources: Standard Atomic Weights, CIAAW, 2024" in ask(
        parts, "what is the atomic number of neodymium", Language.EN
    )


def test_pinyin_is_pinyin_for_those_who_read_zhuyin(parts: Parts) -> None:
    say = Wording(Language.HANT, zhuyin=True)
    assert "• 釹 nǚ" in reply(Request("釹的拼音", "1", say), parts).text
    assert "• 釹 ㄋㄩˇ" in reply(Request("釹怎麼讀", "1", say), parts).text


def test_a_question_of_an_ambiguous_name_asks_which(parts: Parts) -> None:
    answer = ask(parts, "中國稀土的英文是什麼")
    assert answer.startswith("叫「中國稀土」的不只一個")
    assert "“you”" not in ask(parts, "who are you?", Language.EN)


def test_a_name_spelt_right_comes_before_one_nearly_so(parts: Parts) -> None:
    # "北方稀土是" is one slip from the name, and would be asked for its products.
    assert ask(parts, "北方稀土是做什麼的").startswith("北方稀土  běi")


def test_the_longest_name_is_meant(parts: Parts) -> None:
    assert ask(parts, "what is NdPr oxide").startswith("氧化鐠釹  ")


def test_side_by_side(parts: Parts) -> None:
    answer = ask(parts, "鐠釹和氧化鐠釹有什麼不同？")
    assert answer.index("鐠釹  pǔ nǚ") < answer.index("氧化鐠釹  yǎng huà")
    assert answer.count("出處") == 1  # both have the same


@pytest.mark.parametrize("line", ["what is the moon", "月亮的英文", "誰擁有火星"])
def test_what_is_not_known_is_not_answered(parts: Parts, line: str) -> None:
    assert "詞典裡沒有" in ask(parts, line)


@pytest.mark.parametrize(
    ("line", "kind", "country"),
    [
        ("Australian companies", Kind.COMPANY, "Australian"),
        ("which rare earth companies are in Australia?", Kind.COMPANY, "Australia"),
        ("mines in Canada", Kind.PLACE, "Canada"),
        ("澳洲的稀土公司有哪些？", Kind.COMPANY, "澳洲"),
        ("中国有哪些矿山", Kind.PLACE, "中国"),
        ("哪些稀土公司在日本", Kind.COMPANY, "日本"),
        ("有哪些公司在日本", Kind.COMPANY, "日本"),
        ("Australian rare earth companies", Kind.COMPANY, "Australian"),
        ("a list of all the mines in the US", Kind.PLACE, "US"),
        ("list of Australian mines", Kind.PLACE, "Australian"),
    ],
)
def test_listings(line: str, kind: Kind, country: str) -> None:
    assert Listing(kind, country) in listings(line)


@pytest.mark.parametrize("line", ["鐠釹", "Lynas", "companies", "公司", "MP 公司"])
def test_no_listing_of_no_country(line: str, parts: Parts) -> None:
    assert "in the glossary (" not in ask(parts, line, Language.EN)


def test_a_listing_names_everything_of_the_country(parts: Parts) -> None:
    english = ask(parts, "Chinese companies", Language.EN)
    assert "China: companies in the glossary (1)" in english
    assert "China Northern Rare Earth" in english
    chinese = ask(parts, "中國的公司有哪些")
    assert "詞典收錄的中國公司（1 個）" in chinese
    assert "北方稀土" in chinese
    assert "沒有收錄日本的公司" in ask(parts, "日本公司")


@pytest.mark.parametrize("line", ["南韓公司", "韩国的公司", "South Korean companies"])
def test_a_country_in_any_script(line: str, parts: Parts) -> None:
    assert "沒有收錄韓國的公司" in ask(parts, line)


def test_a_country_is_none_of_its_mines(parts: Parts) -> None:
    concepts = parts.catalogue.glossary.concepts
    mine = concepts["mountain-pass"]
    chinese = concepts["china-northern-rare-earth"].facts[:1]
    english = mine.terms[0]._replace(text="China", locale=Locale.EN)
    country = mine._replace(id="china", terms=(english,), facts=chinese)
    catalogue = parts.catalogue.joined_by(
        [country, mine._replace(id="pit", facts=chinese)]
    )
    answer = ask(replace(parts, catalogue=catalogue), "Chinese mines", Language.EN)
    assert "(1)" in answer
    assert "• China" not in answer


def test_what_the_glossary_does_not_hold_it_says(parts: Parts) -> None:
    text = ask(parts, "MP Materials 的老闆是誰", Language.EN)
    assert text.startswith("MP Materials: people")
    assert "does not hold that" in text
