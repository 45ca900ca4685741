"""How long a talk is for whom. Pure."""

from collections.abc import Iterable

GRAIN = 5  # minutes a lengthened talk is rounded up to


def lengthened(minutes: int, extra_time: float) -> int:
    """Return the minutes for somebody who needs `extra_time` as much (WCAG 2.2.1)."""
    if extra_time == 1:
        return minutes
    return int(-(-minutes * extra_time // GRAIN)) * GRAIN


def chosen_length(wanted: int | None, lengths: Iterable[int], extra_time: float) -> int | None:
    """Return the offered length that was asked for, in minutes as they are or before lengthening.

    A link made while signed out knows nothing of the need for more time.
    """
    offered = {lengthened(minutes, extra_time): minutes for minutes in lengths}
    if wanted in offered:
        return wanted
    return next((long for long, short in offered.items() if short == wanted), None)
