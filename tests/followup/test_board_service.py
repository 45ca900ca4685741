"""Marks, a decision and actions, and what a closed goal refuses."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.making.goals import goal_of, insight, talk_under
from webapp.booking.request_lifecycle import Form, RequestStatus
from webapp.booking.request_models import Request
from webapp.core.db import db, transaction
from webapp.followup import board_service as service
from webapp.followup.board_models import Contradiction, Decision
from webapp.followup.board_queries import decisions_on, insights_under
from webapp.followup.errors import DecisionMovedOn, GoalIsClosed
from webapp.followup.models import Action, Mark
from webapp.goals.prompts import Beside
from webapp.goals.service import drop_goal, keep_beside

AGREE, CONTRADICTS, NOT_FOR_ME = Mark.AGREE, Mark.CONTRADICTS, Mark.NOT_FOR_ME
ACTION = {"when": "When we meet, ", "will": "I will tell him.", "due_on": date(2026, 3, 9)}


@pytest.fixture
def ben(make):
    return make.person(name="Ben Acht")


@pytest.fixture
def goal(make, ben):
    return goal_of(make, ben)


@pytest.fixture
def heard(make, goal):
    """Three mentors said something, one after the other."""
    return [insight(make, goal, make.mentor(), f"Sentence {n}") for n in range(3)]


@pytest.fixture
def mark(goal, now):
    def mark(row, as_, **against):
        service.mark_insight(goal, row, as_, now=now, **against)

    return mark


def contradictions():
    rows = sa.select(Contradiction.insight_id, Contradiction.against_id)
    return {row.insight_id: row.against_id for row in db.session.execute(rows)}


def test_an_insight_is_marked_and_marked_otherwise(mark, heard):
    mark(heard[0], AGREE)
    mark(heard[0], NOT_FOR_ME)

    assert heard[0].mark == NOT_FOR_ME


def test_a_contradiction_is_of_the_one_that_is_chosen(mark, heard):
    mark(heard[0], CONTRADICTS, against=heard[2].public_id)

    assert contradictions() == {heard[0].id: heard[2].id}


def test_with_two_it_may_contradict_it_waits_to_be_said_which(mark, heard):
    mark(heard[0], CONTRADICTS)
    assert (heard[0].mark, contradictions()) == (CONTRADICTS, {})

    mark(heard[0], CONTRADICTS, against=heard[1].public_id)
    mark(heard[0], CONTRADICTS)
    assert contradictions() == {heard[0].id: heard[1].id}


def test_where_only_one_can_be_meant_it_is_meant(make, mark, goal):
    mine = insight(make, goal, make.mentor())
    theirs = insight(make, goal, make.mentor())
    insight(make, goal, mine.mentor, "Of the same mentor")

    mark(mine, CONTRADICTS)

    assert contradictions() == {mine.id: theirs.id}


def test_marked_otherwise_it_contradicts_nothing_any_more(mark, heard):
    mark(heard[0], CONTRADICTS, against=heard[1].public_id)
    mark(heard[0], AGREE)

    assert contradictions() == {}


def test_what_is_not_on_this_board_is_not_contradicted(make, ben, mark, heard):
    elsewhere = insight(make, goal_of(make, ben, "Another"), make.mentor())
    mark(heard[0], CONTRADICTS, against=elsewhere.public_id)

    assert contradictions() == {}


def test_an_insight_that_goes_takes_its_contradictions_with_it(mark, heard):
    mark(heard[0], CONTRADICTS, against=heard[1].public_id)
    mark(heard[2], CONTRADICTS, against=heard[0].public_id)
    with transaction():
        db.session.delete(heard[0])

    assert contradictions() == {}


def test_a_decision_is_written_with_its_reason(goal, now):
    decision = service.decide(goal, "I tell him.", "Because he asked me", after="", now=now)

    assert (decision.text, decision.reason) == ("I tell him.", "he asked me")


def test_what_was_decided_before_stays(goal, clock):
    first = service.decide(goal, "His lead tells him.", "", after="", now=clock.now())
    clock.advance(days=1)
    second = service.decide(goal, "I tell him.", "he asked", after=first.public_id, now=clock.now())

    assert decisions_on(goal) == [second, first]
    assert (first.text, first.created_at) == (
        "His lead tells him.",
        clock.now() - timedelta(days=1),
    )


def test_the_same_words_twice_decide_once(goal, now):
    for _tap in range(2):
        service.decide(goal, "I tell him.", "he asked", after="", now=now)

    assert db.session.scalar(sa.select(sa.func.count(Decision.id))) == 1


def test_a_decision_that_was_not_read_is_not_written_over(goal, now):
    service.decide(goal, "I tell him.", "he asked", after="", now=now)
    with pytest.raises(DecisionMovedOn):
        service.decide(goal, "His lead does.", "it is kinder", after="", now=now)

    assert [decision.text for decision in decisions_on(goal)] == ["I tell him."]


def test_an_action_is_made_of_the_decision_that_holds(goal, ben, now):
    decision = service.decide(goal, "I tell him.", "he asked", after="", now=now)
    action = service.act_on_decision(goal, **ACTION, now=now)

    assert action.sentence == "When we meet, I will tell him."
    assert (action.owner, action.goal, action.decision_id) == (ben, goal, decision.id)
    assert action.booking is None


def test_sent_twice_it_is_one_action(goal, now):
    first, second = (service.act_on_decision(goal, **ACTION, now=now) for _tap in range(2))

    assert first == second
    assert db.session.scalar(sa.select(sa.func.count(Action.id))) == 1


def test_something_a_mentor_said_elsewhere_is_added_once(make, goal, now):
    ada = make.mentor()
    for _tap in range(2):
        service.add_insight(goal, ada, "Sleep on it.", now=now)

    (kept,) = insights_under(goal)[0]
    assert (kept.mentor, kept.text, kept.booking, kept.mark) == (ada, "Sleep on it.", None, None)


def test_on_the_board_of_a_closed_goal_nothing_changes(make, goal, heard, now):
    drop_goal(goal, reason="No second team.", now=now)
    for change in (
        lambda: service.mark_insight(goal, heard[0], AGREE, now=now),
        lambda: service.decide(goal, "I tell him.", "he asked", after="", now=now),
        lambda: service.act_on_decision(goal, **ACTION, now=now),
        lambda: service.add_insight(goal, heard[0].mentor, "More.", now=now),
    ):
        with pytest.raises(GoalIsClosed):
            change()

    assert heard[0].mark is None and decisions_on(goal) == []


def test_insights_follow_their_talk_to_another_goal(make, ben, goal, now):
    ada, other = make.mentor(), goal_of(make, ben, "Another")
    talk = talk_under(make, None, ben, ada)
    loose = insight(make, goal, ada, goal_id=None, booking_id=talk.id)
    placed = insight(make, other, ada, booking_id=talk.id)

    keep_beside(talk.brief, ben, Beside(goal_key=goal.public_id), now=now)

    db.session.expire_all()
    assert (loose.goal, placed.goal) == (goal, other)


def test_what_was_learned_in_writing_follows_its_brief_too(make, ben, goal, now):
    ada, brief = make.mentor(), make.brief(ben)
    two = {"mentee_id": ben.id, "mentor_id": ada.id, "brief_id": brief.id}
    times = {"created_at": now, "form": Form.WRITING}
    asked = make.save(Request(status=RequestStatus.ACCEPTED, **two, **times))
    loose = insight(make, goal, ada, goal_id=None, request_id=asked.id)

    keep_beside(brief, ben, Beside(goal_key=goal.public_id), now=now)

    db.session.expire_all()
    assert loose.goal == goal
