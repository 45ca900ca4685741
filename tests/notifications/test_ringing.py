"""A note reaches each browser of a person through a push service, and says no name."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.push import subscribe
from webapp.core.db import db, transaction
from webapp.core.mail import Mail
from webapp.core.outbox import MOST_ATTEMPTS, Outbox
from webapp.core.push_keys import new_private_key
from webapp.core.web_push import topic_of
from webapp.notifications.due import Kind
from webapp.notifications.models import Preference, PushSubscription
from webapp.notifications.telling import PushNote, tell
from webapp.people import devices
from webapp.people.queries import devices_of


@pytest.fixture
def ben(make):
    return make.person(name="Ben", email="ben@example.test", time_zone="Europe/Berlin")


@pytest.fixture
def ring(ben, now):
    def ring(number=1, *, kind=Kind.REMINDER, until=now + timedelta(minutes=5)):
        note = PushNote("Your talk starts in 5 minutes", "Open the room", "/bookings/x",
                        about="booking:x", until=until)  # fmt: skip
        with transaction():
            tell(ben, kind, Mail("Soon", "Soon\n"), key=f"x:{number}", due_at=now, push=note)

    return ring


def pushes():
    rows = sa.select(Outbox).where(Outbox.kind == "push").order_by(Outbox.id)
    return db.session.scalars(rows).all()


def subscriptions():
    return db.session.scalars(sa.select(PushSubscription)).all()


def test_each_browser_of_the_person_is_rung_once(service, ben, make, ring, deliver, now):
    mine = [subscribe(service, ben, now=now) for _ in range(2)]
    subscribe(service, make.person(), now=now)

    ring()
    deliver()
    deliver()

    assert [push.receiver for push in service.pushes] == mine


def test_what_is_shown_can_be_shown_by_a_browser_without_our_script(
    app, service, ben, ring, deliver, now
):
    subscribe(service, ben, now=now)

    ring()
    deliver()

    (push,) = service.pushes
    assert push.message["web_push"] == 8030
    assert push.shown["title"] == "Your talk starts in 5 minutes"
    assert push.shown["body"] == "Open the room"
    assert push.shown["navigate"] == "http://localhost/bookings/x"
    assert push.shown["icon"].startswith("http://localhost/static/dist/icon-192-")
    assert push.shown["data"] == {"id": pushes()[0].message_id}


def test_topic_and_tag_are_the_same_for_all_that_is_about_one_booking(
    service, ben, ring, deliver, now
):
    subscribe(service, ben, now=now)

    ring(1)
    ring(2)
    deliver()

    topics = {push.headers["Topic"] for push in service.pushes}
    tags = {push.shown["tag"] for push in service.pushes}
    assert topics == tags == {topic_of("booking:x")}


def test_a_push_lives_until_the_talk_starts(service, ben, ring, deliver, now, clock):
    subscribe(service, ben, now=now)
    ring()
    clock.advance(minutes=2)

    deliver()

    assert service.pushes[0].headers["TTL"] == "180"
    assert service.pushes[0].headers["Urgency"] == "high"


def test_one_of_no_certain_use_lives_for_a_day(service, ben, ring, deliver, now):
    subscribe(service, ben, now=now)

    ring(kind=Kind.REQUEST, until=None)
    deliver()

    assert service.pushes[0].headers["TTL"] == "86400"
    assert service.pushes[0].headers["Urgency"] == "normal"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(service, ben, ring, deliver, now, status):
    subscribe(service, ben, now=now)
    service.answers.append((status, {}))

    ring()
    deliver()

    assert subscriptions() == []
    assert pushes()[0].cancelled_at == now


def test_one_dead_browser_does_not_keep_the_other_from_ringing(service, ben, ring, deliver, now):
    dead, alive = (subscribe(service, ben, now=now) for _ in range(2))
    del service.receivers[dead.path]

    ring()
    deliver()

    assert [push.receiver for push in service.pushes] == [alive]
    assert [row.endpoint for row in subscriptions()] == [alive.endpoint]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(
    service, ben, ring, deliver, now, clock, status
):
    subscribe(service, ben, now=now)
    service.answers.append((status, {"Retry-After": "120"}))
    ring()
    deliver()

    clock.advance(seconds=119)
    deliver()
    assert service.calls == 1
    clock.advance(seconds=1)
    deliver()

    assert len(service.pushes) == 1
    assert service.pushes[0].shown["data"]["id"] == pushes()[0].message_id


def test_a_broken_service_is_tried_again_after_a_pause(service, ben, ring, deliver, now, clock):
    subscribe(service, ben, now=now)
    service.answers.append((500, {}))
    ring()
    deliver()
    assert service.pushes == []

    clock.advance(seconds=10)
    deliver()

    assert len(service.pushes) == 1


def test_a_service_that_always_asks_for_time_is_given_up(service, ben, ring, deliver, now):
    subscribe(service, ben, now=now)
    ring()
    deliver()
    with transaction():
        row = pushes()[0]
        row.sent_at, row.claimed_at, row.attempts = None, None, MOST_ATTEMPTS - 1
    service.answers.append((429, {"Retry-After": "1"}))

    deliver()

    assert pushes()[0].cancelled_at == now


def test_what_a_service_never_takes_is_dropped_and_the_browser_kept(
    service, ben, ring, deliver, now
):
    subscribe(service, ben, now=now)
    service.answers.append((413, {}))

    ring()
    deliver()

    assert pushes()[0].cancelled_at == now
    assert len(subscriptions()) == 1


def test_a_push_for_a_talk_that_has_begun_is_not_sent(service, ben, ring, deliver, now, clock):
    subscribe(service, ben, now=now)
    service.answers.append((503, {"Retry-After": "600"}))
    ring()
    deliver()
    clock.advance(minutes=10)

    deliver()

    assert service.pushes == []
    assert pushes()[0].cancelled_at == clock.now()


def test_what_was_switched_off_does_not_ring(service, make, ben, ring, deliver, now):
    subscribe(service, ben, now=now)
    ring()
    make.save(Preference(person_id=ben.id, kind=Kind.REMINDER, by_mail=True, by_push=False))

    deliver()

    assert service.calls == 0


def test_a_browser_that_subscribed_to_another_key_is_forgotten(
    app, monkeypatch, service, ben, ring, deliver, now
):
    subscribe(service, ben, now=now)
    monkeypatch.setitem(app.config, "VAPID_PRIVATE_KEY", new_private_key())

    ring()
    deliver()

    assert service.calls == 0
    assert subscriptions() == []


def test_signing_out_ends_the_ringing(service, ben, ring, deliver, now):
    subscribe(service, ben, now=now)
    ring()
    devices.revoke(devices_of(ben, now=now)[0], now=now)

    deliver()

    assert subscriptions() == []
    assert service.calls == 0


def test_signing_in_again_in_the_same_browser_keeps_it_ringing(service, ben, ring, deliver, now):
    subscribe(service, ben, now=now)
    (old,) = devices_of(ben, now=now)

    devices.open_device(ben, factor="passkey", name="Firefox", replaces=old, now=now)
    ring()
    deliver()

    assert len(service.pushes) == 1


def test_somebody_else_who_signs_in_there_is_not_rung_for_the_one_before(
    service, make, ben, ring, deliver, now
):
    subscribe(service, ben, now=now)
    (old,) = devices_of(ben, now=now)

    devices.open_device(make.person(), factor="code", name="Firefox", replaces=old, now=now)
    ring()
    deliver()

    assert subscriptions() == []
    assert service.calls == 0


def test_a_device_unused_for_long_is_not_rung(service, ben, ring, deliver, now, clock):
    subscribe(service, ben, now=now)
    clock.advance(days=91)

    ring(until=None)
    deliver()

    assert service.calls == 0
