"""Asking now: favourites, waves, the first yes, and the end of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import at, slot_at
from tests.making.instant import QUESTION, ask_to, asked_of, asking, free_mentor, later
from webapp.booking.errors import NotTakingBookings
from webapp.booking.free_now import be_free, stop_being_free
from webapp.booking.free_now_queries import standings
from webapp.booking.instant import accept_ask, ask_now, go_on, pass_ask, stop_asking
from webapp.booking.instant_errors import (
    AsksAlready,
    NextTalkInTheWay,
    NotAskedAnyMore,
    NotSoLong,
    OwnTalkInTheWay,
)
from webapp.booking.instant_models import InstantRequest
from webapp.booking.instant_sweeps import go_on_with_requests
from webapp.booking.models import Booking
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.invariants import violations


def shown_until(mentor, now):
    return standings([mentor.id], None, now=now)[mentor.id].free_until


def mails() -> list[str]:
    """Return the subjects of the mails that wait to be sent."""
    waiting = sa.select(Outbox.payload).where(Outbox.kind == "mail", Outbox.waiting())
    return [payload["subject"] for payload in db.session.scalars(waiting.order_by(Outbox.id))]


def test_somebody_is_free_until_the_time_they_said_and_then_by_itself_no_more(make, now):
    ada = make.mentor()
    be_free(ada, at(10), now=now)

    assert shown_until(ada, now) == at(10)
    assert shown_until(ada, at(9, 59)) == at(10)
    assert shown_until(ada, at(10)) is None


def test_switching_it_off_ends_it_at_once_and_saying_it_again_counts_anew(make, now):
    ada = make.mentor()
    be_free(ada, at(10), now=now)
    stop_being_free(ada, now=now)
    stop_being_free(ada, now=now)
    assert shown_until(ada, now) is None

    be_free(ada, at(11), now=now)
    assert shown_until(ada, now) == at(11)


@pytest.mark.parametrize("until", [at(9), at(8), at(13, 6)])
def test_a_time_that_has_passed_or_is_far_off_is_refused(make, now, until):
    with pytest.raises(NotSoLong):
        be_free(make.mentor(), until, now=now)


def test_who_takes_no_talks_cannot_be_free(make, now):
    with pytest.raises(NotTakingBookings):
        be_free(make.mentor(is_paused=True), at(10), now=now)


def test_nobody_is_free_in_a_talk_or_a_hold_nor_right_before_one(make, now):
    in_talk, held, soon = (free_mentor(make) for _ in range(3))
    make.booking(mentor=in_talk, slot=slot_at(8, 50))
    make.hold(mentor=held, slot=slot_at(9))
    make.booking(mentor=soon, slot=slot_at(9, 10))

    assert [shown_until(m, now) for m in (in_talk, held, soon)] == [None] * 3
    assert shown_until(in_talk, at(9, 10)) == at(12)


def test_free_lasts_no_longer_than_until_the_next_talk(make, now):
    ada = free_mentor(make)
    make.booking(mentor=ada, slot=slot_at(10))
    assert shown_until(ada, now) == at(10)


def test_a_hold_that_ran_out_is_in_nobodys_way(make, now):
    ada = free_mentor(make)
    make.hold(mentor=ada, slot=slot_at(9), held_until=now)
    assert shown_until(ada, now) == at(12)


def test_favourites_are_asked_first_then_three_every_thirty_seconds(make):
    favourite, *others = (free_mentor(make) for _ in range(6))
    request = asking(make, *others, favourites=[favourite])
    keys = [mentor.id for mentor in others]
    assert asked_of(request) == [[favourite.id]]

    for seconds in (29, 30, 31, 60):
        go_on_with_requests(now=later(make, seconds=seconds))

    assert asked_of(request) == [[favourite.id], keys[:3], keys[3:]]
    assert [ask.asked_at - make.now for ask in request.asks[1:]] == [
        timedelta(seconds=30)] * 3 + [timedelta(seconds=60)] * 2  # fmt: skip


def test_who_was_asked_before_can_still_say_yes_after_the_next_are_asked(make):
    first, *others = (free_mentor(make) for _ in range(5))
    request = asking(make, first, *others)
    go_on_with_requests(now=later(make, seconds=30))

    accept_ask(ask_to(first, request), now=later(make, seconds=45))

    assert request.status == "accepted"


def test_the_first_yes_is_a_talk_that_begins_in_a_minute(app, make, now):
    ada, chidi, ben = free_mentor(make), free_mentor(make), make.person()
    request = asking(make, ada, chidi, mentee=ben)

    booking = accept_ask(ask_to(chidi, request), now=now)

    assert booking.status == "confirmed" and request.booking == booking
    assert (booking.starts_at, booking.ends_at) == (at(9, 1), at(9, 16))
    assert (booking.mentor, booking.mentee) == (chidi, ben)
    assert {seat.status for seat in booking.seats} == {"confirmed"}
    assert booking.brief.question == QUESTION
    assert [(c.from_status, c.to_status, c.person) for c in booking.changes] == [
        (None, "confirmed", chidi)
    ]
    assert ask_to(ada, request).status == "closed"
    assert list(violations(senders=app.extensions["outbox_senders"])) == []


def test_the_second_yes_comes_too_late(make, now):
    ada, chidi = free_mentor(make), free_mentor(make)
    request = asking(make, ada, chidi)
    accept_ask(ask_to(ada, request), now=now)

    with pytest.raises(NotAskedAnyMore):
        accept_ask(ask_to(chidi, request), now=now)
    with pytest.raises(NotAskedAnyMore):
        pass_ask(ask_to(chidi, request), now=now)
    assert db.session.scalar(sa.select(sa.func.count(Booking.id))) == 1


def test_a_yes_tapped_twice_is_one_talk(make, now):
    ada = free_mentor(make)
    request = asking(make, ada)
    once, twice = (accept_ask(ask_to(ada, request), now=now) for _ in range(2))
    assert once == twice


def test_where_all_pass_the_next_are_asked_without_waiting_and_then_it_ends(make, now):
    mentors = [free_mentor(make) for _ in range(4)]
    request = asking(make, *mentors)

    for mentor in mentors[:3]:
        pass_ask(ask_to(mentor, request), now=now)
    assert asked_of(request)[1] == [mentors[3].id]

    pass_ask(ask_to(mentors[3], request), now=now)
    pass_ask(ask_to(mentors[3], request), now=now)
    assert request.status == "expired"


def test_after_the_last_wave_there_is_a_minute_and_then_it_is_over(make):
    request = asking(make, free_mentor(make))

    go_on_with_requests(now=later(make, seconds=59))
    assert request.status == "open"
    go_on_with_requests(now=later(make, seconds=60))

    assert request.status == "expired"
    assert [ask.status for ask in request.asks] == ["closed"]


def test_the_question_is_kept_for_the_next_try(make, now):
    ben = make.person()
    request = asking(make, mentee=ben)
    assert request.status == "expired"  # nobody was free

    again = asking(make, free_mentor(make), mentee=ben)
    assert again.status == "open"
    assert again.brief.question == QUESTION and again.brief_id != request.brief_id


def test_whoever_asks_can_stop_and_nobody_can_say_yes_then(make, now):
    ada = free_mentor(make)
    request = asking(make, ada)
    stop_asking(request, now=now)
    stop_asking(request, now=now)

    assert request.status == "withdrawn"
    with pytest.raises(NotAskedAnyMore):
        accept_ask(ask_to(ada, request), now=now)


def test_stopping_a_moment_after_the_yes_changes_nothing(make, now):
    ada = free_mentor(make)
    request = asking(make, ada)
    accept_ask(ask_to(ada, request), now=now)
    stop_asking(request, now=now)
    assert request.status == "accepted"


def test_a_mentor_is_asked_about_one_request_at_a_time(make, now):
    ada, chidi = free_mentor(make), free_mentor(make)
    first = asking(make, ada)
    second = asking(make, ada, chidi)
    assert asked_of(second) == [[chidi.id]]

    pass_ask(ask_to(ada, first), now=now)
    go_on(second, now=later(make, seconds=30))
    assert asked_of(second) == [[chidi.id], [ada.id]]


def test_only_who_has_the_whole_time_is_asked(make, now):
    short, off, paused, whole = (free_mentor(make) for _ in range(4))
    make.booking(mentor=short, slot=slot_at(9, 20))
    stop_being_free(off, now=now)
    with_pause = paused.profile
    make.save(with_pause)
    request = asking(make, short, off, whole, minutes=30)
    assert asked_of(request) == [[whole.id]]


def test_who_switches_it_off_meanwhile_is_not_asked(make, now):
    *first, late = (free_mentor(make) for _ in range(4))
    request = asking(make, *first, late)
    stop_being_free(late, now=now)

    go_on_with_requests(now=later(make, seconds=30))
    assert len(request.asks) == 3
    go_on_with_requests(now=later(make, seconds=60))
    assert request.status == "expired"


def test_a_talk_that_came_in_between_refuses_the_yes_and_leaves_it_to_others(make, now):
    ada, chidi = free_mentor(make), free_mentor(make)
    request = asking(make, ada, chidi)
    make.booking(mentor=ada, slot=slot_at(9, 10))

    with pytest.raises(NextTalkInTheWay):
        accept_ask(ask_to(ada, request), now=now)
    assert request.status == "open"
    assert accept_ask(ask_to(chidi, request), now=now).mentor == chidi


def test_the_mentors_own_next_talk_may_begin_when_this_one_ends(make, now):
    ada = free_mentor(make)
    make.booking(mentor=ada, slot=slot_at(9, 16))
    request = asking(make, ada)
    assert accept_ask(ask_to(ada, request), now=now).ends_at == at(9, 16)


def test_one_asks_once_at_a_time_and_not_into_a_talk_of_ones_own(make, now):
    ben, eve = make.person(), make.person()
    asking(make, free_mentor(make), mentee=ben)
    with pytest.raises(AsksAlready):
        asking(make, free_mentor(make), mentee=ben)

    make.booking(mentee=eve, slot=slot_at(9, 10))
    with pytest.raises(OwnTalkInTheWay):
        asking(make, free_mentor(make), mentee=eve)


def test_the_same_form_sent_twice_asks_once(make, now):
    ada, ben = free_mentor(make), make.person()
    keys = {"minutes": 15, "ranked": [ada.id], "form_key": "tap", "now": now}
    assert ask_now(ben, QUESTION, **keys) == ask_now(ben, QUESTION, **keys)
    assert db.session.scalar(sa.select(sa.func.count(InstantRequest.id))) == 1


def test_a_mentor_never_asks_themselves(make):
    ada = free_mentor(make)
    assert asking(make, ada, mentee=ada).status == "expired"


def test_mentors_are_told_at_once_and_called_off_when_somebody_said_yes(make, now):
    ada, chidi = free_mentor(make), free_mentor(make)
    ben = make.person(name="Ben Achterberg")
    request = asking(make, ada, chidi, mentee=ben)
    assert mails() == ["Now: Ben asks for 15 minutes"] * 2

    accept_ask(ask_to(ada, request), now=now)

    assert not any(subject.startswith("Now:") for subject in mails())
    assert len([subject for subject in mails() if "15 minutes with" in subject]) == 2
    notes = sa.select(Outbox).where(Outbox.kind == "note", Outbox.waiting())
    told = [row.payload["title"] for row in db.session.scalars(notes) if row.key[:4] == "now:"]
    assert told == ["A mentor has time for you now"]


def test_a_push_names_nobody_and_is_of_no_use_after_the_end(make):
    asking(make, free_mentor(make), mentee=make.person(name="Ben Achterberg"))
    note = db.session.scalars(sa.select(Outbox).where(Outbox.kind == "note")).one()
    words = f"{note.payload['title']} {note.payload['body']}"
    assert "Ben" not in words and QUESTION not in words
    assert note.payload["told"]["until"] == later(make, seconds=60).isoformat()


def test_whoever_found_nobody_gets_a_mail_with_the_way_back(make):
    request = asking(make, free_mentor(make))
    go_on_with_requests(now=later(make, seconds=60))

    row = db.session.scalars(
        sa.select(Outbox).where(Outbox.key == f"now:{request.public_id}:outcome")
    ).one()
    assert row.recipient == request.mentee.email
    assert f"/now/{request.public_id}" in row.payload["text"]
    assert "One mentor was asked." in row.payload["text"]


def test_whoever_took_it_back_is_told_nothing(make, now):
    request = asking(make, free_mentor(make))
    stop_asking(request, now=now)
    assert mails() == []
