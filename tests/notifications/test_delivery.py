"""How mails leave: through a mail server, or into the demo's own."""

import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.mail_server import mail_server
from webapp.core import outbox
from webapp.core.db import db, transaction
from webapp.core.mail import Mail, put_mail
from webapp.core.outbox import CLAIM_LASTS, Outbox
from webapp.notifications.delivery import send_mail

SENDERS = {"mail": send_mail}
NOTE = Mail("Hello", "In words.\n", "<p>In HTML.</p>")


@pytest.fixture
def server(app, monkeypatch):
    with mail_server() as server:
        monkeypatch.setitem(app.config, "MAIL_URL", server.url)
        yield server


@pytest.fixture
def row(now):
    with transaction():
        put_mail(NOTE, to="ben@example.test", key="note", due_at=now)
    return db.session.scalars(sa.select(Outbox)).one()


def test_a_mail_is_delivered_once(server, row, now):
    outbox.deliver_due(SENDERS, now=now)
    outbox.deliver_due(SENDERS, now=now + timedelta(hours=1))

    (message,) = server.messages
    assert message["To"] == "ben@example.test"
    assert message["From"].startswith("Momentor <")
    assert message["Message-ID"] == row.message_id
    assert message["Date"].datetime == now


def test_a_server_that_refuses_is_asked_again_later(server, row, now):
    server.refusals = 1

    assert outbox.deliver_due(SENDERS, now=now) == 0
    assert server.messages == []
    outbox.deliver_due(SENDERS, now=now + timedelta(seconds=10))

    assert [message["Message-ID"] for message in server.messages] == [row.message_id]


def test_an_address_that_does_not_exist_is_given_up_and_the_next_one_served(server, row, now):
    server.refused["ben@example.test"] = "550 5.1.1 No such user"
    with transaction():
        put_mail(NOTE, to="ada@example.test", key="other", due_at=now)

    outbox.deliver_due(SENDERS, now=now)

    assert [message["To"] for message in server.messages] == ["ada@example.test"]
    assert row.cancelled_at == now


def test_a_server_that_is_away_is_asked_again_later(app, server, row, now, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    assert outbox.deliver_due(SENDERS, now=now) == 0

    monkeypatch.setitem(app.config, "MAIL_URL", server.url)
    outbox.deliver_due(SENDERS, now=now + timedelta(minutes=1))

    assert len(server.messages) == 1


def test_a_worker_that_dies_after_sending_sends_the_same_message_again(server, row, now):
    """Nobody can know whether it left; the receiver can tell by the Message-ID."""

    def send_and_die(row):
        send_mail(row)
        raise SystemExit

    with pytest.raises(SystemExit):
        outbox.deliver_due({"mail": send_and_die}, now=now)
    outbox.deliver_due(SENDERS, now=now + CLAIM_LASTS)

    assert [message["Message-ID"] for message in server.messages] == [row.message_id] * 2


def test_without_a_mail_server_a_mail_counts_as_sent_and_stays(row, now):
    outbox.deliver_due(SENDERS, now=now)

    assert row.sent_at == now
    assert row.payload == dataclasses.asdict(NOTE)


def test_the_app_knows_how_to_deliver_mail(app):
    assert app.extensions["outbox_senders"]["mail"] is send_mail
