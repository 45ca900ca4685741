"""What the talks of a goal come to."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

from webapp.followup.talks import Talk, Thread, met, tally

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA, CHIDI = Row(id=1), Row(id=2)


def talk(mentor, hours, minutes=20):
    starts = NOW + timedelta(hours=hours)
    times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=minutes)}
    return Talk("t", "b", 1, mentor, question="", **times)


def test_only_what_is_over_counts():
    talks = [talk(ADA, -48), talk(ADA, -24, 15), talk(CHIDI, -2), talk(CHIDI, 3)]

    assert tally(talks, [], NOW).words == "2 mentors, 3 talks, 55 minutes"


def test_one_is_said_as_one():
    assert tally([talk(ADA, -1)], [], NOW).words == "1 mentor, 1 talk, 20 minutes"


def test_none_is_said_as_none():
    assert tally([talk(ADA, 1)], [], NOW).words == "No talk yet"


def test_an_answer_in_writing_counts_as_one_and_takes_no_time():
    thread = Thread("r", 1, CHIDI, NOW, question="")

    assert tally([], [thread], NOW).words == "1 mentor, 1 answer in writing"
    both = tally([talk(ADA, -1)], [thread, thread], NOW).words
    assert both == "2 mentors, 1 talk, 20 minutes, 2 answers in writing"


def test_whom_one_has_met_the_latest_first_and_each_once():
    assert met([talk(ADA, -48), talk(CHIDI, -24), talk(ADA, -72), talk(ADA, 5)], NOW) == [
        CHIDI,
        ADA,
    ]
