"""What mails say."""

from datetime import UTC, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.notifications.wording import (
    both_times,
    brief_lines,
    isolated,
    moment,
    talk_with,
    who_cancelled,
)

START = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
TALK = Interval(START, START + timedelta(minutes=20))


def words(lines):
    return [f"{line.span} {line.who}, {line.where}" for line in lines]


def test_the_reader_s_time_comes_first():
    lines = both_times(TALK, mine="Europe/Berlin", theirs="Europe/Lisbon", other="Ada")

    assert words(lines) == [
        "14:10–14:30 you, Berlin, Tue 24 Nov",
        "13:10–13:30 Ada, Lisbon, the same day",
    ]


def test_another_day_over_there_is_named():
    lines = both_times(TALK, mine="Europe/Lisbon", theirs="Pacific/Auckland", other="Chidi")

    assert words(lines)[1] == "02:10–02:30 Chidi, Auckland, Wed 25 Nov"


def test_one_clock_is_said_once():
    lines = both_times(TALK, mine="Europe/Berlin", theirs="Europe/Rome", other="Ada")

    assert words(lines) == ["14:10–14:30 both of you, Berlin, Tue 24 Nov"]


def test_the_same_hour_on_another_day_is_not_one_clock():
    lines = both_times(TALK, mine="Pacific/Honolulu", theirs="Pacific/Kiritimati", other="Ada")

    assert [line.span for line in lines] == ["03:10–03:30", "03:10–03:30"]
    assert [line.where for line in lines] == ["Honolulu, Tue 24 Nov", "Kiritimati, Wed 25 Nov"]


def test_a_moment_never_depends_on_when_it_is_read():
    assert moment(TALK, "Europe/Berlin") == "Tue 24 Nov, 14:10"


def test_a_name_of_another_direction_does_not_turn_the_times_around():
    assert isolated("Ada") == "Ada"
    assert isolated("ليلى") == "\u2068ليلى\u2069"
    assert talk_with(20, "ليلى حداد") == "20 minutes with \u2068ليلى حداد\u2069"


def test_it_is_said_who_cancelled():
    assert who_cancelled(by_reader=True, other="Ada") == "You cancelled this talk."
    assert who_cancelled(by_reader=False, other="Ada") == "Ada cancelled this talk."


BRIEF = {"question": "Who tells him?", "situation": "We split.", "tried": "", "done": "A day."}


def test_the_mentor_reads_the_whole_brief():
    assert brief_lines(**BRIEF, of="Ben") == [
        ("Ben’s one question", "Who tells him?"),
        ("Where Ben is", "We split."),
        ("Done looks like", "A day."),
    ]


def test_the_mentee_reads_their_question():
    assert brief_lines(**BRIEF, of=None) == [("Your one question", "Who tells him?")]
