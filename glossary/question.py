"""A question in Chinese or English → what is asked, of which term.

Chinese is matched in simplified characters, whatever was typed. What fits no pattern is
no question: it is looked up as it stands.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from glossary.concept import Kind


class Asked(StrEnum):
    """What somebody wants to know of a term."""

    MEANING = "meaning"
    ENGLISH = "english"
    CHINESE = "chinese"
    TAIWAN = "taiwan"
    HONG_KONG = "hong-kong"
    MAINLAND = "mainland"
    READING = "reading"
    SYMBOL = "symbol"
    ATOMIC_NUMBER = "atomic-number"
    CAS = "cas"
    TICKER = "ticker"
    OWNER = "owner"
    COUNTRY = "country"
    DIFFERENCE = "difference"
    PRODUCTS = "products"
    MINES = "mines"
    MEMBERS = "members"
    USES = "uses"
    MELTING_POINT = "melting-point"
    FOUNDED = "founded"
    PEOPLE = "people"


class Question(NamedTuple):
    """What is asked of a term; of two terms where a difference is asked for."""

    asked: Asked
    term: str
    other: str = ""


class Listing(NamedTuple):
    """A wish to see all of some kind in one country."""

    kind: Kind
    #: The country as it was typed (`澳洲`, `Australian`).
    country: str


_IS = r"(?:是)?(?:什么|啥|多少|几|哪个|谁)?"
_NAME = r"(?:名字|名称|名|说法|翻译|译名|写法)?"
_SAY = r"(?:怎么说|怎么讲|怎么叫|怎么写|叫什么|叫啥|是什么|是啥|怎么翻译|如何说)?"
_PATTERNS: tuple[tuple[Asked, str], ...] = (
    (
        Asked.DIFFERENCE,
        r"(?P<t>.+?)\s*(?:和|与|跟|同|及)\s*(?P<o>.+?)(?:之间)?(?:有(?:什么|何|啥))?(?:的)?"
        r"(?:区别|不同|差别|分别|差异)(?:是什么|在哪里?)?",
    ),
    (
        Asked.DIFFERENCE,
        r"(?:what(?:'s| is) the )?difference between (?P<t>.+) and (?P<o>.+)",
    ),
    (Asked.DIFFERENCE, r"(?P<t>.+?)\s+(?:vs\.?|versus)\s+(?P<o>.+)"),
    (Asked.ENGLISH, rf"(?P<t>.+?)(?:用|的)?英(?:文|语){_NAME}{_SAY}"),
    (
        Asked.ENGLISH,
        r"(?:how (?:do you|to) say|what is|translate) (?P<t>.+) (?:in|to|into) english",
    ),
    (Asked.ENGLISH, r"(?P<t>.+) in english"),
    (Asked.TAIWAN, rf"(?P<t>.+?)(?:在)?台湾(?:的)?{_NAME}{_SAY}"),
    (Asked.TAIWAN, r"台湾(?:怎么|如何)(?:叫|说|写|称)(?P<t>.+)"),
    (Asked.TAIWAN, r"what does taiwan call (?P<t>.+)"),
    (Asked.TAIWAN, r"how is (?P<t>.+) (?:called|written|said) in taiwan"),
    (Asked.TAIWAN, r"(?P<t>.+) in taiwan(?:ese)?"),
    (Asked.HONG_KONG, rf"(?P<t>.+?)(?:在)?香港(?:的)?{_NAME}{_SAY}"),
    (Asked.HONG_KONG, r"(?P<t>.+) in hong kong"),
    (Asked.MAINLAND, rf"(?P<t>.+?)(?:在)?(?:中国大陆|大陆|内地)(?:的)?{_NAME}{_SAY}"),
    (Asked.MAINLAND, r"(?P<t>.+) (?:in|on) (?:the )?mainland(?: china)?"),
    (Asked.CHINESE, rf"(?P<t>.+?)(?:用|的)?(?:中文|汉语|华语){_NAME}{_SAY}"),
    (
        Asked.CHINESE,
        r"(?:how (?:do you|to) say|what is|translate) (?P<t>.+) (?:in|to|into) (?:chinese|mandarin)",
    ),
    (
        Asked.CHINESE,
        r"(?:what(?:'s| is) )?(?:the )?chinese (?:name|word|term|translation)? ?(?:for|of) (?P<t>.+)",
    ),
    (Asked.CHINESE, r"(?P<t>.+) in (?:chinese|mandarin)"),
    (Asked.READING, r"(?P<t>.+?)(?:字|这个字)?(?:怎么|如何)(?:读|念|发音)"),
    (Asked.READING, rf"(?P<t>.+?)(?:的)?(?:读音|拼音|发音|注音){_IS}"),
    (Asked.READING, r"(?P<t>.+?)(?:读|念)(?:什么|啥)"),
    (Asked.READING, r"how is (?P<t>.+) (?:read|pronounced)(?: aloud)?"),
    (Asked.READING, r"how (?:do you|to|is) (?:pronounce|read|say) (?P<t>.+)"),
    (
        Asked.READING,
        r"(?:the )?(?:pronunciation|pinyin|reading) (?:of|for) (?P<t>.+)",
    ),
    (Asked.TICKER, rf"(?P<t>.+?)(?:的)?(?:股票代码|股票代号|股票|代码|股号|ticker){_IS}"),
    (
        Asked.TICKER,
        r"(?:what(?:'s| is) )?(?:the )?(?:ticker|stock (?:code|symbol))(?: symbol)? (?:of|for) (?P<t>.+)",
    ),
    (Asked.TICKER, r"(?P<t>.+?)(?:'s)? (?:ticker|stock (?:code|symbol))"),
    (Asked.CAS, rf"(?P<t>.+?)(?:的)?\s*cas\s*(?:号|号码|编号|number|no\.?)?{_IS}"),
    (Asked.CAS, r"(?:what is )?(?:the )?cas(?: number| no\.?)? (?:of|for) (?P<t>.+)"),
    (Asked.ATOMIC_NUMBER, rf"(?P<t>.+?)(?:的)?原子序数?{_IS}"),
    (
        Asked.ATOMIC_NUMBER,
        r"(?:what is )?(?:the )?atomic number (?:of|for) (?P<t>.+)",
    ),
    (Asked.SYMBOL, rf"(?P<t>.+?)(?:的)?(?:(?:元素|化学)?符号|化学式|分子式){_IS}"),
    (
        Asked.SYMBOL,
        r"(?:what is )?(?:the )?(?:chemical |element )?symbol (?:of|for) (?P<t>.+)",
    ),
    (Asked.OWNER, r"(?:谁|哪家公司)(?:拥有|持有|控制|控股)(?:了)?(?P<t>.+)"),
    (Asked.OWNER, r"(?P<t>.+?)(?:是谁的|归谁所有|属于谁|归谁)"),
    (Asked.OWNER, rf"(?P<t>.+?)(?:的)?(?:母公司|大股东|股东|所有者|拥有者|东家){_IS}"),
    (Asked.OWNER, r"who (?:owns|controls) (?P<t>.+)"),
    (Asked.OWNER, r"(?:the )?(?:owner|parent(?: company)?) of (?P<t>.+)"),
    (
        Asked.COUNTRY,
        r"(?P<t>.+?)(?:是|属于|在)(?:哪|什么)(?:一)?(?:个)?(?:国家?|里|儿|省|市|州)(?:的(?:公司|企业|矿)?)?",
    ),
    (
        Asked.PEOPLE,
        r"(?P<t>.+?)(?:的|现任)*(?:老板|老总|董事长|主席|总裁|总经理|执行长|首席执行官|行政总裁|ceo|负责人|创始人|创办人|掌门人)(?:是|叫)?(?:谁|什么|哪位|哪个)?",
    ),
    (
        Asked.PEOPLE,
        r"who (?:runs|leads|heads|founded|is(?: the)? (?:ceo|boss|head|chair(?:man|woman)?|president|founder|chief executive)(?: officer)? of) (?P<t>.+)",
    ),
    (
        Asked.PEOPLE,
        r"(?:who is )?(?P<t>.+?)(?:'s)? (?:ceo|boss|chair(?:man|woman)|founder|chief executive)",
    ),
    (Asked.COUNTRY, r"where is (?P<t>.+)"),
    (Asked.COUNTRY, r"(?:which|what) country is (?P<t>.+?)(?: (?:from|in))?"),
    (Asked.PRODUCTS, r"(?P<t>.+?)(?:的)?(?:产品|生产(?:些)?什么|生产哪些东西|卖什么)(?:有哪些|是什么)?"),
    (Asked.PRODUCTS, r"what does (?P<t>.+) (?:make|produce|sell)"),
    (Asked.PRODUCTS, r"(?:the )?products of (?P<t>.+)"),
    (Asked.MINES, r"(?P<t>.+?)(?:的|有哪些|有什么|拥有哪些|经营哪些)(?:矿|矿山|矿场|工厂|厂)(?:有哪些|是什么|在哪里?)?"),
    (Asked.MINES, r"(?:what|which) (?:mines?|plants?) does (?P<t>.+) (?:own|run|operate|have)"),
    (Asked.MINES, r"(?:the )?(?:mines?|plants?) of (?P<t>.+)"),
    (Asked.MEMBERS, r"(?P<t>.+?)(?:都)?(?:有|包括|包含|分为|管制|控制|管|涵盖)(?:了)?(?:哪些|哪几种|哪几个|什么)(?:元素|成员|公司|物项|东西|种类)?"),
    (Asked.MEMBERS, r"哪些(?:元素|东西|公司)?(?:是|属于|算)(?P<t>.+)"),
    (Asked.MEMBERS, r"(?:a )?list (?:of )?(?P<t>.+)"),
    (Asked.MEMBERS, r"(?:what|which)(?: elements| items| things)? (?:does|did|do) (?P<t>.+) (?:control|cover|include|contain|regulate)"),
    (Asked.MEMBERS, r"(?:what|which)(?: elements| ones)? (?:are|belong to) (?:in )?(?:the )?(?P<t>(?:light|medium|heavy|critical|magnet).+)"),
    (Asked.USES, r"(?P<t>.+?)(?:的)?(?:用途|应用|用处)(?:是什么|有哪些)?"),
    (Asked.USES, r"(?P<t>.+?)(?:有什么用|用来(?:做|干)(?:什么|嘛)|用在哪里?)"),
    (Asked.USES, r"what(?:'s| is| are) (?P<t>.+) used (?:for|in)"),
    (Asked.USES, r"uses? (?:of|for) (?P<t>.+)"),
    (Asked.MELTING_POINT, rf"(?P<t>.+?)(?:的)?熔点{_IS}"),
    (Asked.MELTING_POINT, r"(?:what(?:'s| is) )?(?:the )?melting point (?:of|for) (?P<t>.+)"),
    (Asked.FOUNDED, r"(?P<t>.+?)(?:是)?(?:什么时候|哪年|哪一年|何时)(?:成立|创立|建立|设立|开业)(?:的)?"),
    (Asked.FOUNDED, r"when (?:was|were) (?P<t>.+) (?:founded|set up|established|opened)"),
    (Asked.MEANING, r"(?:请问)?(?:什么是|何谓|啥是|啥叫|什么叫|谁是|解释一下|解释|介绍一下)(?P<t>.+)"),
    (
        Asked.MEANING,
        r"(?:请问)?(?P<t>.+?)(?:(?:讲的|说的)?是什么(?:东西|意思|公司|地方|人)?|是啥|是谁|指什么|什么意思"
        r"|啥意思|是哪家公司|是哪里)",
    ),
    (
        Asked.MEANING,
        r"(?:what(?:'s| is| are)|who(?:'s| is)|define|explain|tell me about) (?P<t>.+)",
    ),
    (Asked.MEANING, r"(?:what does )(?P<t>.+) mean"),
)  # fmt: skip
_COMPILED = tuple(
    (asked, re.compile(pattern, re.IGNORECASE)) for asked, pattern in _PATTERNS
)
_PARTICLES = "呢吗啊呀吧嘛啦"
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
#: No longer line is looked at, as patterns may take long over long ones.
LONGEST = 80


def parse(text: str) -> Question | None:
    """What a question asks; nothing if it is none.

    Args:
        text: the question, Chinese in simplified characters.

    >>> parse("串级萃取的英文是什么？")
    Question(asked=<Asked.ENGLISH: 'english'>, term='串级萃取', other='')
    """
    words = text.strip(" \t\n?？。.!！").rstrip(_PARTICLES)
    if not words or len(words) > LONGEST:
        return None
    for asked, pattern in _COMPILED:
        if match := pattern.fullmatch(words):
            found = match.groupdict(default="")
            terms = [_bare(found["t"]), _bare(found.get("o", ""))]
            return Question(asked, *terms) if terms[0] else None
    return None


def parse_listing(text: str) -> Listing | None:
    """Which things of which country are asked for; nothing if none are.

    Args:
        text: the line, Chinese in simplified characters.

    >>> parse_listing("澳洲的稀土公司有哪些？")
    Listing(kind=<Kind.COMPANY: 'company'>, country='澳洲')
    """
    words = text.strip(" \t\n?？。.!！").rstrip(_PARTICLES)
    if len(words) > LONGEST:
        return None
    for pattern in _LISTINGS:
        if match := pattern.fullmatch(words):
            kind = _LISTED[match["k"].lower()]
            return Listing(kind, _bare(match["c"]))
    return None


_LISTED = {
    **dict.fromkeys(("公司", "企业", "厂商", "companies", "firms"), Kind.COMPANY),
    **dict.fromkeys(("producers", "miners", "生产商", "矿商"), Kind.COMPANY),
    **dict.fromkeys(("矿", "矿山", "矿区", "矿床", "mines", "deposits"), Kind.PLACE),
    **dict.fromkeys(("places", "projects", "项目", "地方"), Kind.PLACE),
    **dict.fromkeys(("机构", "组织", "部门"), Kind.ORGANISATION),
    **dict.fromkeys(
        ("organisations", "organizations", "institutions"), Kind.ORGANISATION
    ),
}
_KINDS = "|".join(sorted(_LISTED, key=len, reverse=True))
_LISTINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<c>.+?)(?:都)?(?:有(?:哪些|什么))?(?:的)?(?:稀土)?(?P<k>{_KINDS})(?:都)?(?:有哪些|有谁|是哪些|名单|列表)?",
        rf"哪些(?:稀土)?(?P<k>{_KINDS})(?:在|来自|属于|是)(?P<c>.+?)(?:的)?",
        rf"(?:list (?:of )?|which |what )?(?P<c>.+?) (?:rare[- ]earths? )?(?P<k>{_KINDS})(?: are there)?",
        rf"(?:list (?:of )?|which |what )?(?:rare[- ]earths? )?(?P<k>{_KINDS})(?: are)?(?: there)? (?:in|from|of) (?P<c>.+)",
    )
)


def _bare(term: str) -> str:
    """A term without quotes and an English article."""
    return _ARTICLE.sub("", term.strip(" 「」『』“”\"'《》，,"), count=1)
