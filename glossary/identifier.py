"""Codes that name things: which schemes there are, what is valid, how written."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Schemes whose values name one thing only (an HS heading covers several).
UNIQUE = frozenset({"atomic-number", "cas", "ticker", "announcement"})

#: Exchange → the other names people write it with.
EXCHANGES = {
    "SH": ("SSE", "SHA", "SS"),
    "SZ": ("SZSE", "SHE"),
    "BJ": ("BSE", "BJSE"),
    "HK": ("HKEX", "SEHK"),
    "TW": ("TWSE",),
    "TWO": ("TPEX",),
    "T": ("TSE", "TYO", "JP"),
    "KS": ("KRX", "KRX"),
    "KQ": ("KOSDAQ",),
    "NYSE": ("US",),
    "NASDAQ": ("US",),
    "NYSEAMERICAN": ("US", "AMEX"),
    "OTC": ("US", "OTCQB", "OTCQX"),
    "AX": ("ASX",),
    "TO": ("TSX",),
    "V": ("TSXV", "CVE"),
    "CN": ("CSE",),
    "L": ("LSE", "LON"),
    "PA": ("EPA",),
    "BR": ("EBR",),
    "DE": ("XETRA", "ETR"),
    "ST": ("STO",),
    "OL": ("OSE", "OSL"),
    "HE": ("HEL",),
    "SW": ("SIX",),
    "MI": ("BIT",),
    "AS": ("AMS",),
    "NS": ("NSE",),
    "BO": ("BOM",),
    "ME": ("MOEX", "MCX"),
    "SA": ("B3",),
    "KL": ("KLSE",),
    "SI": ("SGX",),
    "BK": ("SET",),
    "HN": ("HNX",),
    "VN": ("HOSE",),
    "JO": ("JSE",),
}

_PATTERNS = {
    "atomic-number": re.compile(r"[1-9]\d{0,2}"),
    "cas": re.compile(r"\d{2,7}-\d\d-\d"),
    "ticker": re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,3}|[A-Z]{3,12}:[A-Z]{1,5}"),
    "hs": re.compile(r"\d{2}(\d{2}(\.\d{2}(\d{2,4})?)?)?"),
    "announcement": re.compile(r"[a-z]+-\d{4}-\d+"),
    "lei": re.compile(r"[A-Z0-9]{18}\d\d"),
    "isin": re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d"),
    "e-number": re.compile(r"E\d{3}"),
}
#: What a mainland or Hong Kong code looks like on its own exchange.
_LOCAL = {"SH": r"[69]\d{5}", "SZ": r"[023]\d{5}", "BJ": r"[489]\d{5}", "HK": r"\d{5}"}


def fault(scheme: str, value: str) -> str:
    """What is wrong with a code; empty if it is well formed (`7440-00-8` is)."""
    pattern = _PATTERNS.get(scheme)
    if pattern is None:
        return f"unknown scheme, use one of {', '.join(_PATTERNS)}"
    if not pattern.fullmatch(value):
        return f"not of the form {pattern.pattern}"
    if scheme == "cas" and not cas_digit_ok(value):
        return "wrong check digit"
    if scheme == "ticker":
        return _ticker_fault(value)
    return ""


def _ticker_fault(value: str) -> str:
    code, exchange = split_ticker(value)
    if exchange not in EXCHANGES:
        return f"unknown exchange {exchange}"
    if exchange in _LOCAL and not re.fullmatch(_LOCAL[exchange], code):
        return f"{exchange} codes look like {_LOCAL[exchange]}"
    return ""


def cas_digit_ok(value: str) -> bool:
    """Whether a CAS number's last digit is right (`7440-00-8` is, `…-9` is not)."""
    digits = [int(char) for char in value if char.isdigit()]
    *body, check = digits
    return sum(n * d for n, d in enumerate(reversed(body), 1)) % 10 == check


def split_ticker(value: str) -> tuple[str, str]:
    """Code and exchange (`600111.SH` → `600111`, `SH`; `NYSE:MP` → `MP`, `NYSE`)."""
    if ":" in value:
        exchange, code = value.split(":", 1)
    else:
        code, exchange = value.rsplit(".", 1)
    return code, exchange


def spellings(scheme: str, value: str) -> Iterator[str]:
    """Every usual way to write a code (`600111.SH`, `SH600111`, `SSE: 600111`)."""
    yield value
    if scheme == "atomic-number":
        yield from (f"Z={value}", f"Z{value}", f"element {value}", f"{value}号元素")
        yield from (f"第{value}号元素", f"原子序{value}", f"原子序数{value}")
    elif scheme == "hs":
        yield f"HS {value}"
    elif scheme == "cas":
        yield from (f"CAS {value}", f"CAS号{value}", f"CAS no. {value}")
    elif scheme == "ticker":
        yield from _ticker_spellings(value)


def _ticker_spellings(value: str) -> Iterator[str]:
    code, exchange = split_ticker(value)
    codes = [code]
    if exchange == "HK":
        codes += [code.lstrip("0"), code.lstrip("0").zfill(4)]
    for number in codes:
        yield number
        for name in (exchange, *EXCHANGES[exchange]):
            yield f"{number}.{name}"
            yield f"{name}:{number}"
