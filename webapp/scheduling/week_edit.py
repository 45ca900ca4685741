"""Open or close a stretch of some weekdays, and leave the rest of the week as it is. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.core.intervals import Span, unite
from webapp.scheduling.quarters import windows_between
from webapp.scheduling.schedule import MINUTES_A_DAY, Window

Week = tuple[tuple[Window, ...], ...]


@dataclass(frozen=True)
class Stretch:
    """The same minutes of a weekday or of several in a row."""

    weekdays: range
    opens: int
    closes: int
    is_open: bool  # what it is to be


def changed(week: Week, stretch: Stretch) -> dict[int, list[Window]]:
    """Return the windows of each weekday that becomes another."""
    days = [[window.minutes for window in day] for day in week]
    for weekday in stretch.weekdays:
        if stretch.is_open:
            days[weekday].append((stretch.opens, stretch.closes))
        else:
            close(days, weekday, (stretch.opens, stretch.closes))
    edited = {weekday: windows_of(spans) for weekday, spans in enumerate(days)}
    return {day: windows for day, windows in edited.items() if windows != sorted(week[day])}


def close(days: list[list[Span]], weekday: int, span: Span) -> None:
    """Cut it out of the day, and out of what runs into the day from the one before."""
    before = (weekday - 1) % 7
    days[weekday] = list(without(days[weekday], span))
    days[before] = list(without(days[before], (span[0] + MINUTES_A_DAY, span[1] + MINUTES_A_DAY)))
    for day in (before, weekday):
        hand_on(days, day)


def hand_on(days: list[list[Span]], weekday: int) -> None:
    """Give what now begins after midnight to the next day."""
    late = [piece for piece in days[weekday] if piece[0] >= MINUTES_A_DAY]
    days[weekday] = [piece for piece in days[weekday] if piece not in late]
    days[(weekday + 1) % 7] += [(start - MINUTES_A_DAY, end - MINUTES_A_DAY) for start, end in late]


def without(spans: Iterable[Span], cut: Span) -> Iterator[Span]:
    for start, end in spans:
        pieces = (start, min(end, cut[0])), (max(start, cut[1]), end)
        yield from (piece for piece in pieces if piece[0] < piece[1])


def windows_of(spans: Iterable[Span]) -> list[Window]:
    """Join what overlaps or touches to windows of one day."""
    return [window for span in unite(spans) for window in windows_between(*span)]
