"""The conversation: commands, cards, and how they reach people."""

__version__ = "0.1.0"
