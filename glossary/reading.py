"""Pinyin: which readings a character has, and a reading for a name that has none.

The only door to pypinyin, which takes a third of a second and 55 MiB: it is opened
where it is needed. The glossary's own readings are stored in its data files; this
module proposes them once and checks them, and reads what the glossary lacks.
"""

from __future__ import annotations

from functools import cache

from glossary.data_files import READINGS, rows
from glossary.script import is_han

_CITED = {"一": "yī", "不": "bù"}
_FURTHER = {"镝": {"dī", "dí"}, "鏑": {"dī", "dí"}, "钐": {"shān"}, "鎦": {"liú", "lǔ"}}


def propose(simplified: str) -> str:
    """A reading with tone marks, for a simplified name (`镨钕` → `pǔ nǚ`).

    One word in eleven comes out wrong (行 in 行业, 长 in 长期): a person decides.
    """
    from pypinyin import Style, lazy_pinyin

    return " ".join(" ".join(lazy_pinyin(simplified, style=Style.TONE)).split())


@cache
def readings_of(char: str) -> frozenset[str]:
    """Every reading of one character, with tone marks (`重` → `zhòng`, `chóng`)."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE, heteronym=True)
    known = frozenset(found[0] if found else ())
    return known | _FURTHER.get(char, set()) | _taiwan().get(char, set())


@cache
def _taiwan() -> dict[str, set[str]]:
    """Characters that Taiwan reads otherwise, which pypinyin does not know."""
    return {word: {said} for word, said, _ in rows(READINGS / "taiwan.txt")}


def mismatches(name: str, reading: str) -> list[str]:
    """What is wrong with a stored reading; empty if it fits the name.

    Each Han character needs one syllable, and it must be one of that character's
    readings in any dictionary (`重稀土`, `zhòng xī tǔ` fits; `zhong xi tu` does not).
    """
    characters = [char for char in name if is_han(char)]
    said = syllables(name, reading)
    if len(characters) != len(said):
        return [f"{len(characters)} characters, {len(said)} syllables"]
    return [
        f"{char} is not read {syllable}"
        for char, syllable in zip(characters, said, strict=True)
        if syllable not in readings_of(char)
    ]


def syllables(name: str, reading: str) -> list[str]:
    """The syllables of a stored reading, its Latin words left out."""
    return [word for word in reading.split() if not _latin(word, name)]


def _latin(word: str, name: str) -> bool:
    """Whether a word of a reading stands for Latin letters or digits in the name."""
    return word.lower() in name.lower() and not any(is_han(char) for char in word)


def character_readings() -> dict[str, str]:
    """The usual reading of every character, with its tone mark."""
    from pypinyin.constants import PINYIN_DICT

    return {chr(code): row.split(",")[0] for code, row in PINYIN_DICT.items()}


def phrase_readings() -> dict[str, str]:
    """The readings of pypinyin's phrases; 一 and 不 in their own tones."""
    from pypinyin.constants import PHRASES_DICT

    found = {}
    for phrase, said_in in PHRASES_DICT.items():
        said = [
            _CITED.get(char, row[0]) for char, row in zip(phrase, said_in, strict=True)
        ]
        found[phrase] = " ".join(said)
    return found


def common_readings() -> dict[str, str]:
    """The usual toneless reading of each common character (`稀` → `xi`)."""
    from pypinyin import lazy_pinyin

    found = {}
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        if _is_common(char) and (read := lazy_pinyin(char, errors="ignore")):
            found[char] = read[0].replace("ü", "v")
    return found


def _is_common(char: str) -> bool:
    """Whether a character is in the mainland's basic set of 6,763."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
