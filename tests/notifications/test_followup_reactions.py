"""What people hear after a talk: read as the receiver would, each of it once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.making import followup
from tests.making.words import says
from webapp.booking.lifecycle import EndedReason
from webapp.booking.service import end_booking
from webapp.core.db import db
from webapp.core.outbox import Outbox, deliver_due
from webapp.followup import harvest, service
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpKind, OutcomeKind
from webapp.followup.follow_up_queries import outcome_of
from webapp.followup.follow_ups import add_outcome_line, answer_follow_up, ask_due
from webapp.followup.models import Prompt

DAY, WEEK, MONTH = FollowUpKind
SENTENCE = "When I meet Jonas, I will tell him first."
RESULTS = {
    ActionStatus.DONE: "Ben did it",
    ActionStatus.CHANGED: "Ben did something else instead",
    ActionStatus.DROPPED: "Ben dropped it",
}
OUTCOMES = {
    OutcomeKind.DECIDED: "Ben has decided",
    OutcomeKind.WORKING: "Ben got it working",
    OutcomeKind.CONTACT: "Ben has a new contact",
    OutcomeKind.ROLE: "Ben has a new job or role",
    OutcomeKind.NOT_FOR_ME: "Ben learned that it is not for them",
    OutcomeKind.NOTHING: "Nothing has come of it yet, says Ben",
}


@pytest.fixture
def ada(make):
    return make.mentor(name="Ada Lindqvist", time_zone="Europe/Lisbon", email="ada@example.test")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg", time_zone="Europe/Berlin", email="ben@example.test")


@pytest.fixture
def action(make, ada, ben):
    return followup.kept(make, owner=ben, mentor=ada, ago=timedelta(hours=1))


@pytest.fixture
def talk(action):
    return action.booking


def waiting(person):
    rows = sa.select(Outbox).where(
        Outbox.recipient == person.email, Outbox.waiting(), Outbox.kind == "mail"
    )
    return db.session.scalars(rows.order_by(Outbox.id)).all()


def mail(person):
    (row,) = waiting(person)
    return row


def deliver(clock):
    deliver_due({"mail": lambda row: None}, now=clock.now())


def lines(row):
    """Return what a mail says, down to the signature."""
    text, _, _signature = row.payload["text"].partition("\n-- \n")
    return [line for line in text.splitlines() if line]


def test_the_question_of_the_day(action, ada, ben):
    asked = followup.asked(action, DAY)

    assert mail(ben).payload["subject"] == "Today is the day: still the plan?"
    assert lines(mail(ben)) == [
        "Still the plan?",
        "What you said you would do, by Wed 4 Mar:",
        SENTENCE,
        f"Say whether it stands: http://localhost/follow-ups/{asked.public_id}",
        "Yes, another day, done or dropped: one tap. Ada hears of it when it is done or dropped.",
        "From 20 minutes with Ada, Mon 2 Mar. We ask this once.",
    ]
    assert waiting(ada) == []


@pytest.mark.parametrize(
    ("kind", "subject", "button"),
    [
        (WEEK, "A week after Ada: did you do it?", "Say what became of it"),
        (MONTH, "A month after Ada: what came of it?", "Say what came of it"),
    ],
)
def test_the_questions_of_the_week_and_the_month(action, ben, kind, subject, button):
    asked = followup.asked(action, kind)

    payload = mail(ben).payload

    assert payload["subject"] == subject
    assert f"{button}: http://localhost/follow-ups/{asked.public_id}" in payload["text"]
    assert f'href="http://localhost/follow-ups/{asked.public_id}"' in payload["html"]
    assert SENTENCE in payload["html"]


def test_what_the_other_wrote_down_is_said_to_be_theirs(make, ada, ben, now):
    talk = followup.past_talk(make, mentor=ada, mentee=ben)
    said = {"when": "I am back", "will": "send the page", "due_on": date(2026, 3, 4)}
    action = service.keep_action(talk, ben, owner=ada, **said, now=now)

    followup.asked(action, WEEK)

    assert "What Ben wrote down for you, by Wed 4 Mar:" in mail(ada).payload["text"]


def test_a_push_names_nobody(action, ben, app):
    asked = followup.asked(action, WEEK)

    note = db.session.scalars(sa.select(Outbox).where(Outbox.kind == "note")).all()

    for row in note:
        assert row.payload["title"] == "Did you do it?"
        assert row.payload["link"] == f"/follow-ups/{asked.public_id}"
        assert not says(row.payload, "Ada")


@pytest.mark.parametrize("status", RESULTS)
def test_the_answer_reaches_the_mentor_in_two_lines(action, ada, ben, now, status):
    service.answer_action(action, status, now=now)

    row = mail(ada)

    assert row.due_at == now + timedelta(minutes=10)
    assert row.payload["subject"] == RESULTS[status]
    assert lines(row)[:1] == [f"{RESULTS[status]}: {SENTENCE}"]
    assert lines(row)[1].startswith("From your 20 minutes with Ben, Mon 2 Mar: http://")
    assert waiting(ben) == []


def test_a_line_goes_along_with_the_answer(action, ada, now):
    service.answer_action(action, ActionStatus.DONE, now=now)
    service.add_line(action, "He was angry for a minute.")

    assert lines(mail(ada))[:2] == [f"Ben did it: {SENTENCE}", "“He was angry for a minute.”"]
    assert mail(ada).due_at == now


def test_a_late_line_comes_by_itself_and_a_third_never(action, ada, clock):
    service.answer_action(action, ActionStatus.DONE, now=clock.now())
    clock.advance(minutes=11)
    deliver(clock)
    service.add_line(action, "He was angry for a minute.")
    deliver(clock)
    service.add_line(action, "In other words.")

    assert waiting(ada) == []
    sent = sa.select(sa.func.count()).where(Outbox.recipient == ada.email, Outbox.kind == "mail")
    assert db.session.scalar(sent.where(Outbox.sent_at.is_not(None))) == 2


@pytest.mark.parametrize("kind", OUTCOMES)
def test_what_came_of_it_reaches_the_mentor(action, ada, now, kind):
    answer_follow_up(followup.asked(action, MONTH), kind, now=now)
    assert mail(ada).payload["subject"] == OUTCOMES[kind]

    add_outcome_line(outcome_of(action), "He starts in May.")

    assert lines(mail(ada))[:2] == [f"{OUTCOMES[kind]}: {SENTENCE}", "“He starts in May.”"]


def test_still_the_plan_and_another_day_tell_nobody(action, ada, now):
    answer_follow_up(followup.asked(action, DAY), "still", now=now)
    day = date(2026, 3, 20)
    answer_follow_up(followup.asked(action, WEEK), "moved", due_on=day, now=now)

    assert waiting(ada) == []


def test_thanks_reach_the_mentor_once_in_their_last_words(talk, ada, ben, clock):
    harvest.thank(talk, ben, "Thank you.", now=clock.now())
    harvest.thank(talk, ben, "The part about being quiet. Thank you.", now=clock.now())

    row = mail(ada)
    assert row.payload["subject"] == "Ben says thanks"
    assert lines(row)[:2] == ["Ben says thanks:", "“The part about being quiet. Thank you.”"]
    clock.advance(minutes=2)
    deliver(clock)
    harvest.thank(talk, ben, "Once more.", now=clock.now())
    assert waiting(ada) == []


def test_a_strength_reaches_the_mentee(talk, ada, ben, now):
    harvest.name_strength(talk, ada, "You listen.", now=now)

    assert mail(ben).payload["subject"] == "A strength that Ada saw in you"
    assert "“You listen.”" in mail(ben).payload["text"]


@pytest.fixture
def ended(make, ada, ben, clock):
    talk = make.booking(slot=make.slot(make.now - timedelta(minutes=20)), mentor=ada, mentee=ben)
    end_booking(talk, EndedReason.COMPLETED, now=clock.now())
    return talk


def test_that_evening_each_is_offered_a_minute_in_their_zone(ended, ada, ben):
    assert mail(ben).due_at == datetime(2026, 3, 2, 18, tzinfo=UTC)  # 19:00 in Berlin
    assert mail(ada).due_at == datetime(2026, 3, 2, 19, tzinfo=UTC)  # 19:00 in Lisbon
    assert mail(ben).payload["subject"] == "A minute for your talk with Ada"
    link = f"http://localhost/bookings/{ended.public_id}/reflect"
    assert f"Take the minute: {link}" in mail(ben).payload["text"]
    assert mail(ben).payload["told"]["until"] == "2026-03-02T20:00:00+00:00"


def test_who_has_written_is_not_asked_again(ended, ada, ben, now):
    harvest.reflect(ended, ben, Prompt.TELL, "That it is possible.", now=now)

    assert waiting(ben) == []
    assert len(waiting(ada)) == 1


def test_who_wrote_before_the_end_is_not_asked_at_all(make, ada, ben, now):
    talk = make.booking(slot=make.slot(now - timedelta(minutes=20)), mentor=ada, mentee=ben)
    harvest.reflect(talk, ben, Prompt.TELL, "That it is possible.", now=now)
    end_booking(talk, EndedReason.COMPLETED, now=now)

    assert waiting(ben) == []


def test_a_talk_that_did_not_happen_is_not_thought_about(make, ada, ben, now):
    talk = make.booking(slot=make.slot(now - timedelta(minutes=20)), mentor=ada, mentee=ben)
    end_booking(talk, None, now=now)

    assert waiting(ben) == waiting(ada) == []


def test_the_worker_asks_on_time_and_once(action, ben, clock):
    clock.advance(days=2)
    for _ in range(3):
        ask_due(now=clock.now())
        deliver(clock)
        clock.advance(minutes=1)

    sent = sa.select(Outbox.payload).where(Outbox.recipient == ben.email, Outbox.kind == "mail")
    assert len(db.session.scalars(sent).all()) == 1
