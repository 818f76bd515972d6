"""How people ask: phrases in Chinese and English, and what each of them wants to know.

Phrases are patterns in lower case and simplified characters; `T` stands for the term
asked of, `O` for the other of two. What comes first is likelier meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum


class Asked(StrEnum):
    """What somebody wants to know of a term."""

    MEANING = "meaning"
    ENGLISH = "english"
    CHINESE = "chinese"
    TAIWAN = "taiwan"
    HONG_KONG = "hong-kong"
    MAINLAND = "mainland"
    READING = "reading"
    PINYIN = "pinyin"
    ZHUYIN = "zhuyin"
    SYMBOL = "symbol"
    ATOMIC_NUMBER = "atomic-number"
    CAS = "cas"
    TICKER = "ticker"
    OWNER = "owner"
    COUNTRY = "country"
    DIFFERENCE = "difference"
    PRODUCTS = "products"
    MAKERS = "makers"
    MADE_OF = "made-of"
    MINES = "mines"
    MEMBERS = "members"
    USES = "uses"
    MELTING_POINT = "melting-point"
    BOILING_POINT = "boiling-point"
    DENSITY = "density"
    RESERVES = "reserves"
    OUTPUT = "output"
    FOUNDED = "founded"
    DATES = "dates"
    PEOPLE = "people"


_IS = r"(?:是)?(?:什么|啥|多少|几|哪个|哪位|哪些|谁|有哪些)?"
_NAME = r"(?:名字|名称|名|叫法|说法|翻译|译名|写法)?"
_SAY = r"(?:怎么说|怎么讲|怎么叫|怎么写|叫什么|叫啥|是什么|是啥|怎么翻译|如何说)?"
_WHEN = r"(?:什么时候|何时|几时|哪(?:一)?年|哪(?:一)?天)"
_WORD = r"(?: (?:name|word|term|translation|characters?))?"
_HOW = (
    r"(?:how (?:do|can|would|should) (?:you|i|we|one|they) (?:say|call|write)"
    r"|how to (?:say|write)|how (?:is|are)|translate"
    r"|what (?:is|are|does|do)(?: (?:you|they|we|people) call)?)"
)
#: Languages and regions: in Chinese, in English, and before `name`.
_TONGUES = (
    (Asked.ENGLISH, "英(?:文|语)", "english", f"english{_WORD}"),
    (Asked.TAIWAN, "台湾", "taiwan(?:ese)?", f"taiwan(?:ese)?{_WORD}"),
    (Asked.HONG_KONG, "香港", "hong kong", f"hong kong{_WORD}"),
    (
        Asked.MAINLAND,
        "(?:中国大陆|大陆|内地)",
        "(?:the )?mainland(?: china)?",
        f"mainland(?: chinese)?{_WORD}",
    ),
    (
        Asked.CHINESE,
        "(?:中文|汉语|华语)",
        "(?:chinese|mandarin)",
        f"(?:chinese|mandarin){_WORD}",
    ),
)
#: What a thing has: `T 的…` and `…` with what may follow, `the … of T`, `T's …`.
_HELD = (
    (Asked.PINYIN, "(?:汉语)?拼音", "pinyin"),
    (Asked.ZHUYIN, "注音(?:符号)?", "zhuyin|bopomofo"),
    (Asked.READING, "读音|发音|念法|读法", "pronunciation|reading"),
    (
        Asked.TICKER,
        "(?:股票|证券|上市)?(?:代码|代号)|股票|股号|ticker",
        "(?:stock )?ticker(?: symbol| code)?|stock (?:code|symbol)",
    ),
    (Asked.CAS, r"\s*cas\s*(?:号码|号|编号|number|no\.?)?", r"cas(?: number| no\.?)?"),
    (Asked.ATOMIC_NUMBER, "原子序数?", "atomic number"),
    (
        Asked.SYMBOL,
        "(?:元素|化学)?符号|化学式|分子式",
        "(?:(?:chemical|element|molecular) )?(?:symbol|formula)",
    ),
    (
        Asked.OWNER,
        "母公司|(?:第一|最)?大股东|控股股东|股东|所有者|拥有者|实(?:际)?控(?:制)?人|东家",
        "owners?|parent(?: company)?|(?:(?:largest|biggest|main) )?shareholders?",
    ),
    (
        Asked.PEOPLE,
        "(?:现任)?(?:老板|老总|董事长|主席|总裁|总经理|执行长|首席执行官|行政总裁|ceo|负责人"
        "|创始人|创办人|掌门人)",
        "ceo|boss|head|chair(?:man|woman|person)?|president|founders?"
        "|chief executive(?: officer)?",
    ),
    (Asked.COUNTRY, "(?:总部|所在地|位置)", "headquarters|location|country"),
    (Asked.PRODUCTS, "产品", "products"),
    (Asked.MAKERS, "生产商|生产企业|制造商|厂家", "producers?|makers?|manufacturers?"),
    (Asked.MADE_OF, "成分|组成|原料", "composition|ingredients"),
    (Asked.MINES, "的(?:稀土)?(?:矿山?|矿场|工厂|厂)(?:在哪里?)?", "mines?|plants?"),
    (Asked.MEMBERS, "成员", "members"),
    (Asked.USES, "用途|应用|用处|作用", "uses?|applications?"),
    (Asked.MELTING_POINT, "熔点", "melting point"),
    (Asked.BOILING_POINT, "沸点", "boiling point"),
    (Asked.DENSITY, "密度", "density"),
    (Asked.RESERVES, "储量|资源量|蕴藏量", "reserves|resources"),
    (
        Asked.OUTPUT,
        "(?:年)?(?:产量|产能)",
        "(?:production )?capacity|output|production",
    ),
    (
        Asked.FOUNDED,
        "(?:成立|创立|上市|投产)(?:时间|日期|年份)",
        "founding(?: (?:date|year))?",
    ),
    (Asked.MEANING, "的(?:意思|定义|含义)", "meaning|definition"),
)
_FIRST: tuple[tuple[Asked, str], ...] = (
    *(
        (Asked.DIFFERENCE, phrase.replace("T", term))
        for term in ("(?P<t>.+?)", "(?P<t>.+)")
        for phrase in (
            r"T\s*(?:和|与|跟|同|及|、)\s*O(?:之间)?(?:有(?:什么|何|啥))?(?:的)?"
            r"(?:区别|不同|差别|分别|差异)(?:是什么|在哪里?)?",
            r"(?:what (?:is|are) )?(?:the )?differences? between T (?:and|or) O",
            r"how (?:do|does) T and O differ",
            r"compare T (?:and|with|to) O",
        )
    ),
    (Asked.DIFFERENCE, r"T\s*(?<![a-z])(?:vs\.?|versus)(?![a-z])\s*O"),
    (Asked.DIFFERENCE, r"how (?:is|are|does|do) T (?:different from|differ from) O"),
)
_THEN: tuple[tuple[Asked, str], ...] = (
    (Asked.READING, r"T(?:字|这个字)?(?:怎么|如何)(?:读|念|发音)"),
    (Asked.READING, r"T(?:读|念)(?:什么|啥)"),
    (Asked.READING, r"how is T (?:read|pronounced)(?: aloud)?"),
    (
        Asked.READING,
        r"how (?:(?:do|can|should) (?:you|i|we|one)|to|is) (?:pronounce|read|say) T",
    ),
    (Asked.OWNER, r"(?:谁|哪家公司)(?:拥有|持有|控制|控股|经营|运营)(?:了)?T"),
    (Asked.OWNER, r"T(?:是谁的|归谁所有|属于谁|归谁)(?:矿|公司|企业)?"),
    (Asked.OWNER, r"who (?:owns|controls|operates) T"),
    (
        Asked.COUNTRY,
        r"T(?:的)?(?:总部)?(?:是|属于|来自|在|位于|设在)(?:哪|什么)(?:一)?(?:个)?"
        r"(?:国家?|里|儿|省|市|州)(?:的)?(?:公司|企业|矿)?",
    ),
    (Asked.COUNTRY, r"T(?:的)?(?:总部)?(?:在|位于|设在)(?:哪|什么地方)"),
    (Asked.COUNTRY, r"where (?:is|are) T(?: (?:located|based|situated|headquartered))?"),
    (
        Asked.COUNTRY,
        r"(?:in )?(?:which|what) country (?:is|are) T(?: (?:located|based))?(?: (?:from|in))?",
    ),
    (Asked.COUNTRY, r"where T (?:is|are)(?: (?:located|based))?"),
    (Asked.PEOPLE, r"who (?:runs|leads|heads|founded|set up|started) T"),
    (
        Asked.PRODUCTS,
        r"T(?:主要)?(?:有(?:哪些|什么)产品|(?:生产|出产|卖|做)(?:些)?(?:什么|啥|哪些东西))",
    ),
    (Asked.PRODUCTS, r"what (?:does|do) T (?:make|produce|sell|mine)"),
    (
        Asked.MAKERS,
        r"(?:谁|哪里|(?:哪些|哪家|什么)(?:公司|企业|矿|厂家?))(?:在)?"
        r"(?:生产|制造|出产|开采|做|卖|产)T",
    ),
    (
        Asked.MAKERS,
        r"(?:who|(?:which|what) (?:compan(?:y|ies)|firms?|mines?))"
        r" (?:makes?|produces?|mines?|sells?) T",
    ),
    (Asked.MADE_OF, r"T(?:是)?(?:由|用)(?:什么|哪些)(?:元素|东西|材料)?(?:组成|构成|制成|做|造)"),
    (Asked.MADE_OF, r"T(?:是)?什么(?:做|造)"),
    (Asked.MADE_OF, r"what (?:is|are) T made (?:of|from|out of)"),
    (Asked.MADE_OF, r"(?:what|which) (?:elements?|metals?) (?:is|are) in T"),
    (Asked.MINES, r"T(?:有|拥有|经营)(?:哪些|什么)(?:稀土)?(?:矿山?|矿场|工厂|厂)"),
    (Asked.MINES, r"(?:what|which) (?:mines?|plants?) (?:does|do) T (?:own|run|operate|have)"),
    (
        Asked.MEMBERS,
        r"T(?:都|一共|总共)?(?:有|包括|包含|分为|管制|控制|管|涵盖)(?:了)?(?:哪些|哪几种|哪几个|什么|几种|多少种)"
        r"(?:元素|成员|公司|物项|东西|种类)?",
    ),
    (Asked.MEMBERS, r"哪些(?:元素|东西|公司)?(?:是|属于|算)T"),
    (Asked.MEMBERS, r"(?:a )?list (?:of )?T"),
    (
        Asked.MEMBERS,
        r"(?:what|which)(?: elements| items| things)? (?:does|did|do) T"
        r" (?:control|cover|include|contain|regulate)",
    ),
    (
        Asked.MEMBERS,
        r"(?:what|which)(?: elements| ones)? (?:are|belong to) (?:in )?(?:the )?"
        r"(?P<t>(?:light|medium|heavy|critical|magnet).+)",
    ),
    (Asked.MEMBERS, r"how many T are there"),
    (
        Asked.USES,
        r"T(?:主要)?(?:(?:有(?:什么|啥|哪些)|是什么)(?:用途|用处|应用|作用|用)"
        r"|(?:是)?用来(?:做|干)(?:什么|啥|嘛)|(?:是)?用(?:在|于)(?:什么(?:地方)?|哪里?))",
    ),
    (Asked.USES, r"(?:what|where) (?:is|are) T used(?: (?:for|in))?"),
    (
        Asked.FOUNDED,
        rf"T(?:是)?(?:在)?{_WHEN}(?:成立|创立|创办|建立|设立|开业|上市|投产)",
    ),
    (
        Asked.FOUNDED,
        r"when (?:was|were|did) T"
        r" (?:founded|set up|established|opened|listed|open|list|start|go public)",
    ),
    (
        Asked.DATES,
        rf"T(?:是)?(?:在)?{_WHEN}(?:公布|发布|颁布|出台|实施|施行|生效|暂停|结束)?",
    ),
    (
        Asked.DATES,
        r"when (?:was|were|is|did|does|do) T (?:issued|published|announced|suspended|amended"
        r"|take effect|come into force|in force|end|expire)",
    ),
    (
        Asked.MEANING,
        r"(?:什么是|何谓|啥是|啥叫|什么叫(?:做)?|谁是|解释(?:一下)?|介绍(?:一下)?|说说|讲讲"
        r"|查(?:一下)?)T",
    ),
    (
        Asked.MEANING,
        r"T(?:(?:讲的|说的|指的)?是(?:什么|啥)(?:东西|意思|公司|企业|机构|组织|地方|人|元素"
        r"|材料|矿物?|工艺)?|是谁|(?:是)?指什么|(?:什么|啥)意思|是哪家公司|是哪里"
        r"|是(?:做|干)(?:什么|啥|嘛))",
    ),
    (
        Asked.MEANING,
        r"(?:(?:what|who) (?:is|are)|define|explain|describe|tell me (?:more )?about) T",
    ),
    (Asked.MEANING, r"what (?:does|do) T (?:mean|stand for)"),
    (Asked.MEANING, r"(?:what|who) T (?:is|are|means|stands for)"),
    (Asked.MEANING, r"(?:an?|the) T"),
)  # fmt: skip


def _spoken() -> Iterator[tuple[Asked, str]]:
    """Asking for a name in a language or region."""
    for asked, han, place, named in _TONGUES:
        yield asked, rf"T(?:在|用|的)?{han}(?:的)?{_NAME}{_SAY}"
        yield asked, rf"{han}(?:人)?(?:怎么|如何)(?:叫|说|写|称|讲)T"
        yield asked, rf"{han}(?:人)?把T(?:叫|称)(?:做|作|为)?(?:什么|啥)"
        called = r"(?: (?:called|written|said|mean))?"
        yield asked, rf"{_HOW} T{called} (?:in|on|to|into) {place}"
        yield asked, rf"what does {place} call T"
        yield asked, rf"(?:what is )?(?:the )?{named} (?:for|of) T"
        yield asked, rf"T (?:in|on) {place}"


def _held() -> Iterator[tuple[Asked, str]]:
    """Asking for something that a thing has."""
    is_the = r"(?:(?:what|who|where) (?:is|are) (?:the )?|the )?"
    for asked, han, noun in _HELD:
        yield asked, rf"(?:什么是)?T(?:的)?(?:{han}){_IS}"
        yield asked, rf"{is_the}(?:{noun}) (?:of|for) T"
        yield asked, rf"{is_the}T(?:'s?)? (?:{noun})"


def _compiled(phrase: str) -> re.Pattern[str]:
    pattern = phrase.replace("T", "(?P<t>.+?)").replace("O", "(?P<o>.+?)")
    return re.compile(pattern, re.IGNORECASE)


#: Every phrase, the likeliest first.
PHRASES = tuple(
    (asked, _compiled(phrase))
    for asked, phrase in (*_FIRST, *_spoken(), *_held(), *_THEN)
)
