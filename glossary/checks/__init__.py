"""Numbered checks over the data: one function a code, its docstring the message.

A check yields what it found, each as (subject, detail); the report adds the code and
the docstring. Codes are never reused. E1 names, E2 texts, E3 relations, E4 sources,
facts and dates, E5 identifiers, E6 digests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from glossary.checks import identifiers, names, relations, sources, texts
from glossary.checks.found import Found
from glossary.concept import Glossary

Check = Callable[[Glossary], Found]


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach: its code, what it is about, and what is wrong."""

    code: str
    message: str
    subject: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code} {self.subject}: {self.message} ({self.detail})"


def check(glossary: Glossary, select: frozenset[str] | None = None) -> list[Problem]:
    """Run all checks, or those whose codes are selected; an empty list is good."""
    return [
        Problem(code, (function.__doc__ or "").strip().split("\n")[0], *found)
        for code, function in CHECKS.items()
        if select is None or code in select
        for found in function(glossary)
    ]


def _numbered(*modules: ModuleType) -> Iterator[tuple[str, Check]]:
    for module in modules:
        for name, function in vars(module).items():
            if name[0] == "e" and name[1:].isdecimal():
                yield name.upper(), function


CHECKS: dict[str, Check] = dict(
    sorted(_numbered(names, texts, relations, sources, identifiers))
)
