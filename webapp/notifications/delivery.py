"""How what lies in the outbox leaves."""

import logging

import sqlalchemy as sa
from flask import Flask, current_app

from webapp.core import clock
from webapp.core.mail import Mail, compose, send

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.extensions["outbox_senders"]["mail"] = send_mail


def send_mail(row: sa.Row) -> None:
    """Hand a mail to the mail server; without one it stays readable at /demo/mail."""
    mail, config = Mail(**row.payload), current_app.config
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
    send(message, config["MAIL_URL"])
