"""Tags and the text between them, for HTML and for XML that has been checked.

A tokenizer only: it keeps offsets, follows no entity and takes time in proportion to
the length, however broken the markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from typing import NamedTuple
from xml.parsers import expat

from bot.documents.pieces import Piece
from glossary.errors import DocumentError

_REST = r"""(?P<rest>(?>(?:[^"'>]+|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*))(?:>|\Z)"""
_APART = (
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<!(?P<doctype>[^>\[]*)(?P<subset>\[?)[^>]*(?:>|\Z)"
)
_ANY = r"[A-Za-z_][^\s/>:]*"
_ATTRIBUTE = re.compile(
    r"""(?<![^\s=/>"'])(?P<name>[^\s=/>"']+)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))"""
)
_DECLARED = re.compile(r"""\A(<\?xml[^>]*?encoding\s*=\s*["'])[Uu][Tt][Ff]-?16\w*""")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED = "its XML is damaged; open it in its own program and save it anew"
_OWN_ENTITIES = "it defines XML entities, which documents do not need; save it anew"
#: The contents of these are no markup.
_RAW = frozenset({"script", "style"})


class Token(NamedTuple):
    """`source[start:end]`: a tag, named without its prefix, or a stretch of text.

    A text's name is empty; of a CDATA section start and end are those of its content.
    """

    start: int
    end: int
    name: str
    closing: bool = False
    empty: bool = False
    rest: int = 0
    cdata: bool = False


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    name = "|".join(sorted(names)) if names else _ANY
    tag = rf"<(?P<close>/?)(?:[\w.-]+:)?(?P<name>{name})(?=[\s/>]|\Z){_REST}"
    return re.compile(f"{tag}|{_APART}", re.DOTALL)


def tokens(source: str, names: frozenset[str]) -> Iterator[Token]:
    """Tags and the text between them, in the order of an XML file.

    Args:
        source: XML that went through `checked_xml`.
        names: the tags to look for, without prefix; text beside others is passed over.
    """
    position = 0
    for match in _pattern(names).finditer(source):
        start, end = match.span()
        if position < start and source.find("<", position, start) < 0:
            yield Token(position, start, "")
        position = end
        if name := match["name"]:
            yield _tag(match, name)
        elif match["cdata"] is not None:
            yield Token(*match.span("cdata"), "", cdata=True)


def html_tokens(source: str) -> Iterator[Token]:
    """All tags, in lower case, and all text of a web page, however broken.

    Raises:
        DocumentError: there is a DTD with declarations of its own.
    """
    search = _pattern(frozenset()).search
    position = 0
    while match := search(source, position):
        start, end = match.span()
        if position < start:
            yield Token(position, start, "")
        position = end
        if name := match["name"]:
            tag = _tag(match, name.lower())
            yield tag
            if tag.name in _RAW and not (tag.closing or tag.empty):
                close = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, end)
                position = close.start() if close else len(source)
        elif match["subset"] and match["doctype"].strip():
            raise DocumentError(_OWN_ENTITIES)
        elif match["cdata"] is not None:
            yield Token(*match.span("cdata"), "", cdata=True)
    if position < len(source):
        yield Token(position, len(source), "")


def _tag(match: re.Match[str], name: str) -> Token:
    rest, end = match.span("rest")
    empty = match.string.endswith("/", rest, end)
    return Token(match.start(), match.end(), name, bool(match["close"]), empty, rest)


def text_piece(source: str, start: int, end: int, cdata: bool = False) -> Piece:
    """A stretch of text between tags, its entities resolved."""
    raw = source[start:end]
    if cdata:
        return Piece(start, end, raw, lambda new: new.replace("]]>", "]] >"))
    return Piece(start, end, unescape(raw), _escaped)


def attributes(source: str, tag: Token) -> dict[str, Piece]:
    """A tag's attributes by name without prefix, each a piece that may be changed."""
    found: dict[str, Piece] = {}
    for match in _ATTRIBUTE.finditer(source, tag.rest, tag.end):
        group = match.lastgroup or "a"
        start, end = match.span(group)
        name = match["name"].rpartition(":")[2].lower()
        write = _escaped if group != "c" else _quoted
        found.setdefault(name, Piece(start, end, unescape(match[group]), write))
    return found


def _escaped(text: str) -> str:
    return escape(text).replace("\xa0", "&#160;")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def checked_xml(data: bytes) -> str:
    """The source of an XML file, which from now on is UTF-8 and says so.

    Raises:
        DocumentError: it is not well-formed, brings a DTD with declarations (so no
            entity is ever defined or fetched), or is neither UTF-8 nor UTF-16.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_declarations
    try:
        parser.Parse(data, True)
        source = data.decode(
            "utf-16" if data.startswith(_UTF_16_MARKS) else "utf-8-sig"
        )
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentError(_DAMAGED) from error
    return _DECLARED.sub(r"\1UTF-8", source, count=1)


def _no_declarations(
    name: str, system: str | None, public: str | None, subset: int
) -> None:
    if subset:
        raise DocumentError(_OWN_ENTITIES)
