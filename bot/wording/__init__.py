"""Every string that people see, in English, traditional and simplified Chinese.

A language is a TOML file beside this module; a test keeps their keys and placeholders
the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from glossary.concept import Text


class Language(StrEnum):
    """A language that the bot speaks."""

    EN = "en"
    HANT = "zh-Hant"
    HANS = "zh-Hans"

    @classmethod
    def guess(cls, code: str | None) -> Language:
        """The language for an IETF tag (`zh-TW` → zh-Hant, `zh_CN.UTF-8` → zh-Hans)."""
        tag = (code or "").lower().replace("_", "-")
        if not tag.startswith("zh"):
            return cls.EN
        traditional = any(mark in tag for mark in ("hant", "tw", "hk", "mo"))
        return cls.HANT if traditional else cls.HANS


class Wording(NamedTuple):
    """The strings of one language, and how one reader wants Chinese shown."""

    language: Language
    #: Whose Chinese is shown; empty means as the language has it.
    region: str = ""
    #: Whether readings are shown in zhuyin.
    zhuyin: bool = False
    #: The language of definitions (`en`, `zh`, `both`); empty means the interface's.
    definitions: str = ""

    @property
    def script(self) -> Language:
        """The Chinese that this reader is shown, `zh-Hant` or `zh-Hans`."""
        if self.region:
            mainland = self.region.startswith(Language.HANS)
            return Language.HANS if mainland else Language.HANT
        return Language.HANS if self.language is Language.HANS else Language.HANT

    def __call__(self, key: str, **values: object) -> str:
        """A message, its placeholders filled."""
        message = _strings(self.language)["message"][key]
        return message.format(
            **{
                name: _nested(value, name, message) if isinstance(value, str) else value
                for name, value in values.items()
            }
        )

    def label(self, section: str, key: str) -> str:
        """The label of a code, such as `kind` `element`."""
        return _strings(self.language)[section][key]

    def section(self, section: str) -> Mapping[str, str]:
        """Every label of a section, by its code."""
        return _strings(self.language)[section]

    def unit(self, unit: str) -> str:
        """A unit as this language writes it (`CNY/t` → `元/噸`); `°C` is left alone."""
        return _strings(self.language)["unit"].get(unit, unit)

    def pick(self, text: Text) -> str:
        """A text in this language."""
        match self.language:
            case Language.EN:
                return text.en
            case Language.HANT:
                return text.hant
        return text.hans


#: Quotation marks, and what stands for them inside a quotation.
_NESTED = (("「」", "『』"), ("“”", "‘’"), ("《》", "〈〉"))


def _nested(value: str, name: str, message: str) -> str:
    """A value as it stands in a message's quotation marks (`「『磁材』的英文」`)."""
    for outer, inner in _NESTED:
        if f"{outer[0]}{{{name}}}{outer[1]}" in message:
            return value.translate(str.maketrans(outer, inner))
    return value


@cache
def _strings(language: Language) -> dict[str, dict[str, str]]:
    import tomllib  # answers in JSON need no words

    path = Path(__file__).with_name(f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))
