"""Which characters only one script has: how a text's script is recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from glossary.conversion.plans import stock
from glossary.conversion.standard import Script

_BLOCKS = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
_FILE = "characters.txt"
#: A text is mixed if more than one telling character in twenty is the other script's.
_STRAY = 20
#: In so many characters there is nearly always a telling one.
_BEGINNING = 64


class Characters(NamedTuple):
    """The characters that tell a script: `钕` is simplified, `釹` traditional."""

    simplified: frozenset[str]
    traditional: frozenset[str]
    #: Characters for which OpenCC knows more than one result, either way.
    ambiguous: frozenset[str]

    @classmethod
    def of_opencc(cls) -> Self:
        """Worked out from OpenCC's tables, and from what Big5 and GB 2312 hold."""
        every = [chr(code) for low, high in _BLOCKS for code in range(low, high + 1)]
        joined = "\n".join(every)
        to_hant, to_hans, hong_kong = (
            stock(config).convert(joined).split("\n")
            for config in ("s2t", "t2s", "t2hk")
        )
        # 税 and 温 are Hong Kong's forms as well.
        shared = {
            form for char, form in zip(every, hong_kong, strict=True) if form != char
        }
        simplified = {
            char
            for char, other in zip(every, to_hant, strict=True)
            if other != char and not _encodes(char, "big5") and char not in shared
        }
        traditional = {
            char
            for char, other in zip(every, to_hans, strict=True)
            if other != char and not _encodes(char, "gb2312")
        }
        return cls(
            frozenset(simplified),
            frozenset(traditional - simplified),
            _ambiguous(zip(every, to_hans, strict=True)),
        )

    @classmethod
    def read(cls, folder: Path) -> Self:
        """As `write` left them."""
        rows = (folder / _FILE).read_text("utf-8").split("\n")
        return cls(*map(frozenset, rows))

    def write(self, folder: Path) -> None:
        """Write them to a folder of compiled plans."""
        text = "\n".join("".join(sorted(row)) for row in self)
        (folder / _FILE).write_text(text, "utf-8")

    def begins_traditional(self, text: str) -> bool:
        """Whether the first telling character of a text's beginning is traditional."""
        for char in text[:_BEGINNING]:
            if char in self.traditional:
                return True
            if char in self.simplified:
                return False
        return False

    def evidence(self, text: str) -> Script:
        """Which script's own characters a text has: either, both or none.

        A single stray character makes it `MIXED`: this decides how to convert.
        """
        has_hans = _has(text, self.simplified, "big5")
        has_hant = _has(text, self.traditional, "gb2312")
        if has_hans and has_hant:
            return Script.MIXED
        if has_hant:
            return Script.TRADITIONAL
        return Script.SIMPLIFIED if has_hans else Script.NEITHER

    def script(self, text: str) -> Script:
        """Which script a text is in, as a reader would say."""
        hans = sum(char in self.simplified for char in text)
        hant = sum(char in self.traditional for char in text)
        if not hans and not hant:
            return Script.NEITHER
        if min(hans, hant) * _STRAY > hans + hant:
            return Script.MIXED
        return Script.SIMPLIFIED if hans > hant else Script.TRADITIONAL


def _has(text: str, characters: frozenset[str], without: str) -> bool:
    """Whether any of some characters, which an encoding all lacks, is in a text.

    Encoders are the fastest way to find a character of a large set.
    """
    while True:
        try:
            text.encode(without)
        except UnicodeEncodeError as error:
            odd = text[error.start]
            if odd in characters:
                return True
            text = text.replace(odd, "")
        else:
            return False


def _ambiguous(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The simplified characters that stand for several common traditional ones."""
    sources: dict[str, set[str]] = defaultdict(set)
    taiwan = stock("t2tw")
    for hant, hans in pairs:
        if _encodes(hant, "big5") and taiwan.convert(hant) == hant:
            sources[hans].add(hant)
    return frozenset(hans for hans, hants in sources.items() if len(hants) > 1)


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
