"""`xitu articles` and `xitu excerpts`: the library of imported articles."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.assembly import load_catalogue
from bot.card import excerpt_block
from bot.reply import Reply
from bot.settings import Settings
from bot.shell import tell
from bot.transports.plain import render
from bot.wording import Wording
from db.articles import Articles, read_article
from db.engine import open_state
from glossary.article import passages
from glossary.errors import ArticleError, UsageError
from glossary.excerpt import Excerpt
from glossary.index import AnswerKind


def run_add(options: Namespace, settings: Settings, say: Wording) -> int:
    """Import files; one that is refused does not stop the others."""
    articles = Articles(open_state(settings.state_url))
    catalogue = load_catalogue(settings, articles, tell)
    given = {
        key: getattr(options, key)
        for key in ("title", "publisher", "date", "url")
        if getattr(options, key)
    }
    if given and len(options.path) > 1:
        raise UsageError("--title, --publisher, --date and --url go with one file")
    refused = 0
    for path in map(Path, options.path):
        try:
            stored = read_article(
                path,
                catalogue.glossary.digests.values(),
                catalogue.glossary.sources,
                **given,
            )
        except ArticleError as error:
            print(f"xitu: {error}", file=sys.stderr)
            refused += 1
            continue
        new = articles.add(stored, datetime.now(UTC))
        word = "added" if new else "already there"
        print(f"{stored.id}  {stored.date or '—':10}  {word}: {stored.heading}")
    return 2 if refused else 0


def run_list(options: Namespace, settings: Settings, say: Wording) -> int:
    """All imported articles, newest first."""
    for stored in Articles(open_state(settings.state_url)).all():
        publisher = stored.publisher or "—"
        print(f"{stored.id}  {stored.date or '—':10}  {publisher}  {stored.heading}")
    return 0


def run_show(options: Namespace, settings: Settings, say: Wording) -> int:
    """One imported article: what is known of it, and its passages."""
    stored = Articles(open_state(settings.state_url)).get(options.id)
    for key in ("title", "publisher", "date", "url", "file"):
        if value := getattr(stored, key):
            print(f"{key}: {value}")
    for passage in passages(stored.text):
        words = " ".join(stored.text[passage.start : passage.end].split())
        print(f"\n[{passage.start}–{passage.end}] {words}")
    return 0


def run_unknown(options: Namespace, settings: Settings, say: Wording) -> int:
    """Words of an article that look like terms and are not in the glossary."""
    articles = Articles(open_state(settings.state_url))
    stored = articles.get(options.id)
    catalogue = load_catalogue(settings, articles, tell)
    for word, count in catalogue.unknown_words(stored):
        print(f"{word}\t{count}")
    return 0


def run_remove(options: Namespace, settings: Settings, say: Wording) -> int:
    """Remove an imported article."""
    Articles(open_state(settings.state_url)).remove(options.id)
    print(f"{options.id}  removed")
    return 0


def run_excerpts(options: Namespace, settings: Settings, say: Wording) -> int:
    """What articles, and digests of those not imported, say of a term."""
    articles = Articles(open_state(settings.state_url))
    catalogue = load_catalogue(settings, articles, tell)
    answer = catalogue.lookup(options.query)
    sure = answer.kind in (AnswerKind.ENTRY, AnswerKind.CHOICES)
    concepts = [hit.concept for hit in answer.hits] if sure else []
    if not concepts:
        raise UsageError(
            f"{options.query!r} is not in the glossary; `xitu lookup` shows near names"
        )
    for concept in concepts:
        found = catalogue.excerpts(concept)
        if options.json:
            print(json.dumps(_excerpts(concept, found), ensure_ascii=False))
        else:
            blocks = tuple(excerpt_block(excerpt, say) for excerpt in found)
            print(render(Reply(blocks), say) if blocks else f"{concept}: —")
    return 0


def _excerpts(concept: str, found: Sequence[Excerpt]) -> dict[str, object]:
    """Excerpts are the files' own characters; digests, in our words, stand apart."""
    return {
        "id": concept,
        "excerpts": [
            {
                "article": excerpt.article,
                "start": excerpt.start,
                "end": excerpt.end,
                "text": excerpt.text.hant,
                "title": excerpt.title.hant,
                "publisher": excerpt.publisher,
                "date": excerpt.date,
            }
            for excerpt in found
            if not excerpt.is_digest
        ],
        "digests": [
            {
                "digest": excerpt.article,
                "en": excerpt.text.en,
                "zh-Hant": excerpt.text.hant,
                "zh-Hans": excerpt.text.hans,
                "publisher": excerpt.publisher,
                "date": excerpt.date,
            }
            for excerpt in found
            if excerpt.is_digest
        ],
    }
