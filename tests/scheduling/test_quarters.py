import pytest

from webapp.scheduling.quarters import (
    ALL_HOURS,
    USUAL_HOURS,
    hours_to_show,
    length_words,
    quarter_words,
    quarters_of,
    span_words,
    talks_possible,
    windows_of,
)
from webapp.scheduling.schedule import Window


def test_neighbouring_quarters_are_one_window():
    assert windows_of([600, 555, 570, 540, 720]) == [
        Window(540, 585),
        Window(600, 615),
        Window(720, 735),
    ]


def test_the_last_quarter_closes_at_24():
    (window,) = windows_of([1425])
    assert span_words(window) == "23:45–24:00"


@pytest.mark.parametrize("quarter", [-15, 7, 2880])
def test_what_is_no_quarter_of_a_day_is_refused(quarter):
    with pytest.raises(ValueError, match="quarter"):
        windows_of([quarter])


def test_a_window_may_run_past_midnight():
    (window,) = windows_of([1410, 1425, 1440, 1455])
    assert window == Window(1410, 30)
    assert span_words(window) == "23:30–00:30"
    assert [quarter_words(quarter) for quarter in (1425, 1440)] == ["23:45", "00:00 the next day"]


def test_what_opens_after_midnight_belongs_to_the_next_day():
    with pytest.raises(ValueError, match="next day"):
        windows_of([600, 1440])


def test_a_day_and_what_runs_on_after_it_are_two_windows_that_touch():
    quarters = set(range(0, 1500, 15))
    assert windows_of(quarters) == [Window(0, 1425), Window(1425, 60)]
    assert quarters_of(windows_of(quarters)) == quarters


def test_windows_come_back_as_the_quarters_they_were():
    quarters = {0, 15, 600, 615, 1425}
    assert quarters_of(windows_of(quarters)) == quarters


def test_a_window_past_midnight_shows_its_small_hours_too():
    assert quarters_of([Window(1410, 60)]) == {1410, 1425, 1440, 1455, 1470, 1485}


def test_the_night_is_shown_where_somebody_is_open_at_night():
    assert hours_to_show([Window(540, 600)], wants_all=False) == USUAL_HOURS
    assert hours_to_show([Window(300, 360)], wants_all=False) == ALL_HOURS
    assert hours_to_show([], wants_all=True) == ALL_HOURS
    assert hours_to_show([Window(1320, 480)], wants_all=False) == range(32)


@pytest.mark.parametrize(
    ("windows", "words"),
    [([], "none"), ([(540, 585)], "45 min"), ([(540, 750)], "3½ h"), ([(0, 1440)], "24 h"),
     ([(540, 615), (630, 640)], "1 h 25 min"), ([(1380, 60)], "2 h")],
)  # fmt: skip
def test_a_days_length_in_words(windows, words):
    assert length_words(Window(*window) for window in windows) == words


def test_talks_need_a_pause_between_them_but_none_after_the_last():
    assert talks_possible([Window(540, 600)], length=20, buffer=0) == 3
    assert talks_possible([Window(540, 590)], length=20, buffer=10) == 2
