"""A question in Chinese or English → what is asked, of which term.

Chinese is matched in simplified characters, whatever was typed. What fits no phrase is
no question: it is looked up as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.concept import Kind
from glossary.phrases import PHRASES, Asked


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


#: No longer line is looked at, as patterns may take long over long ones.
LONGEST = 120
_MARKS = " \t\n?？。.!！,，、;；:：~\uff5e…"
#: What one says before a question, and after it.
_OPENING = re.compile(
    r"(?:(?:hi|hello|hey|so|ok(?:ay)?|please|well|thanks|tell me(?! (?:more )?about\b)"
    r"|(?:can|could|would|will) you(?: please)?"
    r"(?= (?:tell|explain|define|describe|list))"
    r"|i(?: would|'d)? (?:like|want) to know|do you know)(?=[\s,!.])"
    r"|你好|您好|请问(?:一下)?|请教(?:一下)?|(?:我)?想(?:问|知道|了解)(?:一下)?"
    r"|麻烦(?:你|您)?|唔该|请)[\s,，!！.。:：]*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,，](?:please|pls|thanks|thank you|thx)|[\s,，]*(?:谢谢|多谢|唔该)"
    r"|(?<=.)(?:(?<!谁)的|(?<!干)[呢吗啊呀吧嘛啦]))$",
    re.IGNORECASE,
)
#: Other ways to write or say what the phrases have: shortened, older, Cantonese.
_SAME = tuple(
    (re.compile(pattern, re.IGNORECASE), usual)
    for pattern, usual in (
        (r"[’‘]", "'"),
        (r"\s+", " "),
        (r"\b(what|who|where|when|how)'?s\b", r"\1 is"),
        (r"甚[么麽]", "什么"),
        (r"系(?:乜[嘢野]?|咩)", "是什么"),
        (r"(?:乜[嘢野]?|咩)系", "什么是"),
        (r"[喺系]边(?:度|处)", "在哪里"),
        (r"系边个", "是谁"),
        (r"边个系", "谁是"),
        (r"点(?:样)?(?=[讲读写叫念])", "怎么"),
        (r"嘅", "的"),
    )
)


def questions(text: str) -> Iterator[Question]:
    """Every way to read a line as a question, the likeliest first.

    Args:
        text: the question, Chinese in simplified characters.

    >>> next(questions("串级萃取的英文是什么？"))
    Question(asked=<Asked.ENGLISH: 'english'>, term='串级萃取', other='')
    """
    words = _gist(text)
    for asked, pattern in PHRASES:
        if words and (match := pattern.fullmatch(words)):
            found = match.groupdict(default="")
            terms = [_bare(found["t"]), _bare(found.get("o", ""))]
            if terms[0]:
                yield Question(asked, *terms)
            # "Light and heavy rare earths" says what both are once.
            _, *shared = terms[1].split(" ")
            if terms[0] and shared:
                yield Question(asked, " ".join((terms[0], *shared)), terms[1])


def listings(text: str) -> Iterator[Listing]:
    """Which things of which country a line may ask for.

    Args:
        text: the line, Chinese in simplified characters.

    >>> next(listings("澳洲的稀土公司有哪些？"))
    Listing(kind=<Kind.COMPANY: 'company'>, country='澳洲')
    """
    words = _gist(text)
    for pattern in _LISTINGS:
        if words and (match := pattern.fullmatch(words)):
            yield Listing(_LISTED[match["k"].lower()], _bare(match["c"]))


def _gist(text: str) -> str:
    """A line as the phrases have it, without greetings; empty if it is too long."""
    if len(text) > LONGEST:
        return ""
    for pattern, usual in _SAME:
        text = pattern.sub(usual, text)
    text, before = text.strip(_MARKS), ""
    while text != before:
        before = text
        if opening := _OPENING.match(text):
            text = text[opening.end() :]
        text = _CLOSING.sub("", text).strip(_MARKS)
    return text


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
_LIST = r"(?:(?:a )?list (?:of )?|which |what (?:are )?)?(?:all )?(?:the )?"
_THERE = r"(?: are)?(?: there)? (?:in|from|of)"
_LISTINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:有哪些)?(?P<c>.+?)(?:都)?(?:有(?:哪些|什么))?(?:的)?(?:稀土)?(?P<k>{_KINDS})(?:都)?(?:有哪些|有谁|是哪些|名单|列表)?",
        rf"(?:有)?哪些(?:稀土)?(?P<k>{_KINDS})(?:在|来自|属于|是)(?P<c>.+?)",
        rf"{_LIST}(?P<c>.+?) (?:rare[- ]earths? )?(?P<k>{_KINDS})(?: are there)?",
        rf"{_LIST}(?:rare[- ]earths? )?(?P<k>{_KINDS}){_THERE} (?P<c>.+)",
    )
)


_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


def _bare(term: str) -> str:
    """A term without quotes and an English article."""
    return _ARTICLE.sub("", term.strip(" 「」『』“”\"'《》，,"), count=1)
