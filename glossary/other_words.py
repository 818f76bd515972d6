"""Words that look like names of the glossary but are words of their own.

Somebody who types `radius` does not mean radium. The list is `data/other-words.txt`,
a word a line; add one where a look-up shows a card that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.data_files import DATA
from glossary.fold import Folding

FILE = DATA / "other-words.txt"


def other_words(folding: Folding) -> Iterator[str]:
    """The search keys of the listed words."""
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield folding.key(line)
