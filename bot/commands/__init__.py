"""Everything the bot can do: one ordered list of commands.

A command is a plain function of a request and the bot's parts. To add one, write it in
the file of its family, list it here, and label it in every `wording/*.toml`.
"""

from __future__ import annotations

from bot.commands import find, rules, talk
from bot.commands.command import Command, Parts, Request

#: In the order of the menu; unlisted ones are reached by buttons only.
COMMANDS: tuple[Command, ...] = (
    Command("start", talk.start),
    Command("lookup", find.lookup),
    Command("random", find.random),
    Command("rules", rules.rules),
    Command("language", talk.language),
    Command("help", talk.help),
    Command("card", find.card, listed=False),
    Command("facts", find.facts, listed=False),
)

__all__ = ["COMMANDS", "Command", "Parts", "Request"]
