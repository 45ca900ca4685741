"""How what lies in the outbox leaves."""

import logging

import sqlalchemy as sa
from flask import Flask, current_app

from webapp.core import clock
from webapp.core.db import db
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, Undeliverable, compose, send
from webapp.core.outbox import NotWanted
from webapp.notifications.asking import require_wanted
from webapp.notifications.browser_panel import rings_here
from webapp.notifications.due import Channel
from webapp.notifications.reminders import open_reminder
from webapp.notifications.ringing import open_note, send_push
from webapp.notifications.server_key import public_key

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.add_template_global(rings_here)
    app.add_template_global(public_key, "push_key")
    app.add_template_global(lambda: absolute_url("telling.settings"), "link_to_choices")
    app.extensions["outbox_senders"] |= {
        "mail": send_mail,
        "note": open_note,
        "push": send_push,
        "reminder": open_reminder,
    }


def send_mail(row: sa.Row) -> None:
    """Hand a mail to the mail server; without one it stays readable at /demo/mail."""
    mail, config = mail_in(row), current_app.config
    if not config["MAIL_URL"]:
        log.info("no MAIL_URL, so this stays here. To: %s\n%s\n%s", row.recipient, mail.subject,
                 mail.text)  # fmt: skip
        return
    message = compose(
        mail,
        sender=config["MAIL_FROM"],
        to=row.recipient,
        message_id=row.message_id,
        date=clock.now(),
    )
    try:
        send(message, config["MAIL_URL"])
    except Undeliverable as error:
        log.error("mail %s is refused for good: %s", row.id, error.__cause__)
        raise NotWanted from None


def mail_in(row: sa.Row) -> Mail:
    """Read the mail of a row, unless its reader does not want it any more."""
    parts = dict(row.payload)
    if told := parts.pop("told", None):
        require_wanted(told, Channel.MAIL, now=clock.now())
        db.session.rollback()  # nothing is held open while a mail server thinks
    return Mail(**parts)
