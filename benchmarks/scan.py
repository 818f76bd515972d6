"""Known names in running text: beside bare automata, and beside jieba."""

from __future__ import annotations

import gc
import re
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from benchmarks.measure import interleaved
from db.build import build
from db.library import Library
from glossary.concept import Glossary
from glossary.scan import Scanner

LENGTH = 20_000
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
CALLS, ROUNDS = 6, 7


def run() -> None:
    """Print MB/s of each, and the shares."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "glossary.sqlite")
        build(path)
        library = Library(path)
        glossary, _ = library.load()
        library.close()
    scanner = Scanner(glossary.concepts.values())
    news = "\n".join(
        text
        for digest in glossary.digests.values()
        for passage in digest.passages
        for text in (passage.text.hant, passage.text.hans)
    )
    # Newspapers set no space between Chinese and Latin, as we do.
    text = _SPACED.sub("", news)[:LENGTH]
    names = sorted(_forms(glossary))
    bare = CharwiseDoubleArrayAhoCorasick(names, MATCH_KIND_LEFTMOST_LONGEST)
    contenders: dict[str, Callable[[str], object]] = {
        "xitu": scanner.scan,
        "bare daachorse": bare.find,
        **dict(_peers(names)),
    }
    gc.freeze()  # as in the serving bot: the glossary itself is never garbage
    found = interleaved(contenders, [text] * CALLS, ROUNDS)
    size = len(text.encode())
    for name, (middle, _) in found.items():
        print(f"{name:20} {size / middle:7.2f} MB/s")
    ours = found["xitu"][0]
    for name, (middle, _) in found.items():
        if name.startswith("bare"):
            print(f"{middle / ours:.0%} of {name} (goal 80 %)")
    if "jieba" in found:
        print(f"{found['jieba'][0] / ours:.0f} × jieba (goal 20)")
    else:
        print("jieba is not installed (`pip install jieba`): not compared")


def _forms(glossary: Glossary) -> set[str]:
    """Every name as it is written."""
    return {
        term.text for concept in glossary.concepts.values() for term in concept.terms
    }


def _peers(names: list[str]) -> Iterator[tuple[str, Callable[[str], object]]]:
    """Another automaton, and jieba's words that are names: those that are installed."""
    try:
        other: Any = import_module("ahocorasick_rs")
    except ImportError:
        pass
    else:
        longest = other.MatchKind.LeftmostLongest
        automaton = other.AhoCorasick(names, matchkind=longest)
        yield "bare ahocorasick_rs", automaton.find_matches_as_indexes
    try:
        jieba: Any = import_module("jieba")
    except ImportError:
        pass
    else:
        cutter, known = jieba.Tokenizer(), set(names)
        cutter.initialize()
        for name in names:
            cutter.add_word(name)
        yield "jieba", lambda text: [word for word in cutter.cut(text) if word in known]
