"""What has happened to a goal, in order."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

from webapp.followup.history import history

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def at(days):
    return DAY + timedelta(days=days)


def change(day, status):
    return Row(at=at(day), status=status)


def told(events):
    return [(event.at, event.what) for event in events]


def test_a_goal_tells_what_it_was():
    changes = [
        change(0, "open"), change(1, "open"), change(2, "dropped"), change(3, "open"),
        change(4, "reached"),
    ]  # fmt: skip

    events = history(changes, [], [], [], [])

    assert [event.what for event in events] == [
        "reached", "reopened", "dropped", "reworded", "begun",
    ]  # fmt: skip


def test_talks_decisions_and_actions_stand_between():
    talk, thread, decision = Row(starts_at=at(1)), Row(at=at(1.2)), Row(created_at=at(2))
    waiting = Row(is_open=True, created_at=at(3), updated_at=at(3))
    done = Row(is_open=False, created_at=at(1.5), updated_at=at(9))

    events = history([change(0, "open")], [talk], [thread], [decision], [waiting, done])

    assert told(events) == [
        (at(9), "answered"),
        (at(3), "said"),
        (at(2), "decided"),
        (at(1.5), "said"),
        (at(1.2), "written"),
        (at(1), "talk"),
        (at(0), "begun"),
    ]
