"""`xitu show`: all that the glossary holds of one concept."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from bot.settings import Settings
from bot.shell import cards, tell
from bot.wording import Wording
from db.library import Library, open_library
from glossary.concept import Concept, Text
from glossary.errors import UsageError


def run_show(options: Namespace, settings: Settings, say: Wording) -> int:
    """Everything that the glossary holds of a concept."""
    library = open_library(settings.glossary_file, tell)
    concept = library.concept(options.id)
    if concept is None:
        raise UsageError(f"no concept {options.id!r}; find its id with `xitu lookup`")
    if options.json:
        print(json.dumps(_everything(concept, library), ensure_ascii=False))
    else:
        print(cards.whole(concept, library, say))
    return 0


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
    """A part of a concept as JSON: no empty values, texts by language."""
    if isinstance(value, Text):
        return {"en": value.en, "zh-Hant": value.hant, "zh-Hans": value.hans}
    if hasattr(value, "_asdict"):
        pairs = value._asdict().items()
        return {key: _plain(item) for key, item in pairs if item not in ("", (), None)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
