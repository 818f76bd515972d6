"""Pinyin: which readings a character has, and a reading for a name that has none.

The only door to pypinyin. The glossary's own readings are stored in its data files;
this module proposes them once and checks them, and reads what the glossary lacks.
"""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin, pinyin

from glossary.script import is_han

#: Readings of Taiwan's standard that pypinyin's character table lacks.
_TAIWAN = {
    "砈": {"è"}, "鈽": {"bù"}, "鏑": {"dí"}, "鎦": {"liú", "lǔ"}, "鈾": {"yòu"},
    "鈷": {"gū"}, "鎝": {"tǎ"},
    "錫": {"xí"}, "矽": {"xì"}, "質": {"zhí"}, "期": {"qí"}, "儲": {"chú"},
    "企": {"qì"}, "擊": {"jí"}, "危": {"wéi"}, "微": {"wéi"}, "究": {"jiù"},
    "液": {"yì"}, "識": {"shì"}, "息": {"xí"}, "亞": {"yǎ"}, "俄": {"è"},
    "突": {"tú"}, "播": {"bò"}, "績": {"jī"}, "跡": {"jī"}, "攜": {"xī"},
    "擁": {"yǒng"}, "穴": {"xuè"}, "夕": {"xì"}, "惜": {"xí"}, "綜": {"zòng"},
}  # fmt: skip
_FURTHER = {"镝": {"dī", "dí"}, "钐": {"shān"}, "鏑": {"dī"}}


def propose(simplified: str) -> str:
    """A reading with tone marks, for a simplified name (`镨钕` → `pǔ nǚ`).

    One word in eleven comes out wrong (行 in 行业, 长 in 长期): a person decides.
    """
    return " ".join(" ".join(lazy_pinyin(simplified, style=Style.TONE)).split())


@cache
def readings_of(char: str) -> frozenset[str]:
    """Every reading of one character, with tone marks (`重` → `zhòng`, `chóng`)."""
    found = pinyin(char, style=Style.TONE, heteronym=True)
    known = frozenset(found[0] if found else ())
    return known | _FURTHER.get(char, set()) | _TAIWAN.get(char, set())


def mismatches(name: str, reading: str) -> list[str]:
    """What is wrong with a stored reading; empty if it fits the name.

    Each Han character needs one syllable, and it must be one of that character's
    readings in any dictionary (`重稀土`, `zhòng xī tǔ` fits; `zhong xi tu` does not).
    """
    characters = [char for char in name if is_han(char)]
    syllables = [word for word in reading.split() if not _latin(word, name)]
    if len(characters) != len(syllables):
        return [f"{len(characters)} characters, {len(syllables)} syllables"]
    return [
        f"{char} is not read {syllable}"
        for char, syllable in zip(characters, syllables, strict=True)
        if syllable not in readings_of(char)
    ]


def _latin(word: str, name: str) -> bool:
    """Whether a word of a reading stands for Latin letters or digits in the name."""
    return word.lower() in name.lower() and not any(is_han(char) for char in word)


def common_readings() -> dict[str, str]:
    """The usual toneless reading of each common character (`稀` → `xi`)."""
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
