"""What a calendar file says about when somebody is busy."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.making.booking import at
from tests.making.calendars import BERLIN, event, ics, meeting
from webapp.core.intervals import Interval, interval_of
from webapp.scheduling.busy_times import MOST_BYTES, Refused, busy_times

MARCH = Interval(at(0), at(0) + timedelta(days=60))
LISBON = "Europe/Lisbon"


def found(*parts, zone=LISBON, within=MARCH, **options):
    return busy_times(ics(*parts, **options), within, zone)


def spans(*parts, **options):
    return [interval_of(span) for span in found(*parts, **options).spans]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        busy_times(data, MARCH, LISBON)
    return refused.value.code


def test_a_meeting_takes_its_time():
    assert spans(meeting()) == [Interval(at(10), at(11))]


def test_meetings_that_touch_are_one_stretch():
    next_one = meeting("20260302T110000Z", "20260302T113000Z")
    assert spans(meeting(), next_one) == [Interval(at(10), at(11, 30))]


def test_a_length_may_stand_in_place_of_an_end():
    assert spans(event("DTSTART:20260302T100000Z", "DURATION:PT25M")) == [
        Interval(at(10), at(10, 25))
    ]


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"],
)
def test_what_is_free_or_cancelled_does_not_block(line):
    assert spans(meeting("20260302T100000Z", "20260302T110000Z", line)) == []


def test_our_own_talks_do_not_block_twice():
    times = ("DTSTART:20260302T100000Z", "DTEND:20260302T110000Z")

    assert spans(event(*times, uid="Ab12Cd34Ef56@momentor")) == []
    assert spans(event(*times, uid="Ab12Cd34Ef56@momentor.example")) != []


def test_a_weekly_meeting_stays_at_its_wall_time_when_the_clocks_change():
    weekly = event(
        "DTSTART;TZID=Europe/Berlin:20260324T100000",
        "DTEND;TZID=Europe/Berlin:20260324T110000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )
    assert [span.start for span in spans(BERLIN, weekly)] == [
        datetime(2026, 3, 24, 9, tzinfo=UTC),
        datetime(2026, 3, 31, 8, tzinfo=UTC),
    ]


def test_an_exception_of_a_series_is_left_out_and_a_moved_one_moves():
    series = event(
        "DTSTART:20260302T100000Z", "DTEND:20260302T110000Z", "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE:20260303T100000Z", uid="standup",
    )  # fmt: skip
    moved = event(
        "RECURRENCE-ID:20260304T100000Z", "DTSTART:20260304T150000Z", "DTEND:20260304T160000Z",
        uid="standup",
    )  # fmt: skip
    assert [span.start for span in spans(series, moved)] == [at(10), at(15, day=4)]


def test_one_cancelled_meeting_of_a_series_is_free():
    series = event(
        "DTSTART:20260302T100000Z", "DTEND:20260302T110000Z", "RRULE:FREQ=DAILY;COUNT=2",
        uid="standup",
    )  # fmt: skip
    off = event(
        "RECURRENCE-ID:20260303T100000Z", "DTSTART:20260303T100000Z", "DTEND:20260303T110000Z",
        "STATUS:CANCELLED", uid="standup",
    )  # fmt: skip
    assert spans(series, off) == [Interval(at(10), at(11))]


def test_a_time_without_a_zone_is_the_mentors():
    floating = meeting("20260302T100000", "20260302T110000")
    assert [span.start for span in spans(floating, zone="Asia/Tokyo")] == [at(1)]


def test_an_all_day_event_keeps_its_dates():
    holiday = event("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260313")
    one_day = event("DTSTART;VALUE=DATE:20260320")

    assert found(holiday, one_day).days == [
        (date(2026, 3, 10), date(2026, 3, 12)),
        (date(2026, 3, 20), date(2026, 3, 20)),
    ]


def test_an_all_day_event_of_years_reaches_no_further_than_we_read():
    [days] = found(event("DTSTART;VALUE=DATE:20000101", "DTEND;VALUE=DATE:21000101")).days
    assert days == (date(2026, 3, 1), date(2026, 5, 2))


def test_what_lies_outside_is_cut_off():
    assert spans(meeting("20260301T200000Z", "20260302T010000Z")) == [Interval(at(0), at(1))]
    assert spans(meeting("20250101T100000Z", "20250101T110000Z")) == []


def test_a_moment_takes_no_time():
    assert spans(meeting("20260302T100000Z", "20260302T100000Z")) == []


def test_the_calendars_own_name_is_read_as_one_line():
    assert found(meeting(), name="Ada\\n  at\twork\\, late").name == "Ada at work, late"
    assert found(meeting(), name="").name == ""
    assert len(found(meeting(), name="x" * 500).name) == 60


@pytest.mark.parametrize("how_often", ["SECONDLY", "MINUTELY", "HOURLY", "hourly"])
@pytest.mark.parametrize("fold", ["", "\r\n ", "\n\t"])
def test_what_repeats_all_day_long_is_refused(how_often, fold):
    rule = f"RRULE:INTERVAL=2;FR{fold}EQ={how_often};COUNT=3"
    assert refusal(ics(event("DTSTART:20260302T100000Z", rule))) == "too_often"


def test_a_zone_that_changes_its_clocks_all_day_long_is_refused():
    odd = BERLIN.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=SECONDLY")
    assert refusal(ics(odd, meeting())) == "too_often"


def test_five_hundred_events_are_read_and_one_more_is_not():
    assert len(spans(*[meeting()] * 500)) == 1
    assert refusal(ics(*[meeting()] * 501)) == "too_many_events"


def test_a_thousand_times_are_read_and_one_more_is_not():
    short = ("DTSTART:20260302T000000Z", "DURATION:PT1M")
    hours = ",".join(map(str, range(20)))
    series = event(*short, f"RRULE:FREQ=DAILY;BYHOUR={hours};COUNT=1000")

    assert len(spans(series)) == 1000
    assert refusal(ics(series, event(*short))) == "too_many_times"


@pytest.mark.parametrize("data", [b"", b"<!doctype html><title>Sign in</title>", b"\x89PNG\r\n"])
def test_what_is_no_calendar_is_said_to_be_none(data):
    assert refusal(data) == "no_calendar"


def test_a_file_that_is_too_large_is_refused():
    assert refusal(ics(meeting()).ljust(MOST_BYTES + 1)) == "too_large"
