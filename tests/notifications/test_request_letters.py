"""What the two read about a request, each in their own time, and the lock screen not at all."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import BRIEF, at, slot_at
from tests.making.requests import ANSWER, QUESTION, reader, sent, written
from tests.making.words import says
from webapp.booking.handing_on import hand_on
from webapp.booking.request_answers import (
    accept_request,
    answer_question,
    ask_one_thing,
    expire_request,
    pass_request,
    withdraw_request,
)
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import PassReason
from webapp.booking.request_sweeps import CHORES, remind_silent_mentors
from webapp.booking.request_thread import close_thread, write
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people.service import describe

THURSDAY_1310 = slot_at(13, 10, day=5)
LINE = "I know one of your investors."


@pytest.fixture
def ada(make):
    return reader(make, name="Ada Lindqvist", time_zone="Europe/Lisbon", email="ada@a.test")


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg", time_zone="Europe/Berlin", email="ben@a.test")


@pytest.fixture
def chidi(make):
    return reader(make, name="Chidi Okonkwo", time_zone="Africa/Nairobi", email="chidi@a.test")


@pytest.fixture
def request_(make, ada, ben):
    return sent(make, mentor=ada, mentee=ben, slot=THURSDAY_1310)


def mails(person):
    rows = sa.select(Outbox).where(Outbox.kind == "mail", Outbox.recipient == person.email)
    return db.session.scalars(rows.order_by(Outbox.id)).all()


def newest(person):
    return mails(person)[-1].payload


def both_parts(payload):
    return (payload["text"], payload["html"])


def test_the_mentor_reads_who_asks_for_when_and_the_whole_brief(request_, ada):
    (row,) = mails(ada)

    assert row.payload["subject"] == "Ben Achterberg asks for 20 minutes: Thu 5 Mar, 13:10"
    for part in both_parts(row.payload):
        assert "13:10–13:30" in part
        assert "14:10–14:30" in part
        assert "Your answer is awaited by Wed 4 Mar, 09:00." in part
        assert all(words in part for words in vars(BRIEF).values())
        assert f"http://localhost/requests/{request_.public_id}" in part


def test_the_mentee_reads_until_when_they_hear(request_, ben):
    (row,) = mails(ben)

    assert row.payload["subject"] == "Ada Lindqvist has your brief: Thu 5 Mar, 14:10"
    for part in both_parts(row.payload):
        assert "You hear by Wed 4 Mar, 10:00. Until then the time is kept for you." in part
        assert BRIEF.question not in part


def test_a_written_one_says_so(make, ben):
    leila = reader(make, writes=True, email="leila@a.test")
    written(make, mentor=leila, mentee=ben)

    assert newest(leila)["subject"] == "Ben Achterberg asks for an answer in writing"
    assert "–" not in newest(leila)["text"].split("Where")[0].split("--")[0]


def test_that_writing_is_fine_too_is_said(make, ada, ben):
    sent(make, mentor=ada, mentee=ben, slot=THURSDAY_1310, writing_is_fine=True)

    assert "An answer in writing is fine too." in newest(ada)["text"]


def test_the_reminder_says_it_is_the_only_one(request_, ada, ben, now, clock):
    clock.advance(hours=24)
    remind_silent_mentors(now=clock.now())
    remind_silent_mentors(now=clock.now())

    assert len(mails(ada)) == 2
    assert newest(ada)["subject"].startswith("Ben Achterberg still waits for your answer")
    assert "We remind you once." in newest(ada)["text"]
    assert len(mails(ben)) == 1


def test_the_question_and_its_answer_are_read_by_the_other(request_, ada, ben, now):
    ask_one_thing(request_, ada, QUESTION, now=now)
    assert newest(ben)["subject"] == "Ada Lindqvist asks one thing: Thu 5 Mar, 14:10"
    for part in both_parts(newest(ben)):
        assert QUESTION in part
        assert "Your answer is awaited by Thu 5 Mar, 12:10." in part

    answer_question(request_, ben, ANSWER, now=now)
    assert newest(ada)["subject"] == "Ben Achterberg answered you: Thu 5 Mar, 13:10"
    for part in both_parts(newest(ada)):
        assert QUESTION in part
        assert ANSWER in part


def test_a_yes_is_told_as_the_booking_it_is(request_, ada, ben, now):
    accept_request(request_, ada, now=now)

    for person, hour in ((ada, "13:10"), (ben, "14:10")):
        assert newest(person)["subject"].startswith(f"Thu 5 Mar, {hour}: 20 minutes with")
        assert newest(person)["method"] == "REQUEST"
        assert "BEGIN:VEVENT" in newest(person)["calendar"]


def test_a_no_is_told_with_its_reason_and_the_next_choice(make, ada, ben, chidi, now):
    choice = NextChoice(chidi.id, at(9, day=6))
    request = sent(make, mentor=ada, mentee=ben, slot=THURSDAY_1310, next_choice=choice)
    pass_request(request, ada, PassReason.CLOSE, line=LINE, now=now)
    hand_on(request, now=now)

    assert newest(ben)["subject"] == "Ada Lindqvist passed, and said why: Thu 5 Mar, 14:10"
    for part in both_parts(newest(ben)):
        assert "too close to it" in part
        assert LINE in part
        assert "Chidi Okonkwo, your next choice, has your brief now, for Fri 6 Mar, 10:00." in part
    assert newest(chidi)["subject"] == "Ben Achterberg asks for 20 minutes: Fri 6 Mar, 12:00"
    assert LINE not in str(newest(chidi))
    assert len(mails(ben)) == 2  # the brief is there, and what became of it
    assert len(mails(ada)) == 1  # who passed knows it


def test_a_no_without_a_next_choice_names_who_has_time(make, request_, ada, ben, now):
    grace = make.mentor(name="Grace Mbeki", handle="grace", time_zone="UTC")
    describe(grace, headline="Has told people", quote="Who tells Jonas, and when")
    pass_request(request_, ada, PassReason.TIME, now=now)
    hand_on(request_, now=now)

    for part in both_parts(newest(ben)):
        assert "Your brief is kept. These have time:" in part
        assert "Grace Mbeki, Mon 2 Mar, 10:00" in part
    assert "http://localhost/mentors/grace?slot=2026-03-02T09:00Z" in newest(ben)["text"]


def run_out(clock):
    clock.advance(hours=48)
    for chore in CHORES:
        chore(now=clock.now())


def test_silence_is_told_to_both_kindly(request_, ada, ben, clock):
    run_out(clock)
    run_out(clock)

    assert newest(ben)["subject"] == "No answer from Ada Lindqvist: Thu 5 Mar, 14:10"
    assert newest(ada)["subject"] == "The request of Ben Achterberg ran out: Thu 5 Mar, 13:10"
    assert "One in 30 days is nothing." in newest(ada)["text"]
    assert (len(mails(ben)), len(mails(ada))) == (2, 3)  # the reminder came before


def test_the_second_silence_is_one_friendly_mail_with_one_button(make, ada, ben, clock):
    for hour in (9, 10):
        sent(make, mentor=ada, mentee=ben, slot=slot_at(hour, day=5))
    run_out(clock)

    ended = [row.payload for row in mails(ada) if "ran out" in row.payload["text"]]
    (payload,) = [letter for letter in ended if "paused" in letter["subject"]]
    assert payload["subject"] == "Your page is paused until you are back"
    assert payload["html"].count('bgcolor="#1d4f39"') == 1  # one button
    assert "http://localhost/requests/pause" in payload["text"]
    assert payload == ended[-1]
    assert len(ended) == 1


def test_the_mentees_own_silence_is_said_as_such(make, ada, ben, now, clock):
    request = sent(make, mentor=ada, mentee=ben, slot=THURSDAY_1310)
    ask_one_thing(request, ada, QUESTION, now=now)
    late = THURSDAY_1310.start - timedelta(hours=2)
    expire_request(request, now=late)
    hand_on(request, now=late)

    assert newest(ben)["subject"].startswith("The time to answer Ada Lindqvist is over")
    assert "Ben did not answer what you asked" in newest(ada)["text"]
    assert "30 days" not in newest(ada)["text"]


def test_a_withdrawn_request_needs_no_answer(request_, ada, ben, now):
    withdraw_request(request_, ben, now=now)

    waiting = [row for row in mails(ada) if row.cancelled_at is None]
    assert [row.payload["subject"] for row in waiting] == [
        "Ben Achterberg withdrew a request: Thu 5 Mar, 13:10"
    ]


def test_lines_are_read_by_the_other_one(make, ben, now):
    leila = reader(make, writes=True, name="Leila Haddad", email="leila@a.test")
    request = written(make, mentor=leila, mentee=ben)
    write(request, leila, "Tell him first.", now=now)
    assert newest(ben)["subject"] == "Leila Haddad wrote to you"
    assert "Tell him first." in newest(ben)["text"]

    write(request, ben, "When?", now=now)
    write(request, leila, "Before the team.", now=now)
    close_thread(request, ben, now=now)
    assert [row.payload["subject"] for row in mails(leila)][1:] == [
        "Ben Achterberg wrote to you", "Ben Achterberg has what was asked for",
    ]  # fmt: skip
    assert len(mails(ben)) == 3


def test_no_subject_and_no_lock_screen_quotes_anybody(make, ada, ben, now):
    request = sent(make, mentor=ada, mentee=ben, slot=THURSDAY_1310)
    ask_one_thing(request, ada, QUESTION, now=now)
    answer_question(request, ben, ANSWER, now=now)
    pass_request(request, ada, PassReason.CLOSE, line=LINE, now=now)
    hand_on(request, now=now)

    said = (*vars(BRIEF).values(), QUESTION, ANSWER, LINE)
    for row in db.session.scalars(sa.select(Outbox)):
        words = row.payload.get("subject", "") if row.kind == "mail" else str(row.payload)
        assert not any(text in words for text in said)
        if row.kind == "note":
            assert not says(words, "Ada")
            assert not says(words, "Ben")


def test_nobody_learns_the_address_of_the_other(request_, ada, ben):
    assert ada.email not in str(newest(ben))
    assert ben.email not in str(newest(ada))
