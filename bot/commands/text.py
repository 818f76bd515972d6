"""A text instead of a term: every known name in it, once, in order."""

from __future__ import annotations

import re

from bot.commands.command import Parts, Request
from bot.commands.convert import convert_buttons
from bot.commands.kept import keep, unknown_words
from bot.naming import gist, name
from bot.reply import Button, Reply, Span, block, bold, lines, rows_of
from bot.view import View
from glossary.script import is_han

#: Longer than any name; shorter lines are texts too if they are punctuated.
_LONGEST_NAME = 60
_SENTENCE = re.compile(r"[。！？!?；;\n]|，.*\S|,\s*\S")
_MOST_TERMS = 40
_MOST_BUTTONS = 24


def looks_like_text(line: str) -> bool:
    """Whether a line is more than a name (`氧化鐠釹漲價，稀土跟漲。` is)."""
    stripped = line.strip(" \t\n。！？!?.,，")
    return len(stripped) > _LONGEST_NAME or _SENTENCE.search(stripped) is not None


def read_text(text: str, request: Request, parts: Parts) -> Reply | None:
    """What the glossary knows of a text; nothing if it knows no name in it."""
    say = request.say
    concepts = parts.catalogue.glossary.concepts
    found = parts.catalogue.scanner.spoken_of(text)
    if not found:
        return None
    shown = [concepts[each] for each in found[:_MOST_TERMS]]
    rows: list[list[str | Span]] = [
        ["• ", bold(name(each, say)), f" — {gist(each, say)}"] for each in shown
    ]
    if len(found) > len(shown):
        rows.append([say("text_more", count=len(found) - len(shown))])
    blocks = [block(say("text_terms", count=len(found))), lines(rows)]
    unknown = unknown_words(text, parts)
    if unknown:
        blocks.append(block(say("text_unknown", words=say("comma").join(unknown))))
    sent = keep(text, request, parts)
    view = View(paste=sent.number)
    buttons = [Button(name(each, say), view.line(each.id)) for each in shown]
    rows_below = rows_of(buttons[:_MOST_BUTTONS], 3)
    more = [Button(say("text_lens"), f"/lens {sent.word}")]
    if not request.group:
        more.append(Button(say("lens_quiz"), f"/quiz {sent.word}", keeps=True))
    rows_below = (*rows_below, tuple(more))
    if any(map(is_han, text)):
        rows_below = (*rows_below, convert_buttons(sent.number, say))
    if unknown:
        send = Button(say("text_suggest"), f"/words {sent.word}")
        rows_below = (*rows_below, (send,))
    return Reply(tuple(blocks), rows_below)
