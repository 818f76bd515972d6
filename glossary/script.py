"""Scripts of Chinese: which one a text is in, and conversion between them.

The only door to OpenCC. Our own words stand before its dictionaries (they lie in
`data/conversion/`, a line a word with its reason), so that domain text comes out
right at OpenCC's own speed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import opencc

_OWN = Path(__file__).parent / "data" / "conversion"
_OPENCC = Path(opencc.__file__).parent / "clib" / "share" / "opencc"

#: Characters that only a variant standard tells from their common form.
_FOLDED_VARIANTS = {"著": "着", "鎦": "镥", "镏": "镥", "鑥": "镥"}
_QUOTES = str.maketrans("「」『』", "“”‘’")
_HAN_BLOCKS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def is_han(char: str) -> bool:
    """Whether a character is a Han character (`釹` yes, `N` and `「` no)."""
    code = ord(char)
    return any(low <= code <= high for low, high in _HAN_BLOCKS) or char == "〇"


def to_simplified(text: str) -> str:
    """Traditional (Taiwan, Hong Kong or mixed) → simplified (`氧化鎦` → `氧化镥`)."""
    return str(_converter("tw2s", "to-simplified.txt").convert(text))


def to_mainland(text: str) -> str:
    """Our own traditional text as the mainland writes it (`「晶片」` → `“芯片”`).

    Words and quotation marks change with the characters.
    """
    convert = _converter("tw2s", "to-simplified.txt", "mainland-words.txt").convert
    return str(convert(text)).translate(_QUOTES)


def simplified_characters() -> dict[str, str]:
    """Every character whose simplified form differs, with that form (`釹` → `钕`).

    Regional variants (`著`, `裏`) are folded too. This is for search keys, where two
    words may share one key; it does not convert text.
    """
    convert = opencc.OpenCC("tw2s").convert
    every = [chr(code) for low, high in _HAN_BLOCKS for code in range(low, high + 1)]
    pairs = zip(every, convert("\n".join(every)).split("\n"), strict=True)
    found = {char: simple for char, simple in pairs if simple != char}
    # 么 is what 麼 becomes; that 么 is also an old form of 幺 must not undo it.
    final = set(found.values())
    return {c: simple for c, simple in found.items() if c not in final} | (
        _FOLDED_VARIANTS
    )


def only_simplified(text: str) -> str:
    """The characters of a text that no traditional text has (`钕铁硼` → `钕铁`)."""
    return "".join(char for char in text if is_han(char) and _is_simplified(char))


def only_traditional(text: str) -> str:
    """The characters of a text that no simplified text has (`釹鐵硼` → `釹鐵`)."""
    return "".join(char for char in text if is_han(char) and _is_traditional(char))


@cache
def _is_simplified(char: str) -> bool:
    # 后, 干 and 里 are traditional characters as well: Big5 has them.
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return opencc_char("s2t", char) != char
    return False


@cache
def _is_traditional(char: str) -> bool:
    # 乾 and 著 are kept in some simplified words (乾坤, 著名).
    return char not in "乾著瞭藉" and opencc_char("t2s", char) != char


def opencc_char(config: str, char: str) -> str:
    """One character through a stock OpenCC configuration."""
    return str(_stock(config).convert(char))


@cache
def _stock(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


@cache
def _converter(config: str, *lists: str) -> opencc.OpenCC:
    return with_words(config, (_read_list(_OWN / name) for name in lists))


def _read_list(path: Path) -> dict[str, str]:
    rows = (
        line.split("\t")
        for line in path.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return {row[0]: row[1] for row in rows}


def with_words(config: str, lists: Iterable[Mapping[str, str]]) -> opencc.OpenCC:
    """A stock configuration with our own words before its dictionaries.

    OpenCC first cuts the text by its phrases, then replaces piece by piece: our
    words must stand in both places, or a cut could run through one of them.
    """
    words = {word: result for mapping in lists for word, result in mapping.items()}
    plan = json.loads((_OPENCC / f"{config}.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "own.txt")
        own.write_text(
            "".join(f"{word}\t{result}\n" for word, result in sorted(words.items())),
            "utf-8",
        )
        first = {"type": "text", "file": str(own)}
        _absolute(plan)
        plan["segmentation"]["dict"] = _before(first, plan["segmentation"]["dict"])
        for step in plan["conversion_chain"]:
            step["dict"] = _before(first, step["dict"])
        path = Path(folder, "own.json")
        path.write_text(json.dumps(plan), "utf-8")
        return opencc.OpenCC(str(path))


def _before(first: Mapping[str, object], rest: Mapping[str, object]) -> object:
    return {"type": "group", "match_policy": "short_circuit", "dicts": [first, rest]}


def _absolute(node: object) -> None:
    """Point every dictionary of a configuration at OpenCC's own folder."""
    if isinstance(node, dict):
        if "file" in node:
            node["file"] = str(_OPENCC / node["file"])
        for value in node.values():
            _absolute(value)
    elif isinstance(node, list):
        for value in node:
            _absolute(value)
