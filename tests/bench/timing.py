"""Measure and say it in one form."""

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter


def timings(work: Callable[[], object], rounds: int) -> list[float]:
    """Return how long each round took, in milliseconds."""
    taken = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return taken


def figures(taken: list[float]) -> str:
    ordered = quantiles(taken, n=20) if len(taken) > 1 else taken
    return f"median {median(taken):7.2f} ms, p95 {ordered[-1]:7.2f} ms"
