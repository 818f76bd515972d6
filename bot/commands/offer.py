"""Several concepts to choose from."""

from __future__ import annotations

from bot.commands.command import Parts
from bot.naming import gist, name
from bot.reply import Button, Reply, block, bold, lines, rows_of
from bot.view import FRONT
from bot.wording import Wording
from glossary.index import Answer


def offer(heading: str, answer: Answer, parts: Parts, say: Wording) -> Reply:
    """Several concepts, each with what tells it from the others, and a button each."""
    concepts = [parts.catalogue.glossary.concepts[hit.concept] for hit in answer.hits]
    rows = lines(
        [["• ", bold(name(each, say)), f" — {gist(each, say)}"] for each in concepts]
    )
    buttons = [Button(name(each, say), FRONT.line(each.id)) for each in concepts]
    return Reply((block(heading), rows), rows_of(buttons, 2))
