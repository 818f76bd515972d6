"""A text's search key: width, case, script, tone, accents and punctuation folded.

Two spellings that a person would call the same have one key: `鐠釹`, `镨釹`, `「鐠釹」`
all give `镨钕`; `Pǔ nǚ`, `pu nv`, `PUNV` give `punv`; `Nd₂O₃` gives `nd2o3`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: Combining tone marks of pinyin → tone number.
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DIAERESIS = "\u0308"
_TONED = re.compile("[a-zA-Z\u00fc:][1-5]|[\u0300-\u0304\u030c]|[\u00c0-\u01dc]")
#: ASCII that is neither letter nor digit.
_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}
_U_COLON = re.compile(r"(?<=[nl])u:", re.IGNORECASE)


class Folding:
    """Makes search keys; holds the character table of `script.simplified_characters`.

    Args:
        simplify: traditional or variant character → simplified one (`釹` → `钕`).
    """

    def __init__(self, simplify: Mapping[str, str]) -> None:
        self._simplify = {ord(char): simple for char, simple in simplify.items()}

    def key(self, text: str) -> str:
        """The search key; empty if nothing but punctuation is left.

        >>> Folding({"鐠": "镨", "釹": "钕"}).key(" 「鐠釹」？")
        '镨钕'
        """
        if text.isascii():
            if ":" in text:
                text = _U_COLON.sub("v", text)
            return text.lower() if text.isalnum() else text.lower().translate(_MARKS)
        simple = text.translate(self._simplify)
        if simple.isalnum() and unicodedata.is_normalized("NFKD", simple):
            return simple.casefold()
        return self._thorough(text)

    def simplified(self, text: str) -> str:
        """A text with each traditional or variant character in its simplified form."""
        return text.translate(self._simplify)

    def _thorough(self, text: str) -> str:
        """The key of a text that has wide letters, accents or marks."""
        text = unicodedata.normalize("NFKC", text).translate(self._simplify)
        text = _U_COLON.sub("v", text).casefold()
        # ü is a letter of pinyin, not an accented u: 女 nǚ is not 努 nǔ.
        text = unicodedata.normalize("NFD", text).replace("u" + _DIAERESIS, "v")
        return "".join(filter(str.isalnum, text))


def says_tones(text: str) -> bool:
    """Whether a text may be toned pinyin: tone marks, or digits after letters."""
    return _TONED.search(text) is not None


def tone_key(text: str) -> str:
    """The key of pinyin that says its tones; empty if the text says none.

    Letters, then tones, so that syllables need no borders: `pǔ nǚ`, `pǔnǚ`,
    `pu3 nu:3` and `pu3nv3` are all `punv33`. The neutral tone is not written.
    """
    text = unicodedata.normalize("NFD", _U_COLON.sub("v", text).casefold())
    letters, tones = [], []
    numbered = False
    for char in text.replace("u" + _DIAERESIS, "v"):
        if char in _TONES or char in "12345":
            tones.append(_TONES.get(char, char))
            numbered = char not in _TONES
        elif "a" <= char <= "z":
            letters.append(char)
        elif char not in " '\u2019-":
            return ""
    # A number stands after its syllable: H2O and Nd2O3B are formulas.
    if not letters or not tones or (text[-1:].isalpha() and numbered):
        return ""
    return "".join(letters + tones).replace("5", "")


def pinyin_keys(reading: str) -> tuple[str, ...]:
    """Toneless keys of a reading (`pǔ nǚ` → `punv`, and `punu` as many type it)."""
    text = unicodedata.normalize("NFD", reading.casefold())
    text = text.replace("u" + _DIAERESIS, "v")
    key = "".join(char for char in text if char.isalnum())
    return (key, key.replace("v", "u")) if "v" in key else (key,)


def initials(reading: str) -> str:
    """First letters of the syllables (`chuàn jí cuì qǔ` → `cjcq`)."""
    letters = (unicodedata.normalize("NFD", word)[0] for word in reading.split())
    return "".join(letters).casefold()


def singulars(key: str) -> tuple[str, ...]:
    """What an English plural key may be the plural of (`magnets` → `magnet`)."""
    if not key.isascii() or len(key) < 4 or not key.endswith("s"):
        return ()
    forms = [key[:-1]]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    elif key.endswith("es"):
        forms.append(key[:-2])
    return tuple(forms)
