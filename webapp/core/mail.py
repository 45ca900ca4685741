"""Mail: what one says, and how it leaves. Composed with `EmailMessage` only."""

import re
import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from webapp.core import outbox
from webapp.core.text import one_line

TIMEOUT = 10  # seconds a mail server may take for one answer
UNTIL_DATA = 38  # for all until it wants the mail
LAST_ANSWER = 40  # for wanting it, and for saying that it has it: all in all within one claim
GOODBYE = 1
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Mail:
    """One message. `calendar` is an iCalendar text, `method` its METHOD (RFC 5546).

    `stop_link` ends mails of this kind in one click (RFC 8058), where they can be ended.
    """

    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    method: str = "REQUEST"
    stop_link: str = ""


def write_mail(
    template: str, *, subject: str, calendar: str = "", method: str = "REQUEST", **context
) -> Mail:
    """Write `mail/<template>.txt` and `.html` for one reader, whoever is asking meanwhile."""
    said = {"subject": one_line(subject), **context}
    return Mail(
        subject=said["subject"],
        text=without_gaps(render(f"mail/{template}.txt", said)),
        html=render(f"mail/{template}.html", said),
        calendar=calendar,
        method=method,
    )


def render(name: str, context: dict) -> str:
    # not render_template: its context knows the person of this request, not the reader
    return current_app.jinja_env.get_template(name).render(context)


def without_gaps(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def put_mail(mail: Mail, *, to: str, key: str, due_at: datetime) -> None:
    """Leave a mail in the outbox; a second one with the same key is dropped."""
    outbox.put("mail", recipient=to, payload=asdict(mail), key=key, due_at=due_at)


class WholeLinks(EmailPolicy):
    """Folds heads as usual, but for the links that programs read there: an encoded one is none."""

    def fold(self, name: str, value: str) -> str:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


def compose(mail: Mail, *, sender: str, to: str, message_id: str, date: datetime) -> EmailMessage:
    message = EmailMessage(WholeLinks())
    message["Subject"] = one_line(mail.subject)
    message["From"] = sender
    message["To"] = to
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_link:
        message["List-Unsubscribe"] = f"<{mail.stop_link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        add_calendar(message, mail)
    return message


def add_calendar(message: EmailMessage, mail: Mail) -> None:
    """Add it twice: for programs that show buttons of their own, and as a file for the others."""
    message.add_alternative(mail.calendar, subtype="calendar", params={"method": mail.method})
    message.add_attachment(
        mail.calendar.encode(), maintype="application", subtype="ics", filename="invite.ics"
    )


class Undeliverable(Exception):
    """The mail server will never take this one: no such address, or not such a mail."""


class Patient:
    """Waits long for the last answer: a server that was not waited for may have taken the mail,
    and would get it again. What takes too long before that has not begun to hand anything over.
    """

    def __init__(self, *where, **options):
        self.begun = time.monotonic()
        super().__init__(*where, **options)

    def data(self, message: bytes):
        if time.monotonic() - self.begun > UNTIL_DATA:
            raise smtplib.SMTPServerDisconnected("too slow to begin with")
        self.sock.settimeout(LAST_ANSWER)
        return super().data(message)


class Smtp(Patient, smtplib.SMTP):
    pass


class SmtpWithTls(Patient, smtplib.SMTP_SSL):
    pass


def send(message: EmailMessage, server: str) -> None:
    """Hand it to `smtp://[name:password@]host[:port]` (STARTTLS where offered) or `smtps://`.

    Returns as soon as the server has answered for the mail.
    """
    url = urlsplit(server)
    smtp = connect(url)
    try:
        if url.username:
            log_in(smtp, url)
        hand_over(smtp, message)
    finally:
        leave(smtp)


def hand_over(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= 500 for code, _ in refusal.recipients.values()):
            raise Undeliverable from refusal
        raise
    except smtplib.SMTPDataError as refusal:
        if refusal.smtp_code >= 500:
            raise Undeliverable from refusal
        raise


def leave(smtp: smtplib.SMTP) -> None:
    """Say goodbye; whatever becomes of that, the mail is where it is."""
    with suppress(smtplib.SMTPException, OSError):
        if smtp.sock:
            smtp.sock.settimeout(GOODBYE)
            smtp.quit()
    smtp.close()


def log_in(smtp: smtplib.SMTP, url: SplitResult) -> None:
    if not isinstance(smtp.sock, ssl.SSLSocket) and url.hostname not in LOCAL:
        raise smtplib.SMTPNotSupportedError("a password is not sent in the clear: use TLS")
    smtp.login(unquote(url.username), unquote(url.password or ""))


def connect(url: SplitResult) -> smtplib.SMTP:
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        return SmtpWithTls(url.hostname, url.port or 465, timeout=TIMEOUT, context=context)
    smtp = Smtp(url.hostname, url.port or 25, timeout=TIMEOUT)
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    return smtp
