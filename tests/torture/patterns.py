"""Every regular expression of the project, on the inputs that it likes least."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import bot
import db
import glossary
from glossary import question

#: The longest text that the patterns of a module see.
_LONGEST = {question.__name__: question.LONGEST}
_COMMON = 'a1 \n釹，。,-."</《`'
_CALLS = "match|fullmatch|search|sub|subn|split|findall|finditer"


class Use(NamedTuple):
    """How a pattern is used."""

    call: Callable[[str], object]
    #: The longest text that ever comes to it; 0 if any may.
    longest: int


def patterns() -> dict[re.Pattern[str], Use]:
    """All that are compiled when the modules are loaded, with how they are used."""
    found: dict[re.Pattern[str], Use] = {}
    for package in (glossary, db, bot):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" in info.name or info.name.endswith("__main__"):
                continue
            module = importlib.import_module(info.name)
            source = inspect.getsource(module)
            for name, value in vars(module).items():
                # One of several is called `pattern` where they are gone through.
                called = name if isinstance(value, re.Pattern) else "pattern"
                used = set(re.findall(rf"\b{called}\.({_CALLS})\(", source))
                # The others all look at every place, as `search` does.
                call = used.pop() if used in ({"match"}, {"fullmatch"}) else "search"
                for each in _flat(value):
                    found[each] = Use(getattr(each, call), _LONGEST.get(info.name, 0))
    return found


def _flat(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _flat(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _flat(each)


def attacks(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of so many characters: one or two of its own over and over, then a wrong.

    A pattern that repeats within what it repeats tries every way to share these out.
    """
    own = [
        each for each in dict.fromkeys(pattern.pattern) if each not in "\\()[]{}?*+|"
    ]
    units = [*_COMMON, *own[:12]]
    units += [a + b for a in own[:5] for b in (*own[:5], " ", "a") if a != b]
    for unit in units:
        for end in ("!", ""):
            yield (unit * size)[: size - 1] + end


def slowest(size: int = 10_000) -> Mapping[str, Any]:
    """The slowest search of any pattern in any text, in milliseconds."""
    worst, whose, count = 0.0, "", 0
    for pattern, use in patterns().items():
        count += 1
        for text in attacks(pattern, use.longest or size):
            begun = time.thread_time()
            use.call(text)
            taken = (time.thread_time() - begun) * 1000
            if taken > worst:
                worst, whose = taken, pattern.pattern
    return {"patterns": count, "slowest ms": round(worst, 1), "pattern": whose[:60]}
