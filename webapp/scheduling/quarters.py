"""A day as quarter hours, and back: what the calendar page shows and sends. Pure.

A quarter is named by the minute after local midnight at which it begins: 0, 15 … 1425, and
on through the next morning for a window that runs past midnight: 1440, 1455 …
"""

from collections.abc import Iterable

from webapp.scheduling.schedule import MINUTES_A_DAY, Window

QUARTER = 15  # minutes
TWO_DAYS = range(0, 2 * MINUTES_A_DAY - 2 * QUARTER, QUARTER)
USUAL_HOURS = range(6, 22)
ALL_HOURS = range(30)  # and the small hours of the next day


def windows_of(quarters: Iterable[int]) -> list[Window]:
    """Join neighbouring quarters to windows; anything that is none of a day is refused."""
    runs: list[list[int]] = []
    for quarter in sorted(set(quarters)):
        if quarter not in TWO_DAYS:
            raise ValueError("a quarter begins at :00, :15, :30 or :45")
        if runs and runs[-1][1] == quarter:
            runs[-1][1] += QUARTER
        else:
            runs.append([quarter, quarter + QUARTER])
    return [window for opens, closes in runs for window in windows_between(opens, closes)]


def windows_between(opens: int, closes: int) -> list[Window]:
    """Return the stretch between two minutes after the same midnight as windows of that day.

    A window lasts less than a day and a night; what is longer is cut in two that touch.
    """
    if opens >= MINUTES_A_DAY:
        raise ValueError("what opens after midnight belongs to the next day")
    if closes <= MINUTES_A_DAY:
        return [Window(opens, closes)]
    if closes - opens < MINUTES_A_DAY:
        return [Window(opens, closes - MINUTES_A_DAY)]
    late = MINUTES_A_DAY - QUARTER
    return [Window(opens, late), Window(late, closes - MINUTES_A_DAY)]


def quarters_of(windows: Iterable[Window]) -> set[int]:
    """Return the quarters that the windows of a day lie in, those they only touch included."""
    return {
        quarter
        for opens, closes in (window.minutes for window in windows)
        for quarter in TWO_DAYS
        if quarter < closes and quarter + QUARTER > opens
    }


def hours_to_show(windows: Iterable[Window], *, wants_all: bool) -> range:
    """Return the hours of the grid: the usual ones, or all where a window lies outside."""
    quarters = quarters_of(windows)
    usual = range(USUAL_HOURS.start * 60, USUAL_HOURS.stop * 60)
    if not wants_all and all(quarter in usual for quarter in quarters):
        return USUAL_HOURS
    return range(max([ALL_HOURS.stop, *(quarter // 60 + 1 for quarter in quarters)]))


def span_words(window: Window) -> str:
    """Return "09:30–11:30"; the end of the day is 24:00."""
    return f"{clock_words(window.opens)}–{clock_words(window.closes)}"


def clock_words(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def quarter_words(quarter: int) -> str:
    """Return "09:15", or "00:15 the next day"."""
    if quarter < MINUTES_A_DAY:
        return clock_words(quarter)
    return f"{clock_words(quarter - MINUTES_A_DAY)} the next day"


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
