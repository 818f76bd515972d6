"""`xitu lookup` and `xitu show`: ask the glossary once."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from bot.settings import Settings
from bot.shell import tell
from bot.wording import Wording
from db.library import Library, open_library
from glossary.concept import Concept, Locale, Text
from glossary.errors import UsageError
from glossary.index import Answer, Hit, lookup


def run_lookup(options: Namespace, settings: Settings, say: Wording) -> int:
    """Answer each query: as a card, or as a line of JSON, or as a line of text."""
    queries: Iterable[str] = options.query
    if options.lines:
        queries = (line.rstrip("\r\n") for line in sys.stdin)
    elif not options.query:
        raise UsageError("no query; write `xitu lookup 鐠釹`, or use --lines")
    library = open_library(settings.glossary_file, tell)
    for query in queries:
        answer = lookup(query, library, library.folding)
        if options.json:
            print(json.dumps(_answer(answer, library), ensure_ascii=False))
            continue
        from bot.shell import cards  # loads what answers in JSON do without

        show = cards.answer_line if options.lines else cards.answer
        print(show(answer, library, say))
    return 0


def run_show(options: Namespace, settings: Settings, say: Wording) -> int:
    """Everything that the glossary holds of a concept."""
    library = open_library(settings.glossary_file, tell)
    concept = library.concept(options.id)
    if concept is None:
        raise UsageError(f"no concept {options.id!r}; find its id with `xitu lookup`")
    if options.json:
        print(json.dumps(_everything(concept, library), ensure_ascii=False))
    else:
        from bot.shell import cards

        print(cards.whole(concept, library, say))
    return 0


def _answer(answer: Answer, library: Library) -> dict[str, Any]:
    return {
        "query": answer.query,
        "answer": answer.kind,
        "results": [_result(hit, library.concept_of(hit)) for hit in answer.hits],
    }


def _result(hit: Hit, concept: Concept) -> dict[str, Any]:
    return {
        "id": concept.id,
        "kind": concept.kind,
        "names": {
            locale.value: list(names)
            for locale in Locale
            if (names := concept.names(locale))
        },
        "pinyin": concept.preferred(Locale.CN, Locale.TW).reading,
        "matched": hit.matched,
        "how": hit.how,
        "score": round(hit.score, 3),
    }


def _everything(concept: Concept, library: Library) -> dict[str, Any]:
    shown: dict[str, Any] = _plain(concept)
    shown["incoming"] = [
        {"from": holder, **_plain(relation)}
        for holder, relation in library.relations_to(concept.id)
    ]
    shown["sources"] = [
        _plain(source) for cited in concept.cited if (source := library.source(cited))
    ]
    return shown


def _plain(value: Any) -> Any:
    """A dataclass as JSON: no empty values, texts by language."""
    if isinstance(value, Text):
        return {"en": value.en, "zh-Hant": value.hant, "zh-Hans": value.hans}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((key, getattr(value, key)) for key in value.__dataclass_fields__)
        return {key: _plain(item) for key, item in pairs if item not in ("", (), None)}
    return value
