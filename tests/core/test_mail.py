"""Mail: what is composed, and how a real server receives it."""

import smtplib
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from jinja2 import DictLoader

from tests.mail_server import mail_server
from webapp.core import mail
from webapp.core.mail import Mail, Undeliverable, compose, send, write_mail

AT = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Treffen in Köln\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


def message(written=None, to="ben@example.test"):
    written = written or Mail("Tue 24 Nov, 14:10", "In words.\n", "<p>In HTML.</p>")
    return compose(
        written, sender="Momentor <m@example.test>", to=to, message_id="<1@here>", date=AT
    )


def text_of(part):
    return part.get_content().replace("\r\n", "\n")  # lines end in CRLF on the way


def test_a_mail_arrives_as_it_was_written(server):
    send(message(), server.url)

    (received,) = server.messages
    assert received["Subject"] == "Tue 24 Nov, 14:10"
    assert received["To"] == "ben@example.test"
    assert received["Message-ID"] == "<1@here>"
    assert received["Date"].datetime == AT
    assert text_of(received.get_body(("plain",))) == "In words.\n"
    assert text_of(received.get_body(("html",))) == "<p>In HTML.</p>\n"


def test_names_and_words_in_any_script_arrive(server):
    send(message(Mail("20 minutes with ليلى حداد", "ليلى\n", "<p>ليلى</p>")), server.url)

    (received,) = server.messages
    assert received["Subject"] == "20 minutes with ليلى حداد"
    assert text_of(received.get_body(("plain",))) == "ليلى\n"


def test_the_calendar_goes_along_for_buttons_and_as_a_file(server):
    send(message(Mail("A talk", "Words", "<p>Words</p>", CALENDAR, "REQUEST")), server.url)

    parts = {part.get_content_type(): part for part in server.messages[0].walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert text_of(parts["text/calendar"]) == CALENDAR.replace("\r\n", "\n")
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/ics"].get_content() == CALENDAR.encode()


def test_a_line_break_in_a_subject_starts_no_header():
    composed = message(Mail("Hello\r\nBcc: eve@example.test", "Words"))

    assert composed["Subject"] == "Hello Bcc: eve@example.test"
    assert composed["Bcc"] is None


def test_a_line_break_in_an_address_is_refused():
    with pytest.raises(ValueError, match="line"):
        message(to="ben@example.test\r\nBcc: eve@example.test")


def test_a_refusal_is_an_error(server):
    server.refusals = 1

    with pytest.raises(smtplib.SMTPDataError):
        send(message(), server.url)


def test_a_server_that_is_away_is_an_error():
    with pytest.raises(OSError, match="refused"):
        send(message(), "smtp://127.0.0.1:1")


def test_a_password_is_not_sent_in_the_clear(server, monkeypatch):
    monkeypatch.setattr(mail, "LOCAL", ())

    with pytest.raises(smtplib.SMTPNotSupportedError, match="in the clear"):
        send(message(), server.url.replace("//", "//ada:secret@"))
    assert server.messages == []


@pytest.fixture
def note_template(app, monkeypatch):
    """A mail that tells whether it knows who is asking."""
    text = "{{ words }}\n\n\n\n{{ current_person is defined }} {{ at|clock('Asia/Tokyo') }}"
    loader = DictLoader({"mail/note.txt": text, "mail/note.html": text})
    monkeypatch.setattr(app.jinja_env, "loader", loader)
    yield
    app.jinja_env.cache.clear()


def test_a_mail_knows_its_reader_and_not_who_is_asking(app, note_template):
    with app.test_request_context("/"):
        written = write_mail("note", subject="A  note", words="<b>", at=AT)

    assert written.subject == "A note"
    assert written.text == "<b>\n\nFalse 22:10\n"
    assert written.html.startswith("&lt;b&gt;")


def test_a_server_that_knows_no_such_address_will_never_take_it(server):
    server.refused["ben@example.test"] = "550 5.1.1 No such user"

    with pytest.raises(Undeliverable):
        send(message(), server.url)


def test_a_mail_that_a_server_will_never_take_is_known_as_that(server):
    server.refusals, server.refusal = 1, "554 5.6.0 Not such a mail"

    with pytest.raises(Undeliverable):
        send(message(), server.url)


def test_an_address_that_is_refused_for_now_is_tried_again(server):
    server.refused["ben@example.test"] = "450 4.2.0 Greylisted"

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(message(), server.url)


def test_a_slow_last_answer_is_waited_for(server, monkeypatch):
    """Whoever does not wait sends what has been taken, over and over."""
    monkeypatch.setattr(mail, "TIMEOUT", 0.5)
    server.pause = lambda: 1

    send(message(), server.url)

    assert len(server.messages) == 1


def test_a_server_that_is_too_slow_to_begin_with_gets_nothing(server, monkeypatch):
    monkeypatch.setattr(mail, "UNTIL_DATA", -1)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(message(), server.url)
    assert server.messages == []


GREETING = [b"220 hello\r\n", b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"]


@contextmanager
def one_call(*, answers=GREETING, last=b""):
    """A server that answers each line of one caller, takes some of the mail, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            caller, _ = listening.accept()
            with caller, caller.makefile("rb") as lines:
                for number, answer in enumerate(answers):
                    if number:
                        lines.readline()
                    caller.sendall(answer)
                read = iter(lines.readline, b".\r\n") if last else [lines.readline()]
                for _ in read:
                    pass
                caller.sendall(last)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


def test_a_server_that_dies_in_the_middle_of_a_mail_is_an_error():
    with one_call() as url, pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        send(message(), url)


def test_a_server_that_hangs_up_once_it_has_the_mail_has_it():
    with one_call(last=b"250 I have it\r\n") as url:
        send(message(), url)


def test_a_goodbye_that_goes_wrong_sends_nothing_twice():
    with one_call(last=b"250 I have it\r\n421 too busy for that\r\n") as url:
        send(message(), url)
