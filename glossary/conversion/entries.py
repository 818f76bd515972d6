"""Every entry of a plan: from our lists, and from the glossary's names by region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from glossary.concept import Concept, Kind, Locale, TermType
from glossary.conversion import lists
from glossary.conversion.lists import Entry, Word
from glossary.conversion.names import Pair, name_pairs, word_pairs
from glossary.conversion.plans import (
    HANS,
    Plan,
    last_step,
    later_steps,
    stock,
    stock_convert,
)
from glossary.conversion.standard import Standard

TARGET = {
    Plan.CN: Standard.CN,
    Plan.TW_HANS: Standard.TW,
    Plan.TW_HANT: Standard.TW,
    Plan.HK_HANS: Standard.HK,
    Plan.HK_HANT: Standard.HK,
}
_LOCALE = {Standard.CN: Locale.CN, Standard.TW: Locale.TW, Standard.HK: Locale.HK}
#: Kinds whose names are proper names.
_NAMING = (
    Kind.COMPANY,
    Kind.ORGANISATION,
    Kind.PLACE,
    Kind.REGULATION,
    Kind.WORK,
)


@cache
def final_glyphs(to: Standard) -> tuple[Entry, ...]:
    """The glyphs that only a last touch can mend: OpenCC itself puts them there."""
    if to is Standard.CN:
        return ()
    hans, hant = ("s2tw", "t2tw") if to is Standard.TW else ("s2hk", "t2hk")
    return tuple(
        entry
        for entry in lists.glyphs(to)
        if stock(hant).convert(entry.result) == entry.word
        or stock("tw2t").convert(entry.result) == entry.word  # in OpenCC's phrases
        or stock(hans).convert(stock("tw2s").convert(entry.word)) == entry.word
    )


def finish(text: str, to: Standard) -> str:
    """The last touch: single characters as the region's press prints them."""
    for entry in final_glyphs(to):
        text = text.replace(entry.word, entry.result)
    return text


@cache
def last_glyphs(plan: Plan) -> dict[str, str]:
    """What a plan's last step has to do otherwise than OpenCC's for those glyphs."""
    forms = {entry.word: entry.result for entry in final_glyphs(TARGET[plan])}
    if not forms:
        return {}
    every = [chr(code) for code in range(0x3400, 0xA000)]
    there = last_step(plan, "\n".join(every)).split("\n")
    found = {
        char: forms[form]
        for char, form in zip(every, there, strict=True)
        if form in forms
    }
    return found | {form: form for form in forms.values()}


class Names:
    """What the glossary's names by region amount to, worked out once for all plans."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self.concepts = tuple(concepts)
        self.pairs = tuple(chain.from_iterable(map(name_pairs, self.concepts)))
        self.word_pairs = tuple(chain.from_iterable(map(word_pairs, self.concepts)))


def plan_entries(plan: Plan, names: Names, *, words: bool = False) -> dict[str, Entry]:
    """Word → entry for a plan; where two differ, the lists' before the glossary's.

    Args:
        plan: which plan.
        names: the glossary's names by region.
        words: whether to localise vocabulary too.
    """
    entries = {entry.word: entry for entry in _listed(plan)}
    pairs = names.pairs
    if words:
        pairs += names.word_pairs
        for word in lists.words():
            for entry in _word_entries(plan, word):
                entries.setdefault(entry.word, entry)
    named = list(_named(plan, pairs))
    for entry in named:
        if _plain(plan, entry.word) != entry.result:
            entries.setdefault(entry.word, entry)
    # A name that OpenCC gets right by itself needs an entry if one inside it would
    # spoil it: Hong Kong says 矽, but 硅鈰石.
    inner = _any_of(entries)
    if words:
        # So may a word of the region: 哈薩克斯坦 holds 哈薩克, which Taiwan says.
        for word in lists.words():
            named += _own_entries(plan, word)
    for entry in named:
        if inner.search(entry.word):
            entries.setdefault(entry.word, entry)
    _shield(plan, names.concepts, entries)
    # A blank would end a result in OpenCC's format.
    return {word: entry for word, entry in entries.items() if " " not in word}


def _listed(plan: Plan) -> Iterator[Entry]:
    if plan is Plan.CN:
        yield from lists.to_simplified()
        return
    final = final_glyphs(TARGET[plan])
    yield from (entry for entry in lists.glyphs(TARGET[plan]) if entry not in final)
    taiwan = TARGET[plan] is Standard.TW
    for phrase in lists.to_traditional():
        here, there = phrase.taiwan, phrase.hong_kong
        if not taiwan:
            here, there = there, here
        if plan in HANS:
            yield Entry(phrase.word, here, phrase.reason)
        else:
            # The region's own form stays, the other's is made it.
            for form in {here, there}:
                if here != there or _plain(plan, form) != here:
                    yield Entry(form, here, phrase.reason)
    if plan in HANS:
        for surname in lists.surnames():
            for title in lists.titles():
                result = surname.result + _plain(plan, title)
                yield Entry(surname.word + title, result, surname.reason)


def _word_entries(plan: Plan, word: Word) -> Iterator[Entry]:
    target = word.forms[TARGET[plan]]
    own = {target.written, *target.understood}
    for standard, forms in word.forms.items():
        if standard is TARGET[plan]:
            continue
        for form in forms.understood:
            for key in _spellings(form, standard, plan):
                if key not in own and _plain(plan, key) not in own:
                    yield Entry(key, target.written, word.reason)


def _own_entries(plan: Plan, word: Word) -> Iterator[Entry]:
    """The words of the region itself, which stay."""
    target = word.forms[TARGET[plan]]
    for form in target.understood:
        for key in _spellings(form, TARGET[plan], plan):
            yield Entry(key, form, word.reason)


@cache
def _spellings(form: str, standard: Standard, plan: Plan) -> tuple[str, ...]:
    """A form of a standard in the scripts that a plan reads."""
    if standard is Standard.CN:
        other = finish(stock("s2tw").convert(form), Standard.TW)
    else:
        other = stock("tw2s").convert(form)
    if plan is Plan.CN:
        return (form, other)
    return (form if (standard is Standard.CN) is (plan in HANS) else other,)


@cache
def _plain(plan: Plan, text: str) -> str:
    return finish(stock_convert(plan, text), TARGET[plan])


def _named(plan: Plan, pairs: Iterable[Pair]) -> Iterator[Entry]:
    """The names by region that lead to this plan's; contested ones are left out."""
    found: dict[str, Entry] = {}
    contested = set()
    for pair in pairs:
        if pair.to is not TARGET[plan]:
            continue
        for key in _spellings(pair.name, pair.standard, plan):
            if len(key) == 1 and key != pair.name:
                continue  # 鎦 is lutetium, but 镏 is to gild
            if key in pair.own:
                continue
            entry = Entry(key, pair.result, pair.reason, pair.concept)
            known = found.setdefault(key, entry)
            if known.result != pair.result and known.concept != pair.concept:
                contested.add(key)
    yield from (entry for key, entry in found.items() if key not in contested)


def _shield(plan: Plan, concepts: Iterable[Concept], entries: dict[str, Entry]) -> None:
    """Keep whole the proper names that other entries would make into no name.

    工業和信息化部 is a ministry, whatever 信息 is called; but 澳洲出口融資局 may become
    澳大利亚出口融资局, as the mainland calls it.
    """
    inner = {word: entry for word, entry in entries.items() if len(word) > 1}
    any_inner = _any_of(inner)
    reason = "a name of the glossary, kept whole"
    for concept in concepts:
        if concept.kind not in _NAMING:
            continue
        there = {
            t.text
            for t in concept.terms
            if t.locale is _LOCALE[TARGET[plan]] and t.type is not TermType.VARIANT
        }
        for term in concept.terms:
            name = term.text
            if (plan in HANS) is not (term.locale is Locale.CN) and plan is not Plan.CN:
                continue
            if not term.locale.chinese or name in entries or not any_inner.search(name):
                continue
            changed = any_inner.sub(lambda match: inner[match.group()].result, name)
            if _plain(plan, changed) not in there or _plain(plan, name) in there:
                entries[name] = Entry(name, _plain(plan, name), reason, concept.id)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds the longest of some words at each place."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def spoilt(plan: Plan, entries: Iterable[Entry]) -> dict[str, str]:
    """Results that the later steps of a plan would change, each as itself."""
    to = TARGET[plan]
    return {
        entry.result: entry.result
        for entry in entries
        if finish(later_steps(plan, entry.result), to) != entry.result
    }
