"""`xitu build`, `xitu check` and `xitu scan`: the data and what it finds."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from bot.settings import Settings
from bot.shell import read_text, tell
from bot.wording import Wording
from glossary.errors import UsageError


def run_build(options: Namespace, settings: Settings, say: Wording) -> int:
    """Build the glossary database anew."""
    from db.build import build

    glossary = build(settings.glossary_file)
    print(f"{len(glossary.concepts)} concepts built into {settings.glossary_file}")
    return 0


def run_check(options: Namespace, settings: Settings, say: Wording) -> int:
    """Check the data files; 1 if anything is wrong."""
    from glossary import script
    from glossary.checks import CHECKS, check
    from glossary.checks.borrowed import borrowed
    from glossary.data_files import DATA
    from glossary.read import read_glossary

    select = frozenset(code.upper() for code in options.select)
    if unknown := sorted(select - CHECKS.keys()):
        raise UsageError(f"no check {unknown[0]}; there are {', '.join(CHECKS)}")
    folder = Path(options.data) if options.data else DATA
    glossary = read_glossary(script.to_mainland, folder)
    problems = [str(problem) for problem in check(glossary, select or None)]
    if options.against:
        articles = [read_text(name) for name in options.against]
        problems += [
            f"{subject}: {borrowed.__doc__} ({shared})"
            for subject, shared in borrowed(glossary, articles)
        ]
    for problem in problems:
        print(problem)
    print(f"{len(glossary.concepts)} concepts, {len(problems)} problems")
    return 1 if problems else 0


def run_scan(options: Namespace, settings: Settings, say: Wording) -> int:
    """Every known name in a text."""
    from db.library import open_library
    from glossary.scan import Scanner

    text = read_text(options.file)
    glossary, _ = open_library(settings.glossary_file, tell).load()
    scanner = Scanner(glossary.concepts.values())
    spans = [
        (start, end, scanner.concepts[name]) for start, end, name in scanner.scan(text)
    ]
    if options.json:
        rows = [
            {"start": start, "end": end, "text": text[start:end], "id": concept}
            for start, end, concept in spans
        ]
        print(json.dumps({"spans": rows}, ensure_ascii=False))
    else:
        for start, end, concept in spans:
            words = " ".join(text[start:end].split())
            print(f"{start}	{end}	{words}	{concept}")
    return 0
