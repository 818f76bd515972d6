"""A text file → its words, what it says of itself, and clean passages.

Passages are stretches of the text as it stands, given by offsets, so that an excerpt
is the file's own characters. Captions, bylines, headings and closing notes are left
out; lines broken inside a sentence are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from glossary.errors import ArticleError

MOST_BYTES = 20 * 1024 * 1024

_ENCODINGS = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_SUPERSETS = {"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030"}
_NOT_TEXT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"{\\rtf",
)
_SAMPLE = 65536
_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")

_DATE_PREFIX = re.compile(r"\s*date\s+(\d{4}-\d\d-\d\d)\s+")
_DATE_IN_NOTE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CREDIT = re.compile(
    r"[（(][^（()）]{0,6}(?:Getty|Reuters|AP|AFP|EPA|Bloomberg|Xinhua|路透|法新|美聯|美联"
    r"|新華|新华|彭博|中新|[网網](?:上|絡|络)[图圖]片|資料[圖图]|资料图|視覺中國|视觉中国)"
    r"[^（()）]{0,12}[）)]\s*$"
    r"|(?:視覺中國|视觉中国|新華社|新华社|中新社|東方IC|东方IC)\s*/\s*[圖图攝摄]\s*$"
)
_BYLINE = re.compile(
    r"\s*(?:撰文|作者|記者|记者|編輯|编辑|責編|责编|責任編輯|责任编辑|出版|更新|來源|来源"
    r"|文)\s*[:：]"
)
_NOTE = re.compile(
    r"\s*(?:本文(?:獲|获|原載|原载|轉載|转载|來源|来源|系|係|由|首發|首发)|版權|版权)"
)
_REFERENCES = re.compile(
    r"\s*[（(]?(?:主要)?(?:參考|参考)(?:書目|书目|資料|资料|文獻|文献)"
)
_REPRINTED = re.compile(r"《([^《》]{2,20})》(?:授權|授权)")
_TITLE_MARK = re.compile("[|｜]")
_STOPS = "。！？!?…"
_CLOSERS = "」』”’）)》】\"'"
_LINE_END = re.compile(rf"[{re.escape(_STOPS + '.')}][{re.escape(_CLOSERS)}]*\s*$")
_MARKS = re.compile(r"[，,、。；;：:！!？?《》()（）]")
_LATIN_STOP = re.compile(r"(?<=[a-z0-9)\"”’])[.](?=\s+[\"“‘(]?[A-Z])")
_ABBREVIATED = re.compile(r"\b(?:No|Inc|Ltd|Co|Corp|Mr|Ms|Mrs|Dr|Prof|St|vs|approx)$")
_LONGEST_HEADING = 16
_LONGEST_LONE_HEADING = 30
_SHORTEST_SENTENCE = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article: `text[start:end]`, one paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its file has it; what the file does not say is empty."""

    text: str
    title: str = ""
    publisher: str = ""
    date: str = ""


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16, GB18030 or Big5, with or without a BOM.

    Args:
        data: the whole file, at most 20 MB.
        name: what to call it in an error.

    Raises:
        ArticleError: it is empty, too large, binary or in no known encoding.
    """
    if len(data) > MOST_BYTES:
        raise ArticleError(f"{name} is over 20 MB; split it and add the parts")
    if not data.strip():
        raise ArticleError(f"{name} is empty; choose a file that has text")
    if data.startswith(_NOT_TEXT):
        raise ArticleError(f"{name} is not a text file; save it as UTF-8 text first")
    for encoding in _likely(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not _CONTROL.search(text) and text.strip():
            return text.removeprefix("\ufeff")
    raise ArticleError(f"{name} is not a text file; save it as UTF-8 text first")


def _likely(data: bytes) -> Iterator[str]:
    """The encodings worth trying, most likely first."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            yield encoding
            return
    yield "utf-8"
    from charset_normalizer import from_bytes  # 40 ms, for other encodings only

    # An even cut: half a character at the end would speak against UTF-16.
    guess = from_bytes(data[:_SAMPLE], cp_isolation=_ENCODINGS).best()
    if guess is not None:
        yield _SUPERSETS.get(guess.encoding, guess.encoding)
    yield "gb18030"


def fingerprint(text: str) -> str:
    """SHA-256 of a text without its blanks: the same article, however it is wrapped."""
    return sha256("".join(text.split()).encode()).hexdigest()


def parse(text: str) -> Article:
    """Read off what the text says of itself: title, publisher and date."""
    title = publisher = date = ""
    if match := _DATE_PREFIX.match(text):
        date = match.group(1)
    lines = [line.strip() for line in text.split("\n")]
    first = lines[0]
    stands_alone = len(lines) > 2 and not lines[1] and any(lines[2:])
    if stands_alone and not date and len(first) <= 60 and "。" not in first:
        title, *rest = map(str.strip, _TITLE_MARK.split(first))
        publisher = rest[0] if rest else ""
    for line in filter(_NOTE.match, lines):
        if match := _REPRINTED.search(line):
            publisher = publisher or match.group(1)
        if match := _DATE_IN_NOTE.search(line):
            year, month, day = match.groups()
            date = date or f"{year}-{int(month):02}-{int(day):02}"
    return Article(text, title, publisher, date)


def passages(
    text: str, is_name: Callable[[str], bool] = lambda line: False
) -> list[Passage]:
    """The paragraphs of running text, in order.

    Args:
        text: the article.
        is_name: whether a whole line is a known name. Such a line (`中信證券`) looks
            like a heading but is a sentence broken after its first word.
    """
    found: list[Passage] = []
    title = parse(text).title
    start = end = -1
    for line_start, line_end in _lines(text):
        line = text[line_start:line_end]
        if start >= 0 and (not line.strip() or _LINE_END.search(text[start:end])):
            found.append(Passage(start, end))
            start = -1
        if _REFERENCES.match(line):
            break
        if not line.strip() or (start < 0 and _apart(line, title, is_name)):
            continue
        if start < 0:
            start = line_start + len(line) - len(line.lstrip())
        end = line_start + len(line.rstrip())
    if start >= 0:
        found.append(Passage(start, end))
    return [passage for passage in found if not _lone_heading(text, passage)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line; a date prefix is not part of the first."""
    prefix = _DATE_PREFIX.match(text)
    start = prefix.end() if prefix else 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _apart(line: str, title: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a line that begins a paragraph is not running text."""
    words = line.strip()
    if _CREDIT.search(words) or _BYLINE.match(words) or _NOTE.match(words):
        return True
    if (title and words.startswith(title)) or words.endswith((":", "：")):
        return True
    short = len(words) <= _LONGEST_HEADING and not _MARKS.search(words)
    return short and not words.isascii() and not is_name(words)


def _lone_heading(text: str, passage: Passage) -> bool:
    """Whether a whole paragraph is but a line without punctuation."""
    words = text[passage.start : passage.end]
    return len(words) <= _LONGEST_LONE_HEADING and not _MARKS.search(words)


def sentences(text: str, passage: Passage) -> list[Passage]:
    """The sentences of a passage; a short tail after a quotation stays with it."""
    found: list[Passage] = []
    start = passage.start
    for stop in _stops(text, passage):
        if found and stop - start < _SHORTEST_SENTENCE:
            found[-1] = Passage(found[-1].start, stop)
        elif text[start:stop].strip():
            found.append(Passage(start, stop))
        start = stop
        while start < passage.end and text[start].isspace():
            start += 1
    return found


def _stops(text: str, passage: Passage) -> Iterator[int]:
    """Where sentences end, closing quotes taken in; the passage's end comes last."""
    position = passage.start
    while position < passage.end:
        char = text[position]
        position += 1
        latin = char == "." and _latin_stop(text, passage.start, position)
        if char not in _STOPS and not latin:
            continue
        while position < passage.end and text[position] in _STOPS + _CLOSERS:
            position += 1
        if position < passage.end:
            yield position
    yield passage.end


def _latin_stop(text: str, start: int, position: int) -> bool:
    return bool(
        _LATIN_STOP.match(text, position - 1)
        and not _ABBREVIATED.search(text, start, position - 1)
    )
