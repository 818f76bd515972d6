"""Words of a text that look like terms and are not in the glossary.

For whoever keeps the glossary: what a newly imported article says that it cannot yet
explain. Known names are cut out first; what is left is searched for titles, quoted
words, Latin names and words with an ending or stem of this field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from glossary.article import Passage
from glossary.scan import Scanner

_HAN = "\u3400-\u9fff"
_TITLE = re.compile(r"《([^《》]{2,40})》")
_QUOTED = re.compile(rf"[「『“]([{_HAN}A-Za-z0-9·+-]{{2,12}})[」』”]")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&+-]+(?:\s+[A-Z][A-Za-z0-9&+-]+){0,4}"
)
_RUN = re.compile(rf"[{_HAN}]{{2,}}")
#: Words and characters that a term does not run across.
_BREAK = re.compile(
    "的|了|在|是|和|與|与|及|為|为|而|對|对|將|将|從|从|於|于|以|其|這|这|那|之|也|都|被"
    "|把|讓|让|使|就|但|並|并|或|若|如|因|由|向|到|後|后|等|各|每|該|该|此|個|个|次|年|月"
    "|日|時|时|有|無|无|不|已|曾|正|仍|更|最|很|還|还|又|再|只|僅|仅|能|會|会|可|要|需"
    "|些|某|另|一座|一間|一间|一項|一项|全部|國內|国内|本土|入股|運營|运营"
    "|說|说|稱|称|指出|表示|認為|认为|通過|通过|根據|根据|包括|以及|其中|進行|进行"
)
#: What a word of this field ends with.
_ENDING = re.compile(
    rf"[{_HAN}]{{1,8}}(?:礦|矿|礦山|矿山|礦床|矿床|公司|集團|集团|法案|法|條例|条例|公告"
    r"|研究院|研究所|大學|大学|協會|协会|學會|学会|委員會|委员会|聯盟|联盟|技術|技术|工藝"
    r"|工艺|法規|法规|金屬|金属|氧化物|化合物|合金|材料|磁鐵|磁铁|磁體|磁体|關稅|关税"
    r"|儲備|储备|配額|配额|指標|指标|協議|协议|計劃|计划|工程|銀行|银行|交易所|制度"
    r"|廠|厂|設備|设备|酸|鹽|盐|石|土|電池|电池)$"
)
_STEM = re.compile(
    "稀土|磁|萃|冶|浸出|焙燒|焙烧|釹|钕|鐠|镨|鏑|镝|鋱|铽|鈰|铈|鑭|镧|釔|钇|鈧|钪"
)
#: Endings are also words: what is left of a known name, or said of anything.
_ORDINARY = frozenset(
    """
    中國 中国 美國 美国 全球 世界 國家 国家 政府 企業 企业 公司 集團 集团 法 技術 技术
    材料 計劃 计划 工程 設備 设备 制度 協議 协议 工廠 工厂 加工廠 加工厂 子公司 總公司
    总公司 企業集團 企业集团 科技公司 環保技術 环保技术 環保法規 环保法规 法規 法规
    技術設備 技术设备 工業材料 工业材料 HK SH SZ
    """.split()
)


def candidates(
    text: str,
    passages: list[Passage],
    scanner: Scanner,
    is_known: Callable[[str], bool],
) -> list[tuple[str, int]]:
    """Words that look like terms, with how often, the most frequent first.

    Args:
        text: the article.
        passages: its running text.
        scanner: finds the names that are known in running text.
        is_known: whether a word by itself is a name of the glossary.

    >>> candidates("關鍵法案", [Passage(0, 4)], scanner, is_known)  # doctest: +SKIP
    [('關鍵法案', 1)]
    """
    known, taken = _Marked(len(text)), _Marked(len(text))
    for start, end, _ in scanner.scan(text):
        known.mark(start, end)
    found = Counter(
        word
        for passage in passages
        for word in _words(text, passage, known, taken)
        if word not in _ORDINARY
    )
    return [(word, many) for word, many in found.most_common() if not is_known(word)]


class _Marked:
    """Stretches of a text that are marked; asking takes no longer for many of them."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def mark(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\1" * (end - start)

    def touch(self, start: int, end: int) -> bool:
        """Whether any of it is marked."""
        return self._marks.find(1, start, end) >= 0


def _words(
    text: str, passage: Passage, known: _Marked, taken: _Marked
) -> Iterator[str]:
    for pattern in (_TITLE, _QUOTED, _LATIN):
        for match in pattern.finditer(text, passage.start, passage.end):
            start, end = match.span(1 if pattern.groups else 0)
            if taken.touch(start, end):
                continue
            taken.mark(start, end)
            # A title is a name of its own, whatever names stand in it.
            if pattern is _TITLE or not known.touch(start, end):
                yield " ".join(text[start:end].split())
    for run in _RUN.finditer(text, passage.start, passage.end):
        for start, end in _pieces(text, run.start(), run.end(), known):
            word = text[start:end]
            inside = taken.touch(start, end)
            if not inside and len(word) <= 10 and _looks_like_a_term(word):
                yield word


def _pieces(
    text: str, start: int, end: int, known: _Marked
) -> Iterator[tuple[int, int]]:
    """A run of Han cut at function words and known names."""
    begin = place = start
    while place < end:
        broken = _BREAK.match(text, place, end)
        if broken or known.touch(place, place + 1):
            if place - begin >= 2:
                yield begin, place
            place = begin = broken.end() if broken else place + 1
        else:
            place += 1
    if end - begin >= 2:
        yield begin, end


def _looks_like_a_term(word: str) -> bool:
    return bool(_ENDING.search(word) or _STEM.search(word))
