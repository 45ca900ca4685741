"""An answer in writing closes with the same insight and action as a talk, and no meeting."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.making.goals import goal_of
from tests.making.requests import written
from webapp.booking.errors import RequestMovedOn
from webapp.booking.request_thread import close_thread, thank_for_thread, write
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.followup.chain import OutcomeKind
from webapp.followup.errors import EnoughInsights, ThreadGoesOn
from webapp.followup.follow_ups import ask_due, tell_outcome
from webapp.followup.models import Action, ActionStatus, Insight
from webapp.followup.service import answer_action
from webapp.followup.thread_harvest import act_on_thread, insights_of_thread, learn_from_thread

SAID = {"when": "I meet Jonas", "will": "tell him first", "due_on": date(2026, 3, 5)}


@pytest.fixture
def thread(make, now):
    request = written(make, mentee=make.person(name="Ben Achterberg", email="ben@a.test"))
    write(request, request.mentor, "Tell him first.", now=now)
    return request


@pytest.fixture
def closed(thread, now):
    close_thread(thread, thread.mentee, now=now)
    return thread


def learn(request, text, now):
    return learn_from_thread(request, request.mentee, text, goal=None, now=now)


def test_nothing_is_kept_while_it_goes_on(thread, now):
    with pytest.raises(ThreadGoesOn):
        learn(thread, "Say it first.", now)
    with pytest.raises(ThreadGoesOn):
        act_on_thread(thread, thread.mentee, **SAID, now=now)


def test_three_insights_at_most_and_each_once(closed, now):
    for text in ("One.", "Two.", "Two.", "Three."):
        learn(closed, text, now)

    assert [one.text for one in insights_of_thread(closed)] == ["One.", "Two.", "Three."]
    with pytest.raises(EnoughInsights):
        learn(closed, "Four.", now)


def test_an_insight_knows_its_mentor_and_its_owner(closed, now):
    insight = learn(closed, "Say it first.", now)

    assert (insight.mentor, insight.person_id) == (closed.mentor, closed.mentee_id)
    assert insight.booking_id is None


def test_an_action_said_again_replaces_the_first(closed, now):
    act_on_thread(closed, closed.mentee, **SAID, now=now)
    act_on_thread(closed, closed.mentee, **SAID | {"will": "ask him first"}, now=now)

    (action,) = db.session.scalars(sa.select(Action)).all()
    assert action.sentence == "When I meet Jonas, I will ask him first."


def test_it_is_asked_about_and_the_mentor_hears(closed, clock):
    action = act_on_thread(closed, closed.mentee, **SAID, now=clock.now())
    clock.advance(days=8)
    ask_due(now=clock.now())
    mentor = closed.mentor.first_name
    to_ben = db.session.scalars(sa.select(Outbox).filter_by(recipient="ben@a.test")).all()
    assert any(f"what {mentor} wrote to you" in row.payload.get("text", "") for row in to_ben)

    answer_action(action, ActionStatus.DONE, now=clock.now())
    to_mentor = sa.select(Outbox).filter_by(recipient=closed.mentor.email)
    newest = db.session.scalars(to_mentor.order_by(Outbox.id.desc())).first()
    assert "what you wrote to Ben" in newest.payload["text"]
    assert f"/requests/{closed.public_id}" in newest.payload["text"]


def test_the_page_asks_for_both_and_needs_neither(sign_in, closed, now):
    client, here = sign_in(closed.mentee), f"/requests/{closed.public_id}/close"
    assert "What you take from it" in client.get(here).text
    assert client.post(here, data={"step": "insight", "text": ""}).status_code == 422
    assert client.post(here, data={"step": "action", "when": ""}).status_code == 422
    assert client.post(here, data={"step": "rating"}).status_code == 400
    client.post(here, data={"step": "insight", "text": "Say it first."})
    client.post(here, data={"step": "action"} | SAID | {"due_on": "2026-03-05"})

    page = client.get(here).text
    assert "Say it first." in page
    assert "When I meet Jonas, I will tell him first." in page
    assert closed.mentor.first_name in client.get("/actions").text
    insight = db.session.scalars(sa.select(Insight)).one()
    assert client.get(f"/insights/{insight.public_id}").status_code == 200
    action = db.session.scalars(sa.select(Action)).one()
    assert client.get(f"/actions/{action.public_id}").status_code == 200


def test_the_mentor_reads_no_insight_and_has_no_such_page(sign_in, closed, now):
    learn(closed, "Say it first.", now)
    client = sign_in(closed.mentor)

    assert client.get(f"/requests/{closed.public_id}/close").status_code == 404
    assert "Say it first." not in client.get(f"/requests/{closed.public_id}").text


def test_an_action_of_a_thread_is_one_an_owner(make, closed, now):
    act_on_thread(closed, closed.mentee, **SAID, now=now)
    twin = Action(request_id=closed.id, owner_id=closed.mentee_id, when_text="a", will_text="b")
    twin.due_on, twin.created_at, twin.updated_at = SAID["due_on"], now, now

    with pytest.raises(sa.exc.IntegrityError):
        make.save(twin)


def test_a_line_of_thanks_reaches_the_mentor_once(sign_in, closed):
    client, here = sign_in(closed.mentee), f"/requests/{closed.public_id}/close"
    assert client.post(here, data={"step": "thanks", "line": ""}).status_code == 422
    for line in ("The part about waiting.", "And the rest."):
        client.post(here, data={"step": "thanks", "line": line})

    rows = sa.select(Outbox).where(Outbox.key.startswith(f"request:{closed.public_id}:thanked:"))
    (mail,) = db.session.scalars(rows)
    assert mail.recipient == closed.mentor.email
    assert mail.payload["subject"] == "Ben Achterberg thanks you"
    assert "The part about waiting." in mail.payload["text"]
    assert "The part about waiting." in client.get(here).text
    assert "thanks you:" in sign_in(closed.mentor).get(f"/requests/{closed.public_id}").text


def test_nobody_is_thanked_while_it_goes_on(thread, now):
    with pytest.raises(RequestMovedOn):
        thank_for_thread(thread, thread.mentee, "Thank you.", now=now)


def test_who_wrote_is_among_those_whose_words_are_kept_on_a_board(make, sign_in, closed):
    goal = goal_of(make, closed.mentee)
    client, here = sign_in(closed.mentee), f"/goals/{goal.public_id}"
    client.post(f"/briefs/{closed.brief.public_id}/goal", data={"goal_key": goal.public_id})
    said = {"mentor": closed.mentor.public_id, "text": "Say it first."}
    assert client.post(f"{here}/insights", data=said).status_code == 303

    page = client.get(here).text
    assert "Say it first." in page
    assert "1 mentor, 1 answer in writing" in page
    assert f'href="/requests/{closed.public_id}">An answer by' in page
    assert "1 answer in writing" in client.get("/goals").text


def test_the_mentor_sees_what_came_of_their_lines(closed, sign_in, now):
    action = act_on_thread(closed, closed.mentee, **SAID, now=now)
    answer_action(action, ActionStatus.DONE, now=now)
    with transaction():
        tell_outcome(action, OutcomeKind.WORKING, now=now)

    page = sign_in(closed.mentor).get("/network/impact").text
    assert "<span>1<small>answer</small></span>" in page
    assert "<span>1<small>done</small></span>" in page
    assert "Got it working" in page
    assert "in 0 talks" not in page


def test_who_wrote_can_be_thanked_from_the_network(closed, sign_in):
    page = sign_in(closed.mentee).get("/network").text
    assert f'href="/requests/{closed.public_id}">Say thanks' in page
