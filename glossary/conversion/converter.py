"""Text → Taiwan's, Hong Kong's or the mainland's standard, whatever it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glossary.conversion.characters import Characters
from glossary.conversion.plans import (
    ALARM,
    OPENERS,
    Engine,
    Plan,
    open_plan,
    plan_name,
    stock,
)
from glossary.conversion.standard import Script, Standard

if TYPE_CHECKING:
    from glossary.conversion.region import Recognised, Regions

#: What is not text: code, tags, links and addresses. Schemes and names are bounded, so
#: that a long word is not gone through from each of its letters to the end.
_LITERAL = re.compile(
    r"```.*?```|`[^`\n]+`|</?[a-zA-Z!][^<>]*>|(?<=\]\()[^()\s]+(?=\))"
    r"|[a-zA-Z][a-zA-Z0-9+.-]{0,31}://[^\s<>「」『』“”（），。；、！？]+"
    rf"|[\w.+-]{{1,64}}@[\w.-]+|(?<!\w)@\w+|{ALARM}",
    re.DOTALL,
)
_CLAUSE = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]*")
_HANS = {Standard.TW: Plan.TW_HANS, Standard.HK: Plan.HK_HANS}
_HANT = {Standard.TW: Plan.TW_HANT, Standard.HK: Plan.HK_HANT}


class Stretch(NamedTuple):
    """A stretch of a text that is converted in one go; by no plan if it stays."""

    text: str
    plan: Plan | None


class Converter:
    """Converts with the plans that `compile_plans` wrote to a folder.

    Each plan is opened when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.characters = Characters.read(folder)
        self._open: dict[str, Engine] = {}

    def convert(self, text: str, to: Standard, *, words: bool = False) -> str:
        """A text in a standard; only with `words` does its vocabulary change too.

        Code, tags, links and addresses stay as they are.

        >>> Converter(folder).convert("干法冶炼氧化镥", Standard.TW)  # doctest: +SKIP
        '乾法冶煉氧化鎦'
        """
        if to is Standard.CN:
            plan = Plan.CN
        else:
            hant = self.characters.begins_traditional(text)
            plan = (_HANT if hant else _HANS)[to]
        result = self._engine(plan_name(plan, words=words)).convert(text)
        if ALARM not in result:  # as almost always
            return result
        return "".join(
            self.run(stretch.plan, stretch.text, words=words)
            if stretch.plan
            else stretch.text
            for stretch in self.stretches(text, to)
        )

    def recognise(self, text: str) -> Recognised:
        """Which script a text is in, and which region's words it uses."""
        return self._regions.recognise(text, self.characters)

    def run(self, plan: Plan, text: str, *, words: bool, marked: bool = False) -> str:
        """One stretch through a plan."""
        engine = self._engine(plan_name(plan, words=words, marked=marked))
        return engine.convert(text).replace(ALARM, "")

    def _engine(self, name: str) -> Engine:
        if name not in self._open:
            self._open[name] = open_plan(self.folder, name)
        return self._open[name]

    @cached_property
    def _regions(self) -> Regions:
        from glossary.conversion.region import Regions  # not needed to convert

        return Regions.read(self.folder)

    def stretches(self, text: str, to: Standard) -> Iterator[Stretch]:
        """A text cut where what is to be done changes; each as long as it was."""
        to_hant = to is not Standard.CN  # the mainland's plan takes every script
        evidence = self.characters.evidence(text) if to_hant else Script.NEITHER
        if not _may_hold_literals(text):
            yield from self._by_script(text, to, evidence)
            return
        last = 0
        for match in _LITERAL.finditer(text):
            yield from self._by_script(text[last : match.start()], to, evidence)
            yield Stretch(match.group(), None)
            last = match.end()
        yield from self._by_script(text[last:], to, evidence)

    def _by_script(
        self, text: str, to: Standard, evidence: Script
    ) -> Iterator[Stretch]:
        if to is Standard.CN:
            yield Stretch(text, Plan.CN)
        elif evidence is Script.TRADITIONAL:
            yield Stretch(text, _HANT[to])
        elif evidence is not Script.MIXED:
            yield Stretch(text, _HANS[to])
        else:
            yield from self._mixed(text, to)

    def _mixed(self, text: str, to: Standard) -> Iterator[Stretch]:
        """Clause by clause; one that tells nothing goes with its line."""
        for line in text.splitlines(keepends=True):
            of_line = self.characters.script(line)
            for clause in filter(None, _CLAUSE.findall(line)):
                script = self.characters.evidence(clause)
                if script is Script.NEITHER:
                    script = of_line
                if script is Script.TRADITIONAL:
                    yield Stretch(clause, _HANT[to])
                elif script is Script.MIXED:
                    yield Stretch(_simplified(clause), _HANS[to])
                else:
                    yield Stretch(clause, _HANS[to])


def _may_hold_literals(text: str) -> bool:
    return any(opener in text for opener in OPENERS)


def _simplified(clause: str) -> str:
    """A clause in both scripts in one of them, character by character."""
    return stock("tw2s").convert(clause).replace("镏", "镥")
