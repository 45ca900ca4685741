"""When somebody does not come: what the room saw, said once, and set right in one line."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from webapp.booking.errors import BookingMovedOn
from webapp.booking.models import BookingStatus
from webapp.booking.service import end_booking
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.followup.errors import NobodyMissing, NothingToAppeal
from webapp.followup.no_show_queries import attended_in
from webapp.followup.no_shows import appeal, call_the_other, end_as_no_show, step_of
from webapp.followup.verdict_models import Attended
from webapp.goals.queries import unsent_brief_of
from webapp.live.models import Attendance, AttendanceKind, LiveSession
from webapp.notifications.housekeeping import end_past_bookings


@pytest.fixture
def talk(make, now):
    ada = make.mentor(name="Ada Lindqvist", email="ada@example.test")
    ben = make.person(name="Ben Achterberg", email="ben@example.test")
    brief = make.brief(ben, sent_at=now)
    return make.booking(slot=make.slot(now), mentor=ada, mentee=ben, brief_id=brief.id)


@pytest.fixture
def be_there(make, talk):
    """Let somebody come into the room, or leave it, now."""

    def be_there(person, at, kind=AttendanceKind.JOINED):
        session = db.session.scalars(sa.select(LiveSession)).first()
        session = session or make.save(LiveSession(booking_id=talk.id, opened_at=at))
        row = Attendance(live_session_id=session.id, person_id=person.id, kind=kind, at=at)
        row.peer_id = person.handle
        make.save(row)

    return be_there


@pytest.fixture
def wait(be_there, talk, clock):
    """Let somebody come at the start and wait."""

    def wait(person, minutes):
        be_there(person, talk.starts_at)
        clock.advance(minutes=minutes)
        return clock.now()

    return wait


def mails_to(person):
    rows = sa.select(Outbox.payload).where(
        Outbox.recipient == person.email, Outbox.kind == "mail", Outbox.cancelled_at.is_(None)
    )
    return [payload["subject"] for payload in db.session.scalars(rows)]


def verdicts(talk):
    rows = attended_in(talk)
    return tuple(rows[person.id].verdict for person in (talk.mentor, talk.mentee))


def test_after_ten_minutes_the_one_who_waits_may_end_it(talk, wait):
    now = wait(talk.mentor, 10)

    end_as_no_show(talk, talk.mentor, now=now)

    assert (talk.status, talk.ended_reason) == ("ended", "absent_mentee")
    assert verdicts(talk) == ("attended", "absent")
    assert attended_in(talk)[talk.mentee.id].said_by_id == talk.mentor.id


def test_a_mentor_who_does_not_come_leaves_the_mentee_their_brief(talk, wait):
    now = wait(talk.mentee, 12)

    end_as_no_show(talk, talk.mentee, now=now)

    assert talk.ended_reason == "absent_mentor"
    assert unsent_brief_of(talk.mentee, now=now).question == talk.brief.question


@pytest.mark.parametrize("minutes", [0, 5, 9])
def test_before_that_nobody_is_missing(talk, wait, minutes):
    now = wait(talk.mentor, minutes)

    with pytest.raises(NobodyMissing):
        end_as_no_show(talk, talk.mentor, now=now)
    assert talk.is_confirmed


def test_who_did_not_wait_cannot_say_it(talk, wait):
    now = wait(talk.mentor, 10)

    with pytest.raises(NobodyMissing):
        end_as_no_show(talk, talk.mentee, now=now)


def test_who_was_there_is_not_missing(talk, wait, be_there):
    be_there(talk.mentee, talk.starts_at + timedelta(minutes=2))
    now = wait(talk.mentor, 15)

    with pytest.raises(NobodyMissing):
        end_as_no_show(talk, talk.mentor, now=now)


def test_a_second_tap_ends_nothing_more(talk, wait):
    now = wait(talk.mentor, 10)

    end_as_no_show(talk, talk.mentor, now=now)
    end_as_no_show(talk, talk.mentor, now=now)

    assert len(db.session.scalars(sa.select(Attended)).all()) == 2
    assert mails_to(talk.mentee) == ["Ada waited for you: Mon 2 Mar, 09:00"]


def test_what_has_ended_otherwise_is_no_no_show(talk, wait):
    now = wait(talk.mentor, 10)
    end_booking(talk, None, now=now)

    with pytest.raises(BookingMovedOn):
        end_as_no_show(talk, talk.mentor, now=now)


def test_the_worker_says_what_the_room_saw(talk, wait, clock):
    wait(talk.mentee, 60)
    for _ in range(2):
        end_past_bookings(now=clock.now())

    assert (talk.status, talk.ended_reason) == ("ended", "absent_mentor")
    assert verdicts(talk) == ("absent", "attended")
    assert mails_to(talk.mentor) == ["Ben waited for you: Mon 2 Mar, 09:00"]


def test_where_nobody_came_nobody_is_blamed(talk, clock):
    clock.advance(hours=1)
    end_past_bookings(now=clock.now())

    assert (talk.status, talk.ended_reason) == ("ended", None)
    assert verdicts(talk) == ("unknown", "unknown")
    assert mails_to(talk.mentor) == mails_to(talk.mentee) == []


@pytest.fixture
def missed(talk, wait):
    end_as_no_show(talk, talk.mentor, now=wait(talk.mentor, 10))
    return talk


def test_the_absent_one_may_say_why_it_is_wrong_once(missed, now):
    appeal(missed, missed.mentee, "The room did not let me in.", now=now)
    appeal(missed, missed.mentee, "And once more.", now=now)

    row = attended_in(missed)[missed.mentee.id]
    assert (row.verdict, row.appeal) == ("absent", "The room did not let me in.")
    assert row.is_appealed
    assert mails_to(missed.mentor) == ["Ben says why it was no no-show: Mon 2 Mar, 09:00"]


def test_who_attended_has_nothing_to_set_right(missed, now):
    with pytest.raises(NothingToAppeal):
        appeal(missed, missed.mentor, "I was there.", now=now)


def test_nothing_else_follows(missed):
    assert missed.mentee.is_disabled is False
    assert missed.status == BookingStatus.ENDED


def test_what_is_offered_while_waiting(talk, be_there, clock):
    ada, ben = talk.mentor, talk.mentee
    assert step_of(talk, ada, now=clock.now()) == 0
    be_there(ada, clock.now())
    steps = []
    for _ in range(4):
        steps.append(step_of(talk, ada, now=clock.now()))
        clock.advance(minutes=5)
    assert steps == [0, 1, 2, 3]
    assert step_of(talk, ben, now=clock.now()) == 0

    be_there(ada, clock.now(), AttendanceKind.LEFT)
    assert step_of(talk, ada, now=clock.now()) == 0
    be_there(ada, clock.now())
    be_there(ben, clock.now())
    assert step_of(talk, ada, now=clock.now()) == 0


def test_the_other_is_called_once(talk, wait, clock):
    with pytest.raises(NobodyMissing):
        call_the_other(talk, talk.mentor, now=clock.now())
    now = wait(talk.mentor, 6)

    call_the_other(talk, talk.mentor, now=now)
    call_the_other(talk, talk.mentor, now=now)

    assert mails_to(talk.mentee) == ["Ada is in the room and waits for you"]


@pytest.fixture
def ada_waits(sign_in, talk, wait):
    def ada_waits(minutes):
        wait(talk.mentor, minutes)
        return sign_in(talk.mentor)

    return ada_waits


def test_the_room_asks_and_is_answered_when_there_is_something(talk, ada_waits, clock):
    here = f"/bookings/{talk.public_id}/waiting"
    browser = ada_waits(4)
    assert browser.get(here).status_code == 204

    clock.advance(minutes=1)
    five = browser.get(here).text
    assert "<bdi>Ben</bdi> is not here, after 5 minutes." in five
    assert "did not come</button>" not in five
    assert browser.get(f"{here}?shown=1").status_code == 204

    clock.advance(minutes=5)
    assert "End it, Ben did not come" in browser.get(f"{here}?shown=1").text


def test_keeping_to_wait_puts_the_offer_away(talk, ada_waits):
    answer = ada_waits(6).get(f"/bookings/{talk.public_id}/waiting?keep=1")

    assert "is not here" not in answer.text
    assert "shown=1" in answer.text


def test_looking_writes_nothing(talk, ada_waits):
    ada_waits(12).get(f"/bookings/{talk.public_id}/waiting")

    assert talk.is_confirmed
    assert db.session.scalars(sa.select(Attended)).all() == []


def test_calling_from_the_room_says_that_it_is_done(talk, ada_waits):
    fragment = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = ada_waits(6).post(f"/bookings/{talk.public_id}/call", headers=fragment)

    assert "<bdi>Ben</bdi> has a mail from us." in answer.text


def test_ending_it_leads_to_the_booking_which_says_what_is_known(talk, ada_waits, sign_in):
    page = f"/bookings/{talk.public_id}"
    browser = ada_waits(10)
    assert browser.post(f"{page}/no-show").location == page

    assert "<bdi>Ben</bdi> did not come" in browser.get(page).text
    theirs = sign_in(talk.mentee).get(page).text
    assert "You were not there" in theirs
    assert f"{page}/appeal" in theirs


def test_an_appeal_stands_on_both_pages(missed, sign_in):
    page = f"/bookings/{missed.public_id}"
    ben, ada = sign_in(missed.mentee), sign_in(missed.mentor)
    assert ben.post(f"{page}/appeal", data={"line": ""}).status_code == 422

    assert ben.post(f"{page}/appeal", data={"line": "It was locked."}).location == page

    for browser in (ben, ada):
        text = browser.get(page).text
        assert "Absent, appealed" in text
        assert "It was locked." in text
    assert "has your line." in ben.get(f"{page}/appeal").text
    assert ada.get(f"{page}/appeal").status_code == 409
