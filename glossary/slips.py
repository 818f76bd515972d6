"""Ways a name gets mistyped that leave its parts whole: order and sound.

Each way has keys of its own, told from names by their first sign: `=` English words in
any order, `#` Chinese characters in any order, `≈` pinyin with the sounds that people
mix up taken for one (zh/z, ch/c, sh/s, n/l, an/ang, en/eng, in/ing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LITTLE = frozenset({"of", "the", "and", "for", "in", "a"})
_SHORT = 3
_WORD = re.compile(r"[a-z0-9]+")
_NASAL = re.compile(r"([aei]n)g")
#: Each n or g belongs to one syllable only, that before no vowel or that after it:
#: with a choice, all of them would be tried where a long line fits none.
_PINYIN = re.compile(
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?[aeiouv]++"
    r"(?:(?<=[aei])ng(?![aeiouv])|(?<=o)ng|(?<=[aeiu])n(?![aeiouv]))?)++"
)
_RETROFLEX = re.compile(r"([zcs])h")
#: Fewer characters or syllables than this say too little in another order or sound.
_LEAST_HAN = 3
_LEAST_LETTERS = 6


def words_key(text: str) -> str:
    """English words in alphabetical order (`oxide of neodymium` is `=neodymiumoxide`).

    Little words and the plural's s do not count.
    """
    if any(char >= "\u2e80" for char in text):
        return ""
    words = set(_WORD.findall(text.lower())) - _LITTLE
    stems = (word.rstrip("s") if len(word) > _SHORT else word for word in words)
    return "=" + "".join(sorted(stems)) if len(words) > 1 else ""


def order_key(key: str) -> str:
    """Chinese characters in code order (`釹鐠氧化物` and `鐠釹氧化物` are one)."""
    if len(key) < _LEAST_HAN or key.isascii():
        return ""
    return "#" + "".join(sorted(key))


def sound_key(letters: str) -> str:
    """Toneless pinyin without what people mix up (`zhonxitu` → `≈zonxitu`)."""
    if len(letters) < _LEAST_LETTERS or not letters.isascii():
        return ""
    plain = _RETROFLEX.sub(r"\1", _NASAL.sub(r"\1", letters))
    return "≈" + plain.replace("l", "n").replace("v", "u")


def slip_keys(query: str, key: str, sound: str) -> Iterator[str]:
    """The keys under which a mistyped query may find what was meant.

    Args:
        query: as typed.
        key: its search key.
        sound: how a Chinese key sounds, toneless; empty if it is not Chinese.
    """
    yield from filter(None, (words_key(query), order_key(key)))
    if len(key) < _LEAST_HAN:
        return
    if letters := sound or (key if _PINYIN.fullmatch(key) else ""):
        yield from filter(None, (sound_key(letters),))
