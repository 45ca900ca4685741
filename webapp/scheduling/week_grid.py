"""The whole week in half hours, as the desktop page shows it."""

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.core.zones import zone
from webapp.scheduling.diary import Diary, Talk
from webapp.scheduling.quarters import USUAL_HOURS, clock_words
from webapp.scheduling.schedule import MINUTES_A_DAY, Schedule, monday_of

HALF = 30  # minutes
A_WEEK = timedelta(days=7)
MOST_AHEAD = 25  # weeks: as far as a booking window may reach
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TouchedMinutes = dict[int, list[tuple[int, int]]]  # by weekday


@dataclass(frozen=True)
class Half:
    weekday: int
    minute: int
    pressed: str  # "true", "false", or "mixed" where only a part is open
    booked: str  # by whom, or nothing

    @property
    def name(self) -> str:
        booked = f", booked by {self.booked}" if self.booked else ""
        return f"{WEEKDAYS[self.weekday]} {clock_words(self.minute)}{booked}"

    @property
    def is_hour(self) -> bool:
        return self.minute % 60 == 0

    @property
    def turned(self) -> str:
        """Return what pressing it alone asks for, as the form sends it."""
        span = f"{self.weekday}-{self.weekday} {self.minute}-{self.minute + HALF}"
        return f"{span} {'closed' if self.pressed == 'true' else 'open'}"


@dataclass(frozen=True)
class WeekGrid:
    dates: list[date]  # one of each weekday, Monday first: whose talks are shown
    rows: list[list[Half]]
    is_whole: bool  # the night is shown too
    ahead: int = 0  # weeks from now

    @property
    def later(self) -> int | None:
        return self.ahead + 1 if self.ahead < MOST_AHEAD else None

    @property
    def earlier(self) -> int | None:
        return self.ahead - 1 if self.ahead else None


def week_grid(diary: Diary, today: date, *, wants_all: bool, ahead: int = 0) -> WeekGrid:
    """Show the talks of the seven days from today, or of a later week from its Monday."""
    schedule = diary.calendar.schedule
    ahead = min(max(0, ahead), MOST_AHEAD)
    first = monday_of(today) + ahead * A_WEEK if ahead else today
    dates = sorted((first + timedelta(days=n) for n in range(7)), key=date.weekday)
    opened, booked = minutes_open(schedule), talks_by_half(diary, dates)
    usual = range(USUAL_HOURS.start * 60, USUAL_HOURS.stop * 60)
    at_night = any(
        start < usual.start or end > usual.stop for spans in opened.values() for start, end in spans
    )
    is_whole = wants_all or at_night
    shown = range(0, MINUTES_A_DAY, HALF) if is_whole else usual[::HALF]
    rows = [
        [
            Half(day, minute, pressed(opened[day], minute), booked.get((day, minute), ""))
            for day in range(7)
        ]
        for minute in shown
    ]
    return WeekGrid(dates, rows, is_whole, ahead)


def minutes_open(schedule: Schedule) -> TouchedMinutes:
    """Return from when to when each weekday is open by its clock, last night's windows too."""
    opened: TouchedMinutes = {day: [] for day in range(7)}
    for day, windows in enumerate(schedule.weekly):
        for start, end in (window.minutes for window in windows):
            opened[day].append((start, min(end, MINUTES_A_DAY)))
            if end > MINUTES_A_DAY:
                opened[(day + 1) % 7].append((0, end - MINUTES_A_DAY))
    return opened


def pressed(spans: list[tuple[int, int]], minute: int) -> str:
    touched = [(max(start, minute), min(end, minute + HALF)) for start, end in spans]
    covered = {m for start, end in touched for m in range(start, end)}
    return "true" if len(covered) == HALF else "mixed" if covered else "false"


def talks_by_half(diary: Diary, dates: list[date]) -> dict[tuple[int, int], str]:
    """Return by whom each half hour of these dates is booked."""
    schedule = diary.calendar.schedule
    booked = {}
    for day in dates:
        for talk in diary.talks_on(day, day):
            for minute in minutes_of(talk, schedule.zone_on(day), day, HALF):
                booked[day.weekday(), minute] = talk.who
    return booked


def minutes_of(talk: Talk, zone_name: str, day: date, grain: int) -> range:
    """Return the grains of the local day that a talk touches, by the minutes they begin at."""
    start = talk.interval.start.astimezone(zone(zone_name))
    first = (start.hour * 60 + start.minute) // grain * grain if start.date() == day else 0
    end = start.hour * 60 + start.minute + round(talk.interval.length.total_seconds() / 60)
    return range(first, min(end, MINUTES_A_DAY), grain)
