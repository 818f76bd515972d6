"""All companies, mines or institutions of one country."""

from __future__ import annotations

from functools import cache

from bot.commands.command import Parts, Request
from bot.naming import gist, name
from bot.reply import Button, Reply, Span, block, bold, italic, lines, rows_of
from bot.view import FRONT
from bot.wording import Language, Wording
from glossary.concept import Concept, Fact
from glossary.fold import Folding
from glossary.question import Listing

_MOST = 40
_MOST_BUTTONS = 24
_ENGLISH = Wording(Language.EN)


def listed(listing: Listing, request: Request, parts: Parts) -> Reply | None:
    """The concepts of a kind in a country; nothing if no country is meant."""
    folding = parts.catalogue.folding
    code = _codes(folding).get(_key(listing.country, folding))
    if code is None:
        return None
    say = request.say
    country = say.label("country", code)
    kind = say.label("listed", listing.kind)
    found = [
        (concept, fact)
        for concept in parts.catalogue.glossary.concepts.values()
        if concept.kind is listing.kind
        and (fact := _country(concept, code))
        and _codes(folding).get(_key(name(concept, _ENGLISH), folding)) != code
    ]
    if not found:
        return Reply((block(say("listed_none", country=country, kind=kind)),))
    heading = say("listed", country=country, kind=kind, count=len(found))
    rows: list[list[str | Span]] = [
        ["• ", bold(name(each, say)), f" — {gist(each, say)}"]
        for each, _ in found[:_MOST]
    ]
    if len(found) > _MOST:
        rows.append([say("text_more", count=len(found) - _MOST)])
    dates = [fact.as_of for _, fact in found if fact.as_of]
    notes = [say("listed_source")]
    if dates:
        notes.append(say("as_of", date=max(dates)))
    buttons = [Button(name(each, say), FRONT.line(each.id)) for each, _ in found]
    return Reply(
        (
            block(bold(heading)),
            lines(rows),
            block(italic(say("pause").join(notes))),
        ),
        rows_of(buttons[:_MOST_BUTTONS], 3),
    )


def _key(country: str, folding: Folding) -> str:
    """A country's name as it is compared: `U.S.` is `us`."""
    return folding.simplified(country).lower().replace(".", "")


def _country(concept: Concept, code: str) -> Fact | None:
    """The fact that puts a concept in a country."""
    for fact in concept.facts:
        if fact.property == "country" and code in fact.value.en.split():
            return fact
    return None


@cache
def _codes(folding: Folding) -> dict[str, str]:
    """Country names and what its people are called, lower case → ISO code."""
    found: dict[str, str] = {}
    for language in Language:
        say = Wording(language)
        for section in ("country", "demonym"):
            for code, words in say.section(section).items():
                for word in words.split("|"):
                    found.setdefault(_key(word, folding), code)
    return found
