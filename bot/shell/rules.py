"""`xitu rules`: how each rule stood on a date."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, date, datetime

from bot.naming import name
from bot.settings import Settings
from bot.shell import tell
from bot.wording import Wording
from db.library import open_library
from glossary.errors import UsageError
from glossary.index import AnswerKind, lookup
from glossary.rules import on


def run_rules(options: Namespace, settings: Settings, say: Wording) -> int:
    """A line a rule, or a line of JSON."""
    day = options.date or datetime.now(UTC).date().isoformat()
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write it like 2025-10-15") from None
    library = open_library(settings.glossary_file, tell)
    about = ""
    if options.about:
        answer = lookup(options.about, library, library.folding)
        if answer.kind is not AnswerKind.ENTRY:
            raise UsageError(
                f"{options.about!r} names no single concept; `xitu lookup` shows which"
            )
        about = answer.hits[0].concept
    glossary, _ = library.load()
    found = list(on(day, glossary.concepts.values(), glossary.sources, about))
    if options.json:
        rows = [
            {
                "id": ruling.concept.id,
                "standing": ruling.standing,
                "since": ruling.event.date,
                "until": ruling.event.until,
                "known_until": ruling.known_until,
                "beyond": ruling.beyond,
            }
            for ruling in found
        ]
        print(json.dumps({"date": day, "rules": rows}, ensure_ascii=False))
        return 0
    for ruling in found:
        standing = say.label("standing", ruling.standing)
        until = f"–{ruling.event.until}" if ruling.event.until else ""
        known = say("rules_known", date=ruling.known_until) if ruling.beyond else ""
        when = f"{ruling.event.date}{until}"
        print(standing, when, name(ruling.concept, say), known, sep="\t")
    return 0
