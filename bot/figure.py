"""Numbers and units as a reader of each language writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.wording import Language, Wording

_NUMBER = re.compile(r"\d+(\.\d+)?")
#: From here on a number is easier to read in words.
_ENGLISH = ((Decimal(10**9), " billion"), (Decimal(10**6), " million"))
_CHINESE = ((Decimal(10**8), "hundred-million"), (Decimal(10**4), "ten-thousand"))


def figure(value: str, unit: str, say: Wording) -> str:
    """A value with its unit (`5260000000 CNY` → `52.6 億元`, `5.26 billion CNY`).

    Anything but a plain number is left as it is; so is a year or a small number.
    """
    label = say.unit(unit)
    chinese = say.language is not Language.EN and label[:1] > "\u2e7f"
    gap = "" if label.startswith("%") or (chinese and not value[-1:].isascii()) else " "
    if not _NUMBER.fullmatch(value) or Decimal(value) < 10_000:
        return f"{value}{gap}{label}".strip()
    if chinese:
        gap = ""
    number = Decimal(value)
    if say.language is Language.EN:
        for size, word in _ENGLISH:
            if number >= size:
                return f"{_short(number / size)}{word} {label}".strip()
        return f"{number:,f} {label}".strip()
    for size, key in _CHINESE:
        if number >= size:
            return f"{_short(number / size)} {say(key)}{gap}{label}".strip()
    return f"{value}{gap}{label}"


def _short(number: Decimal) -> str:
    """At most three decimals, no trailing zeros."""
    text = f"{number.quantize(Decimal('0.001')):f}"
    return text.rstrip("0").rstrip(".")
