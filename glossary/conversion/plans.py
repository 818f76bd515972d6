"""OpenCC's own configurations with our entries among its dictionaries.

The only door to OpenCC. Some configurations first cut a text by their phrases, then
convert each piece in one or two steps; our words stand in the cutting and in the first
step, or a cut could run through one. The longest match wins, ours where two are equally
long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import opencc

_SHARE = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
#: How plans are written; another number whenever that changes.
_FORMAT = 2
#: What compiled configurations depend on besides our data: they name OpenCC's files.
ENGINE = f"{_FORMAT} {opencc.__version__} {_SHARE}"

#: The n-th entry of a plan leaves the n-th character of this private-use plane.
FIRST_MARK = 0xF0000
LAST_MARK = 0xFFFFD
#: A plan leaves it before what it is not meant for: a character of the other script, or
#: what may begin a link. Looking for it is faster than for all those.
ALARM = "\U0010fffd"
#: What may begin code, a tag, a link or an address.
OPENERS = ("`", "<", "](", "://", "@", ALARM)


class Engine(Protocol):
    """An OpenCC configuration that has been opened."""

    def convert(self, text: str) -> str:
        """A text, converted."""


class Plan(StrEnum):
    """To which standard, from which script; the mainland's takes every script."""

    CN = "cn"
    TW_HANS = "tw-hans"
    TW_HANT = "tw-hant"
    HK_HANS = "hk-hans"
    HK_HANT = "hk-hant"


#: The plans that take simplified text.
HANS = (Plan.TW_HANS, Plan.HK_HANS)
#: The stock configurations that each plan runs, one after the other.
STOCK: dict[Plan, tuple[str, ...]] = {
    Plan.CN: ("tw2s",),
    Plan.TW_HANS: ("s2tw",),
    Plan.TW_HANT: ("t2tw",),
    Plan.HK_HANS: ("s2hk",),
    Plan.HK_HANT: ("tw2t", "t2hk"),
}
#: A plan's first step, and all after it, as stock configurations.
_FIRST = {
    Plan.CN: "tw2t",
    Plan.TW_HANS: "s2t",
    Plan.TW_HANT: "t2tw",
    Plan.HK_HANS: "s2t",
    Plan.HK_HANT: "tw2t",
}
_LATER = {
    Plan.CN: "t2s",
    Plan.TW_HANS: "t2tw",
    Plan.HK_HANS: "t2hk",
    Plan.HK_HANT: "t2hk",
}


def stock_convert(plan: Plan, text: str) -> str:
    """A text as stock OpenCC converts it, with none of our entries."""
    for config in STOCK[plan]:
        text = stock(config).convert(text)
    return text


def later_steps(plan: Plan, text: str) -> str:
    """What the steps of a plan after its first make of a text."""
    return stock(_LATER[plan]).convert(text) if plan in _LATER else text


@cache
def stock(config: str) -> Engine:
    """A configuration of OpenCC's own, as it ships it."""
    engine: Engine = opencc.OpenCC(config)
    return engine


def first_step(plan: Plan, text: str) -> str:
    """What the first step of a plan makes of a text."""
    return stock(_FIRST[plan]).convert(text)


def last_step(plan: Plan, text: str) -> str:
    """What the last step of a plan makes of a text."""
    return stock(_LATER.get(plan, _FIRST[plan])).convert(text)


def write_plan(
    folder: Path,
    name: str,
    plan: Plan,
    words: Mapping[str, str],
    kept: Mapping[str, str],
    last: Mapping[str, str],
) -> None:
    """Write a plan as `NAME.json`, with our dictionaries beside it.

    Args:
        folder: where to.
        name: of the configuration.
        plan: which stock configurations it builds on.
        words: our entries, word → result.
        kept: results that the later steps would spoil, each as itself.
        last: what the last step does otherwise than OpenCC's.
    """
    configuration = _stock_configuration(plan)
    first, *later = configuration["conversion_chain"]
    own = _text_file(folder / f"{name}.txt", words if later else {**last, **words})
    if plan in HANS:
        # The first step's dictionaries are those that it cuts by: it need not cut.
        del configuration["segmentation"]
    else:
        cut = configuration.setdefault("segmentation", {"type": "mmseg"})
        cut["dict"] = _group([own, *_leaves(cut.get("dict"))])
    # One flat group is looked through faster than groups within groups.
    first["dict"] = _group([own, *_leaves(first["dict"])])
    for number, step in enumerate(later):
        stays = kept if step is not later[-1] else {**last, **kept}
        if stays:
            file = _text_file(folder / f"{name}.later{number}.txt", stays)
            step["dict"] = _group([file, *_leaves(step["dict"])])
    text = json.dumps(configuration, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text, "utf-8")


def plan_name(plan: Plan, *, words: bool = False, marked: bool = False) -> str:
    """What a plan's files are called."""
    return plan + ("-words" if words else "") + ("-marked" if marked else "")


def open_plan(folder: Path, name: str) -> Engine:
    """A written plan, ready to convert."""
    engine: Engine = opencc.OpenCC(str(folder / f"{name}.json"))
    return engine


def _stock_configuration(plan: Plan) -> dict[str, Any]:
    first, *others = (
        json.loads((_SHARE / f"{config}.json").read_text("utf-8"))
        for config in STOCK[plan]
    )
    for other in others:
        first["conversion_chain"] += other["conversion_chain"]
    _absolute(first)
    return dict(first)


def _text_file(path: Path, words: Mapping[str, str]) -> dict[str, object]:
    # OpenCC refuses an empty dictionary; a blank that stays itself changes nothing.
    rows = sorted(words.items()) or [("\u3000", "\u3000")]
    path.write_text("".join(f"{word}\t{result}\n" for word, result in rows), "utf-8")
    return {"type": "text", "file": path.name}  # beside the configuration


def _group(dicts: list[object]) -> dict[str, object]:
    return {"type": "group", "match_policy": "union", "dicts": dicts}


def _leaves(node: dict[str, Any] | None) -> list[object]:
    """The dictionaries of a group, in the order in which they are asked.

    In OpenCC's own, those asked later hold single characters only: that the first
    match wins there, not the longest, makes no difference.
    """
    if node is None:
        return []
    if "dicts" not in node:
        return [node]
    return [leaf for child in node["dicts"] for leaf in _leaves(child)]


def _absolute(node: object) -> None:
    """Point every dictionary of a configuration at OpenCC's own folder."""
    if isinstance(node, dict):
        if "file" in node:
            node["file"] = str(_SHARE / node["file"])
        for value in node.values():
            _absolute(value)
    elif isinstance(node, list):
        for value in node:
            _absolute(value)
