"""Look-up in memory, beside the least it could cost: normalise, one dict, one row."""

from __future__ import annotations

import random
import tempfile
import unicodedata
from pathlib import Path

from benchmarks.measure import interleaved, seconds
from db.build import build
from db.library import Library
from glossary.catalogue import Catalogue


def run() -> None:
    """Print build time, and µs per look-up over every name of the glossary."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "glossary.sqlite")
        print(f"first build {seconds(lambda: build(path)):.1f} s (goal 10 s)")
        library = Library(path)
        glossary, keys = library.load()
        catalogue = Catalogue(glossary, keys, library.folding, library.words)
    names = [term.text for c in glossary.concepts.values() for term in c.terms]
    random.Random(0).shuffle(names)
    rows = {_norm(term.text): c for c in glossary.concepts.values() for term in c.terms}
    found = interleaved(
        {
            "normalise + dict + row": lambda text: rows[_norm(text)],
            "catalogue.lookup": catalogue.lookup,
        },
        names[:3000],
    )
    (base, _), (ours, late) = found.values()
    for name, (middle, p99) in found.items():
        print(f"{name:24} p50 {middle:6.2f} µs   p99 {p99:6.1f} µs")
    print(f"ratio of medians {ours / base:.2f} (goal 2), p99 {late:.0f} µs (goal 100)")
    print(f"{len(glossary.concepts)} concepts, {len(names)} names, {len(keys)} keys")


def _norm(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
