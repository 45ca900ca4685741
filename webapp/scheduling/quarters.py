"""A day as quarter hours, and back: what the calendar page shows and sends. Pure.

A quarter is named by the minute after local midnight at which it begins: 0, 15 … 1425.
"""

from collections.abc import Iterable

from webapp.scheduling.schedule import MINUTES_A_DAY, Window

QUARTER = 15  # minutes
DAY = range(0, MINUTES_A_DAY, QUARTER)
USUAL_HOURS = range(6, 22)
ALL_HOURS = range(24)


def windows_of(quarters: Iterable[int]) -> list[Window]:
    """Join neighbouring quarters to windows; anything that is no quarter of a day is refused."""
    windows: list[Window] = []
    for quarter in sorted(set(quarters)):
        if quarter not in DAY:
            raise ValueError("a quarter begins at :00, :15, :30 or :45")
        if windows and windows[-1].closes == quarter:
            windows[-1] = Window(windows[-1].opens, quarter + QUARTER)
        else:
            windows.append(Window(quarter, quarter + QUARTER))
    return windows


def quarters_of(windows: Iterable[Window]) -> set[int]:
    """Return the quarters that lie in a window's own day, those it only touches included."""
    return {
        quarter
        for window in windows
        for quarter in DAY
        if quarter < min(window.minutes[1], MINUTES_A_DAY) and quarter + QUARTER > window.opens
    }


def hours_to_show(windows: Iterable[Window], *, wants_all: bool) -> range:
    """Return the hours of the grid: the usual ones, or all where a window lies outside."""
    quarters = quarters_of(windows)
    usual = range(USUAL_HOURS.start * 60, USUAL_HOURS.stop * 60)
    is_unusual = any(quarter not in usual for quarter in quarters)
    return ALL_HOURS if wants_all or is_unusual else USUAL_HOURS


def span_words(window: Window) -> str:
    """Return "09:30–11:30"; the end of the day is 24:00."""
    return f"{clock_words(window.opens)}–{clock_words(window.closes)}"


def clock_words(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def length_words(windows: Iterable[Window]) -> str:
    """Return how long a day is open: "3½ h", "45 min", or "none"."""
    minutes = sum(window.minutes[1] - window.minutes[0] for window in windows)
    if minutes == 0:
        return "none"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    fraction = {15: "¼", 30: "½", 45: "¾"}.get(rest)
    return f"{hours}{fraction or ''} h" if fraction or not rest else f"{hours} h {rest} min"


def talks_possible(windows: Iterable[Window], *, length: int, buffer: int) -> int:
    """Return how many talks of that length fit, each followed by the pause (all in minutes)."""
    spans = (window.minutes[1] - window.minutes[0] for window in windows)
    return sum((span + buffer) // (length + buffer) for span in spans)
