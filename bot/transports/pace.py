"""Sending at the pace Telegram asks for: a refused call waits as long as told."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# PTB's announced way to get durations as such; the other one warns at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")
_log = logging.getLogger(__name__)
_MOST_TRIES = 5


class Patience(BaseRateLimiter[int]):
    """Waits out flood control, for the one call that was refused.

    PTB's own limiter halts every chat after one refusal and holds replies to the pace
    of bulk messages; neither is what Telegram asks for.
    """

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to take down."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make a call, again after each refusal, five times at most."""
        for _ in range(_MOST_TRIES - 1):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                wait = refusal.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
                _log.info("%s: told to wait %s s", endpoint, seconds)
                await asyncio.sleep(seconds)
        return await callback(*args, **kwargs)
