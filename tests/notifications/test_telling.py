"""Telling: by the ways somebody has chosen, asked when it is written and when it is sent."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from webapp.core import outbox
from webapp.core.db import db, transaction
from webapp.core.mail import Mail
from webapp.core.outbox import Outbox
from webapp.notifications.due import Kind
from webapp.notifications.models import Preference, QuietSetting
from webapp.notifications.telling import PushNote, tell

LETTER = Mail("A subject", "Some words.\n", "<p>Some words.</p>")
NOTE = PushNote("Your talk starts in 5 minutes", "Open the room", "/live/x", about="booking:x")


@pytest.fixture
def ben(make):
    return make.person(name="Ben", email="ben@example.test", time_zone="Europe/Berlin")


@pytest.fixture
def say(ben, now):
    def say(kind=Kind.REQUEST, *, due_at=now, push=NOTE, **more):
        with transaction():
            tell(ben, kind, LETTER, key="said:1", due_at=due_at, push=push, **more)

    return say


@pytest.fixture
def choose(make, ben):
    def choose(kind, *, mail, push):
        make.save(Preference(person_id=ben.id, kind=kind, by_mail=mail, by_push=push))

    return choose


def rows(**conditions):
    found = sa.select(Outbox).filter_by(**conditions).order_by(Outbox.id)
    return db.session.scalars(found).all()


def kinds():
    return [row.kind for row in rows(cancelled_at=None)]


def test_without_a_choice_one_is_told_by_mail_and_push(say):
    say()

    assert kinds() == ["mail", "note"]


@pytest.mark.parametrize(
    ("mail", "push", "told"),
    [(True, True, ["mail", "note"]), (True, False, ["mail"]), (False, True, ["note"]),
     (False, False, [])],
)  # fmt: skip
def test_one_is_told_by_the_ways_one_has_chosen(say, choose, mail, push, told):
    choose(Kind.REQUEST, mail=mail, push=push)
    choose(Kind.FOLLOWUP, mail=not mail, push=not push)

    say()

    assert kinds() == told


def test_a_change_of_a_booking_always_comes_by_mail(say, choose):
    choose(Kind.BOOKING, mail=False, push=False)

    say(Kind.BOOKING)

    assert kinds() == ["mail"]


def test_the_same_thing_is_told_once(say):
    say()
    say()

    assert kinds() == ["mail", "note"]


def test_what_is_called_off_is_called_off_on_every_way(say, now):
    say()

    with transaction():
        outbox.cancel("said:", now=now)

    assert kinds() == []


def test_a_kind_that_does_not_exist_is_an_error(say):
    with pytest.raises(ValueError, match="gossip"):
        say("gossip")


def test_what_was_switched_off_meanwhile_is_not_sent(say, choose, deliver, clock):
    say(due_at=clock.now() + timedelta(days=1))
    choose(Kind.REQUEST, mail=False, push=False)
    clock.advance(days=1)

    assert deliver() == 0
    assert [row.cancelled_at for row in rows()] == [clock.now()] * 2


def test_what_is_of_no_use_any_more_is_not_sent(say, deliver, clock):
    until = clock.now() + timedelta(minutes=5)
    note = PushNote("Soon", "Open", "/", about="x", until=until)
    say(Kind.REMINDER, push=note, until=until)
    clock.advance(minutes=5)

    assert deliver() == 0
    assert kinds() == []


def test_nobody_who_was_disabled_is_told(say, deliver, ben):
    say()
    with transaction():
        ben.is_disabled = True

    assert deliver() == 0


def test_a_follow_up_waits_for_the_morning(make, say, ben, now):
    make.save(
        QuietSetting(person_id=ben.id, from_minute=9 * 60, until_minute=11 * 60, on_weekends=False)
    )

    say(Kind.FOLLOWUP)  # it is ten in Berlin

    assert rows(kind="mail")[0].due_at == now + timedelta(hours=1)


def test_a_note_waits_for_the_end_of_the_quiet_hours_while_the_mail_goes(
    make, say, ben, deliver, clock
):
    make.save(
        QuietSetting(person_id=ben.id, from_minute=9 * 60, until_minute=11 * 60, on_weekends=False)
    )
    say()

    assert deliver() == 1
    (note,) = rows(kind="note")
    assert note.due_at == clock.now() + timedelta(hours=1)
    clock.advance(hours=1)
    assert deliver() == 1
    assert rows(kind="note")[0].sent_at == clock.now()
