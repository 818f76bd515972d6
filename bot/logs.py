"""Logging that never shows the bot's token, nor who anybody is."""

from __future__ import annotations

import logging
import re

from db.steps import HANDLING

#: A Telegram token wherever it stands, also after `/bot` in an address.
_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{20,}")

#: What may be somebody's id or a chat's; moments and versions are no such numbers.
_ID = re.compile(r"(?<![\w.])(?<!\[update )-?\d{6,}(?!\w)")
#: What these say on DEBUG holds the token, or whole updates.
_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
}


class RedactingFormatter(logging.Formatter):
    """Hides tokens and ids in everything that is written, tracebacks included.

    A filter would see the message alone; the traceback is only made by the formatter.
    """

    def __init__(self, secret: str = "") -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(update)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the number of the update that it is about and no other id."""
        handling = HANDLING.get()
        record.update = f" [update {handling.update_id}]" if handling else ""
        text = super().format(record)
        if self._secret:
            text = text.replace(self._secret, "[token]")
        return _ID.sub("[id]", _TOKEN.sub("[token]", text))


def set_up(level: str, secret: str) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
