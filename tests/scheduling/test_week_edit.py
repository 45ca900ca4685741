"""Opening and closing a stretch of the week, against a look at every minute of it."""

from hypothesis import example, given
from hypothesis import strategies as st

from webapp.scheduling.schedule import MINUTES_A_DAY, Window
from webapp.scheduling.week_edit import Stretch, changed

A_WEEK = 7 * MINUTES_A_DAY
QUARTERS = st.integers(0, 96).map(lambda n: n * 15)
WINDOWS = st.builds(Window, QUARTERS.filter(lambda n: n < 1440), QUARTERS).filter(
    lambda window: window.opens != window.closes
)
WEEKS = st.lists(st.lists(WINDOWS, max_size=2).map(tuple), min_size=7, max_size=7).map(tuple)


@st.composite
def stretches(draw) -> Stretch:
    first, last = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    opens, closes = sorted(draw(st.sets(QUARTERS, min_size=2, max_size=2)))
    return Stretch(range(first, last + 1), opens, closes, draw(st.booleans()))


def open_minutes(week) -> set[int]:
    """Each fifth minute of the week that is open, by the mentor's own clock."""
    return {
        (day * MINUTES_A_DAY + minute) % A_WEEK
        for day, windows in enumerate(week)
        for window in windows
        for minute in range(*window.minutes, 5)
    }


@given(WEEKS, stretches())
@example(((),) * 6 + ((Window(30, 15),),), Stretch(range(7), 15, 1440, is_open=False))
def test_a_stretch_becomes_what_was_said_and_all_else_stays(week, stretch):
    edited = [list(windows) for windows in week]
    for weekday, windows in changed(week, stretch).items():
        edited[weekday] = windows

    said = {
        day * MINUTES_A_DAY + minute
        for day in stretch.weekdays
        for minute in range(stretch.opens, stretch.closes, 5)
    }
    before = open_minutes(week)
    assert open_minutes(edited) == (before | said if stretch.is_open else before - said)


def test_only_the_days_that_change_are_named():
    week = ((Window(540, 600),),) * 7
    assert changed(week, Stretch(range(2), 540, 600, is_open=True)) == {}
    assert changed(week, Stretch(range(1, 2), 540, 570, is_open=False)) == {1: [Window(570, 600)]}


def test_closing_after_midnight_cuts_the_window_of_the_night_before():
    nights = ((Window(1320, 120),), *[()] * 6)
    closed = changed(nights, Stretch(range(1, 2), 0, 60, is_open=False))
    assert closed == {0: [Window(1320, 1440)], 1: [Window(60, 120)]}
