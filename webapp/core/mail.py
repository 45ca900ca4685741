"""Mail: what one says, and how it leaves. Composed with `EmailMessage` only."""

import smtplib
import ssl
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from webapp.core import outbox
from webapp.core.text import one_line

TIMEOUT = 10  # seconds a mail server may take for one answer


@dataclass(frozen=True)
class Mail:
    """One message. `calendar` is an iCalendar text, `method` its METHOD (RFC 5546)."""

    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    method: str = "REQUEST"


def put_mail(mail: Mail, *, to: str, key: str, due_at: datetime) -> None:
    """Leave a mail in the outbox; a second one with the same key is dropped."""
    outbox.put("mail", recipient=to, payload=asdict(mail), key=key, due_at=due_at)


def compose(mail: Mail, *, sender: str, to: str, message_id: str, date: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = one_line(mail.subject)
    message["From"] = sender
    message["To"] = to
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        attach_calendar(message, mail)
    return message


def attach_calendar(message: EmailMessage, mail: Mail) -> None:
    # as an alternative, so that mail programs show their own accept buttons
    message.add_alternative(mail.calendar, subtype="calendar", params={"method": mail.method})


def send(message: EmailMessage, server: str) -> None:
    """Hand it to `smtp://[name:password@]host[:port]` (STARTTLS where offered) or `smtps://`."""
    url = urlsplit(server)
    with connect(url) as smtp:
        if url.username:
            smtp.login(unquote(url.username), unquote(url.password or ""))
        smtp.send_message(message)


def connect(url) -> smtplib.SMTP:
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=TIMEOUT, context=context)
    smtp = smtplib.SMTP(url.hostname, url.port or 25, timeout=TIMEOUT)
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    return smtp
