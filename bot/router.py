"""A line that a person typed or a button they pressed → a reply."""

from __future__ import annotations

from bot.commands import COMMANDS, Parts, Request
from bot.commands.find import find
from bot.reply import Reply, block


def reply(request: Request, parts: Parts) -> Reply:
    """Answer a line: a command, or else a term to look up."""
    line = _completed(request, parts)
    request = request._replace(line=line)
    say = request.say
    if not line:
        return Reply((block(say("empty")),))
    if not line.startswith("/"):
        return find(line, request, parts)
    word, *_ = line[1:].split(maxsplit=1) or [""]
    word = word.split("@", 1)[0].lower()
    for command in COMMANDS:
        if command.name == word:
            return command.run(request, parts)
    return Reply((block(say("unknown_command", command=f"/{word}")),))


def _completed(request: Request, parts: Parts) -> str:
    """The line, put behind a command that had asked for it; any command ends that."""
    line = request.line.strip()
    if not line or request.group:
        return line
    pending = parts.store.people.take_pending(request.person)
    return f"{pending} {line}" if pending and not line.startswith("/") else line
