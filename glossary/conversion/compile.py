"""Writes every plan with our entries, ready for OpenCC to open.

Beside each lie its entries with their reasons, and a second dictionary that puts a
mark where each entry applied, which is how a conversion is explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from glossary.concept import Concept
from glossary.conversion import lists
from glossary.conversion.characters import Characters
from glossary.conversion.entries import Names, last_glyphs, plan_entries, spoilt
from glossary.conversion.lists import write_entries
from glossary.conversion.plans import (
    ALARM,
    FIRST_MARK,
    HANS,
    OPENERS,
    Plan,
    first_step,
    open_plan,
    plan_name,
    write_plan,
)
from glossary.conversion.region import Regions


def compile_plans(folder: Path, concepts: Iterable[Concept]) -> None:
    """Write all plans, with and without vocabulary, into an existing folder."""
    names = Names(concepts)
    characters = Characters.of_opencc()
    characters.write(folder)
    Regions.of(names.pairs).write(folder)
    for plan in Plan:
        for words in (False, True):
            compile_plan(folder, plan, names, words=words, alarms=characters)


def compile_plan(
    folder: Path,
    plan: Plan,
    names: Names,
    *,
    words: bool = False,
    alarms: Characters | None = None,
) -> None:
    """Write one plan, which raises alarms if there are characters to raise them at."""
    found = plan_entries(plan, names, words=words)
    entries = [found[word] for word in sorted(found)]
    results = {entry.word: entry.result for entry in entries}
    marks = {entry.word: chr(FIRST_MARK + n) for n, entry in enumerate(entries)}
    name = plan_name(plan, words=words)
    if alarms:
        results |= _alarms(plan, results, alarms)
    _write(folder, name, plan, results, spoilt(plan, entries))
    _write(folder, plan_name(plan, words=words, marked=True), plan, marks, {})
    write_entries(folder, name, entries)


def _write(
    folder: Path,
    name: str,
    plan: Plan,
    results: dict[str, str],
    kept: dict[str, str],
) -> None:
    """Write a configuration; its own engine says what bordered words become."""
    last = last_glyphs(plan)
    write_plan(folder, name, plan, results, kept, last)
    if plan not in HANS:
        return
    phrases = lists.borders()
    text = "\n".join(" ".join(phrase) for phrase in phrases)
    converted = open_plan(folder, name).convert(text).split("\n")
    bordered = {
        "".join(phrase): result.replace(" ", "")
        for phrase, result in zip(phrases, converted, strict=True)
    }
    write_plan(folder, name, plan, bordered | results, kept, last)


def _alarms(
    plan: Plan, results: Mapping[str, str], characters: Characters
) -> dict[str, str]:
    """What a plan is not meant for, each as it would be, after an alarm."""
    other: frozenset[str] = frozenset()
    if plan is not Plan.CN:
        other = characters.traditional if plan in HANS else characters.simplified
    found = {char: first_step(plan, char) for char in other}
    found |= {opener: opener for opener in OPENERS}
    held = {word: result for word, result in results.items() if other & set(word)}
    return {word: ALARM + result for word, result in (found | held).items()}
