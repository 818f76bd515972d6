"""What a check yields."""

from __future__ import annotations

from collections.abc import Iterator

Found = Iterator[tuple[str, str]]
