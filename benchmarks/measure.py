"""How things are measured: contenders take turns, figures are medians."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter_ns, thread_time_ns


def interleaved(
    contenders: Mapping[str, Callable[[str], object]],
    inputs: Sequence[str],
    rounds: int = 7,
) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile in µs per call, as medians over the rounds."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, call in contenders.items():
            times = sorted(_timed(call, text) for text in inputs)
            middle = times[len(times) // 2] / 1000
            found[name].append((middle, times[int(len(times) * 0.99)] / 1000))
    return {
        name: (
            statistics.median(middle for middle, _ in pairs),
            statistics.median(late for _, late in pairs),
        )
        for name, pairs in found.items()
    }


def _timed(call: Callable[[str], object], text: str) -> int:
    start = thread_time_ns()
    call(text)
    return thread_time_ns() - start


def seconds(call: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = perf_counter_ns()
    call()
    return (perf_counter_ns() - start) / 1e9
