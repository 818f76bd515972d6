"""An article's reading copy and word list, as documents of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from bot.naming import name, other_name, reading_of
from bot.wording import Language, Wording
from glossary.catalogue import Catalogue
from glossary.concept import Concept, Locale
from glossary.conversion.standard import Standard
from glossary.lens import Word

_STYLE = (
    "body{max-width:44em;margin:2em auto;padding:0 1em;line-height:1.8;"
    "font-family:Georgia,'Songti TC','Songti SC','Noto Serif CJK TC',serif;"
    "color:#222;background:#fff}"
    "a{color:#00588a;text-decoration:none;border-bottom:1px dotted}"
    "dt{font-weight:bold;margin-top:1em}dd{margin:0}"
    "small{color:#666;font-weight:normal}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}"
    "a{color:#7cc4f0}small{color:#999}}"
)
#: A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def reading_copy(
    text: str, title: str, found: Sequence[Word], catalogue: Catalogue, say: Wording
) -> bytes:
    """The text as an HTML page, each concept linked once to what it means.

    The page needs nothing from anywhere: no script, no picture, no other file.
    """
    pieces, done = [], 0
    for word in sorted(found, key=lambda word: word.start):
        pieces.append(escape(text[done : word.start]))
        # A name broken by a line's end is put together: a link is in one paragraph.
        shown = escape(" ".join(word.text.split()))
        pieces.append(f'<a href="#{word.concept}">{shown}</a>')
        done = word.end
    pieces.append(escape(text[done:]))
    paragraphs = "".join(
        f"<p>{line}</p>\n" for line in "".join(pieces).split("\n") if line.strip()
    )
    entries = "".join(
        _entry(concept, say)
        for word in found
        if (concept := catalogue.concept(word.concept))
    )
    heading = escape(title or say("lens_title"))
    return (
        f'<!DOCTYPE html>\n<html lang="{say.language}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{heading}</h1>\n{paragraphs}"
        f"<h2>{escape(say('lens_words'))}</h2>\n<dl>\n{entries}</dl>\n"
        "</body>\n</html>\n"
    ).encode()


def _entry(concept: Concept, say: Wording) -> str:
    head = escape(name(concept, say))
    about = "  ".join(
        filter(None, (other_name(concept, say), reading_of(concept, say)))
    )
    meaning = "".join(
        f"<dd>{escape(say.pick(each.text))}</dd>\n" for each in concept.definitions[:1]
    )
    return (
        f'<dt id="{concept.id}">{head} <small lang="mul">{escape(about)}</small></dt>\n'
        f"{meaning}"
    )


def word_list(found: Sequence[Word], catalogue: Catalogue, say: Wording) -> bytes:
    """The concepts as a CSV table for spreadsheets (UTF-8 with a byte-order mark)."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        say(f"column_{column}")
        for column in ("found", "en", "tw", "cn", "reading", "kind", "count", "meaning")
    )
    for word in found:
        if concept := catalogue.concept(word.concept):
            table.writerow(_defused(_cells(word, concept, say)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(word: Word, concept: Concept, say: Wording) -> Iterable[str]:
    yield " ".join(word.text.split())
    yield concept.preferred(Locale.EN, Locale.MUL).text
    yield concept.preferred(Locale.TW, Locale.HK, Locale.CN).text
    yield concept.preferred(Locale.CN, Locale.TW).text
    yield reading_of(concept, say)
    yield say.label("kind", concept.kind)
    yield str(word.times)
    yield " ".join(say.pick(each.text) for each in concept.definitions[:1])


def _defused(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def standard_of(say: Wording) -> Standard | None:
    """The standard to show a text in; None where the reader has chosen none."""
    if say.language is Language.EN and not say.region:
        return None
    if say.script is Language.HANS:
        return Standard.CN
    return Standard.HK if say.region == Locale.HK else Standard.TW
