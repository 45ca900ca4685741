"""Talks booked together: at their end, and when one would go on, a phone rings without a name."""

import pytest

from tests.making.engagement import engagement
from tests.making.words import says
from webapp.booking.engagement import agree_to_renew, end_engagement
from webapp.core.outbox import Outbox


@pytest.fixture
def ada(make):
    return make.mentor(name="Ada Lindqvist")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def ended(make, ada, ben, now):
    running = engagement(make, ada, ben)
    end_engagement(running, ben, why="Enough for now.", now=now)
    return running


def notes(what):
    rows = Outbox.query.filter(Outbox.kind == "note", Outbox.key.contains(f":{what}:"))
    return rows.order_by(Outbox.id).all()


def test_both_are_rung_at_the_end(ended, ada, ben):
    rung = notes("ended")

    assert {row.recipient for row in rung} == {ada.public_id, ben.public_id}
    assert {row.payload["link"] for row in rung} == {f"/engagements/{ended.public_id}"}
    assert not any(says(row.payload, "Ada") for row in rung)


def test_the_other_one_is_rung_when_one_would_go_on(ended, ada, ben, now):
    agree_to_renew(ended, ben, now=now)

    assert [row.recipient for row in notes("renewal")] == [ada.public_id]
