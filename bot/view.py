"""Which face of a card to show, as a line that a button can carry."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """Which face of a card to show; it travels in the buttons' lines."""

    #: Which excerpt, counted from 1.
    excerpt: int = 1
    #: Whether to define in the reader's other language.
    other: bool = False

    def line(self, concept: str) -> str:
        """The line that shows this view (`/card ndpr 2 other`)."""
        words = ["/card", concept]
        if self.excerpt > 1:
            words.append(str(self.excerpt))
        if self.other:
            words.append("other")
        return " ".join(words)


#: A card as it is first shown.
FRONT = View()
