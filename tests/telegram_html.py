"""Telegram's HTML, read as strictly as the real server reads it, in its words."""

from __future__ import annotations

import re
from html import unescape

_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote"}


class Refused(Exception):  # noqa: N818 - what the server does
    """An answer with `ok: false`."""

    def __init__(self, code: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.code, self.text, self.parameters = code, text, parameters


def parse_html(html: str) -> str:
    """The text of Telegram HTML, quotes barred, links after their text.

    Raises Refused in the server's words, with byte offsets, where it does not parse.
    """
    out: list[str] = []
    stack: list[tuple[str, str, int]] = []
    position = 0
    while position < len(html):
        if html[position] != "<":
            end = html.find("<", position)
            end = len(html) if end < 0 else end
            out.append(unescape(html[position:end]))
            position = end
            continue
        offset = len(html[:position].encode())
        tag = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s+[a-z-]+=\"[^\"<>]*\")*)\s*>").match(
            html, position
        )
        if tag is None or tag.group(2).lower() not in _TAGS:
            name = tag.group(2) if tag else ""
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {offset}')
        closing, name, attributes = tag.groups()
        if not closing:
            stack.append((name, attributes, len(out)))
        elif not stack:
            raise _unparsed(f"Unexpected end tag at byte offset {offset}")
        else:
            opened, attributes, start = stack.pop()
            if opened != name:
                raise _unparsed(
                    f"Unmatched end tag at byte offset {offset},"
                    f' expected "</{opened}>", found "</{name}>"'
                )
            if name == "blockquote":
                inner = "".join(out[start:])
                out[start:] = ["\n".join(f"│ {line}" for line in inner.split("\n"))]
            if name == "a":
                link = re.search(r'href="([^"]*)"', attributes)
                out.append(f" <{unescape(link.group(1)) if link else ''}>")
        position = tag.end()
    if stack:
        raise _unparsed(
            f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"'
        )
    return "".join(out)


def visible(html: str) -> str:
    """What counts towards the 4,096 characters."""
    return unescape(re.sub(r"<[^<>]*>", "", html))


def _unparsed(why: str) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {why}")
