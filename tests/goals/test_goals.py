"""A goal from its beginning to its end, and back."""

from datetime import date
from urllib.parse import urlencode

import pytest

from webapp.core.db import transaction
from webapp.core.events import _subscribers
from webapp.goals import service
from webapp.goals.errors import GoalMovedOn, NoReason
from webapp.goals.events import GoalDropped, GoalReached
from webapp.goals.lifecycle import GoalStatus
from webapp.goals.queries import goal_of, goals_of, open_goals_of

LINE = "Split the team by January without losing anyone"


@pytest.fixture
def ben(make):
    return make.person()


@pytest.fixture
def goal(ben, now):
    return service.begin_goal(ben, LINE, now=now)


@pytest.fixture
def heard(monkeypatch):
    """Return a list that fills with the events of a kind."""

    def heard(kind):
        events = []
        monkeypatch.setitem(_subscribers, kind, [events.append])
        return events

    return heard


def history(goal):
    return [(change.status, change.line, change.reason) for change in goal.changes]


def test_a_goal_begins_open_with_one_line_and_maybe_a_day(ben, now):
    goal = service.begin_goal(ben, f"  {LINE}\r\n ", due_on=date(2026, 4, 1), now=now)

    assert (goal.line, goal.due_on, goal.status) == (LINE, date(2026, 4, 1), "open")
    assert history(goal) == [("open", LINE, "")]


def test_a_line_that_is_far_too_long_is_cut(ben, now):
    assert len(service.begin_goal(ben, "long " * 100, now=now).line) == 120


def test_begun_twice_in_the_same_words_it_is_one(ben, goal, now):
    assert service.begin_goal(ben, LINE, now=now) == goal
    assert goals_of(ben) == [goal]


def test_after_one_is_closed_the_same_words_begin_another(ben, goal, now):
    service.reach_goal(goal, now=now)

    assert service.begin_goal(ben, LINE, now=now) != goal


def test_a_goal_in_other_words_keeps_the_old_ones(goal, now):
    service.rename_goal(goal, "Split the team", due_on=None, now=now)
    service.rename_goal(goal, "Split the team", due_on=None, now=now)

    assert history(goal) == [("open", LINE, ""), ("open", "Split the team", "")]


def test_it_is_reached_with_or_without_a_reason(goal, clock):
    service.reach_goal(goal, reason="All eleven stayed.", now=clock.now())

    assert (goal.status, goal.reason, goal.closed_at) == (
        "reached", "All eleven stayed.", clock.now(),
    )  # fmt: skip


def test_it_is_not_dropped_without_a_reason(goal, now):
    with pytest.raises(NoReason):
        service.drop_goal(goal, reason="  ", now=now)
    assert goal.is_open


def test_dropped_twice_by_the_same_tap_is_once(goal, now):
    service.drop_goal(goal, reason="There is no second team.", now=now)
    service.drop_goal(goal, reason="There is no second team.", now=now)

    assert len(goal.changes) == 2


def test_what_is_closed_is_not_closed_otherwise(goal, now):
    service.reach_goal(goal, now=now)
    with pytest.raises(GoalMovedOn):
        service.drop_goal(goal, reason="No.", now=now)
    assert goal.status == GoalStatus.REACHED


def test_opened_again_it_keeps_why_it_was_closed(goal, now):
    service.drop_goal(goal, reason="No second team.", now=now)
    service.reopen_goal(goal, now=now)
    service.reopen_goal(goal, now=now)

    assert (goal.status, goal.reason, goal.closed_at) == ("open", "", None)
    assert history(goal)[1:] == [("dropped", LINE, "No second team."), ("open", LINE, "")]


@pytest.mark.parametrize(
    ("close", "event"),
    [(service.reach_goal, GoalReached), (service.drop_goal, GoalDropped)],
)
def test_who_listens_hears_once_that_it_is_closed(goal, now, heard, close, event):
    heard_of = heard(event)
    for _tap in range(2):
        close(goal, reason="It is over.", now=now)

    assert heard_of == [event(goal.id)]


def test_only_open_ones_are_offered(ben, goal, now):
    other = service.begin_goal(ben, "Another", now=now)
    service.reach_goal(goal, now=now)

    assert open_goals_of(ben) == [other]


def test_other_peoples_goals_do_not_exist(make, ben, goal):
    assert goal_of(ben, goal.public_id) == goal
    assert goal_of(make.person(), goal.public_id) is None


def test_the_copy_for_another_mentor_has_the_goal_and_the_link_too(make, ben, goal, now):
    brief = make.brief(ben, goal_id=goal.id, link="https://example.org/plan")

    copy = service.keep_for_another(brief, ben, now=now)

    assert (copy.goal, copy.link) == (goal, "https://example.org/plan")


def test_a_brief_begun_in_the_words_of_an_open_goal_is_about_it(ben, goal, now):
    asked = service.begin_brief(ben, line=goal.line, now=now)
    assert asked.goal == goal

    service.reach_goal(goal, now=now)
    with transaction():
        asked.sent_at = now
    assert service.begin_brief(ben, line=goal.line, now=now).goal is None


def test_the_pages_of_a_brief_know_the_goal_that_was_asked_about(ben, goal, sign_in, make):
    chosen = f'<option selected value="{goal.public_id}">'
    writer = make.mentor(calendar={"answers_in_writing": True})
    client, line = sign_in(ben), urlencode({"q": goal.line})
    for page in ("/brief", f"/mentors/{writer.handle}/write"):
        assert chosen in client.get(f"{page}?{line}").text
        assert chosen not in client.get(f"{page}?q=Something+else").text
    plan = client.get(f"/mentors/{writer.handle}/engagement?{line}").text
    (field,) = (tag for tag in plan.split("<input")[1:] if 'name="goal"' in tag.partition(">")[0])
    assert f'value="{goal.line}"' in field.partition(">")[0]
