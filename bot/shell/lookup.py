"""`xitu lookup`: ask the glossary once."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from bot.settings import Settings
from bot.shell import tell
from bot.wording import Wording
from db.keyfile import KeyFile, Names, ensure_built
from glossary.errors import UsageError
from glossary.index import Answer, Hit, lookup


def run_lookup(options: Namespace, settings: Settings, say: Wording) -> int:
    """Answer each query: as a card, or as a line of JSON, or as a line of text."""
    queries: Iterable[str] = options.query
    if options.lines:
        queries = (line.rstrip("\r\n") for line in sys.stdin)
    elif not options.query:
        raise UsageError("no query; write `xitu lookup 鐠釹`, or use --lines")
    ensure_built(settings.glossary_file, tell)
    if options.json:
        names = KeyFile(settings.glossary_file)
        for query in queries:
            found = _answer(lookup(query, names, names.folding), names)
            print(json.dumps(found, ensure_ascii=False))
        return 0
    from bot.shell import cards  # loads what answers in JSON do without
    from db.library import Library

    library = Library(settings.glossary_file)
    show = cards.answer_line if options.lines else cards.answer
    for query in queries:
        print(show(lookup(query, library, library.folding), library, say))
    return 0


def _answer(answer: Answer, names: KeyFile) -> dict[str, Any]:
    return {
        "query": answer.query,
        "answer": answer.kind,
        "results": [_result(hit, names.names(hit.concept)) for hit in answer.hits],
    }


def _result(hit: Hit, named: Names) -> dict[str, Any]:
    return {
        "id": hit.concept,
        "kind": named.kind,
        "names": named.names,
        "pinyin": named.pinyin,
        "matched": hit.matched,
        "how": hit.how,
        "score": round(hit.score, 3),
    }
