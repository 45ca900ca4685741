"""One to six talks booked together: all or none, and with an end."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import at, slot_at
from tests.making.engagement import GOAL, LAST_DAY, TUESDAY_10, engagement, weekly, wish
from webapp.booking import service
from webapp.booking.engagement import (
    agree_to_renew,
    book_engagement,
    end_engagement,
    write_reflection,
)
from webapp.booking.engagement_lifecycle import WhyEnded
from webapp.booking.engagement_models import Engagement
from webapp.booking.engagement_sweeps import end_overdue_engagements
from webapp.booking.errors import (
    EngagementMovedOn,
    MeetFirst,
    NoPlan,
    NotTakingBookings,
    OwnCalendar,
    SlotTaken,
)
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.moving import move_booking, offer_for
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.goals.models import Brief, Goal


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def subjects(person):
    mails = Outbox.query.filter_by(kind="mail", recipient=person.email, cancelled_at=None)
    own = mails.filter(Outbox.key.startswith("engagement:")).order_by(Outbox.id)
    return [row.payload["subject"] for row in own]


def talk_takes_place(booking):
    service.end_booking(booking, "completed", now=booking.ends_at)


@pytest.fixture
def running(make, ada, ben):
    return engagement(make, ada, ben)


def test_all_its_talks_are_bookings_of_their_own(running, ada, ben):
    assert [booking.starts_at for booking in running.bookings] == weekly(3)
    for booking in running.bookings:
        assert booking.status == BookingStatus.CONFIRMED
        assert (booking.mentor, booking.mentee, booking.minutes) == (ada, ben, 20)
        assert [change.to_status for change in booking.changes] == ["held", "confirmed"]
    assert (running.status, running.sessions, running.ends_on) == ("running", 3, LAST_DAY)


def test_all_are_under_one_goal_and_the_first_has_its_question(running, ben):
    assert (running.goal.line, running.goal.person_id) == (GOAL, ben.id)
    briefs = [booking.brief for booking in running.bookings]
    assert {brief.goal_id for brief in briefs} == {running.goal_id}
    assert [brief.question for brief in briefs] == ["Who tells Jonas?", "", ""]
    assert all(brief.sent_at for brief in briefs)  # none is begun for another mentor


def test_an_open_goal_in_the_same_words_is_the_same_goal(make, ada, ben):
    first = engagement(make, ada, ben, 1)
    second = engagement(make, make.mentor(), ben, 1, starts=[at(15, day=3)])

    assert first.goal_id == second.goal_id


def test_one_time_that_is_taken_leaves_all_unbooked(make, ada, ben, now):
    make.booking(mentor=ada, slot=slot_at(10, day=17))

    with pytest.raises(SlotTaken):
        book_engagement(ada, ben, wish(3), now=now)

    assert (count(Engagement), count(Booking), count(Goal), count(Brief)) == (0, 1, 0, 0)
    assert count(Outbox) == 0


def test_the_mentors_limits_count_what_is_booked_in_the_same_breath(make, ben, now):
    mentor = make.mentor(calendar={"daily_limit": 1})

    with pytest.raises(SlotTaken):
        book_engagement(mentor, ben, wish(starts=[at(10, day=3), at(11, day=3)]), now=now)

    assert count(Booking) == 0


def test_beyond_the_booking_window_nothing_is_booked(ada, ben, now):
    with pytest.raises(SlotTaken):
        book_engagement(ada, ben, wish(6, ends_on=date(2026, 5, 1)), now=now)


@pytest.mark.parametrize("starts", [[], weekly(1) * 2, weekly(7)])
def test_it_has_one_to_six_talks_each_at_its_own_time(ada, ben, now, starts):
    with pytest.raises(NoPlan):
        book_engagement(ada, ben, wish(starts=starts, ends_on=date(2026, 6, 1)), now=now)


@pytest.mark.parametrize("ends_on", [date(2026, 3, 16), date(2027, 3, 16)])
def test_its_last_day_comes_after_the_last_talk_and_not_years_later(ada, ben, now, ends_on):
    with pytest.raises(NoPlan):
        book_engagement(ada, ben, wish(3, ends_on=ends_on), now=now)


def test_the_same_form_sent_twice_books_once(ada, ben, now):
    first = book_engagement(ada, ben, wish(), form_key="tap", now=now)
    again = book_engagement(ada, ben, wish(), form_key="tap", now=now)

    assert first == again
    assert (count(Engagement), count(Booking)) == (1, 3)


def test_nobody_is_engaged_with_themselves_or_with_who_takes_none(make, ada, ben, now):
    with pytest.raises(OwnCalendar):
        book_engagement(ada, ada, wish(), now=now)
    with pytest.raises(NotTakingBookings):
        book_engagement(make.mentor(is_paused=True), ben, wish(), now=now)


def test_a_mentor_who_reads_first_has_met_a_mentee_before(make, ben, now):
    mentor = make.mentor(calendar={"reads_first": True})
    with pytest.raises(MeetFirst):
        book_engagement(mentor, ben, wish(), now=now)

    make.booking(mentor=mentor, mentee=ben, slot=slot_at(7), status=BookingStatus.ENDED)

    assert book_engagement(mentor, ben, wish(), now=now).is_running


def test_what_was_held_there_is_given_back(make, ada, ben, now):
    hold = make.hold(mentor=ada, mentee=ben, slot=slot_at(10, day=3))

    engagement(make, ada, ben)

    assert hold.status == BookingStatus.LAPSED


def test_both_are_told_once_and_get_each_talk_for_their_calendar(running, ada, ben):
    assert subjects(ben)[-1] == "3 talks with Ada Lindqvist, until Tue 31 Mar"
    assert subjects(ada)[-1] == "3 talks with Ben Achterberg, until Tue 31 Mar"
    mails = [row.payload for row in Outbox.query.filter_by(kind="mail", recipient=ben.email)]
    invitations = [mail for mail in mails if "METHOD:REQUEST" in mail["calendar"]]
    assert len({mail["calendar"] for mail in invitations}) == 3


def test_a_talk_moves_inside_the_engagement_only(make, ada, ben, now):
    booked = engagement(make, ada, ben, 1, ends_on=date(2026, 3, 5))
    [booking] = booked.bookings

    assert max(slot.end for slot in offer_for(booking, now=now).slots(20)) <= at(23, day=5)
    with pytest.raises(SlotTaken):
        move_booking(booking, ada, at(10, day=6), now=now)
    move_booking(booking, ada, at(10, day=5), now=now)
    assert booking.starts_at == at(10, day=5)


def test_it_closes_itself_after_its_last_talk_and_both_are_asked(running, ada, ben):
    for booking in running.bookings[:2]:
        talk_takes_place(booking)
    assert running.is_running

    talk_takes_place(running.bookings[2])

    assert (running.status, running.why_ended) == ("ended", WhyEnded.TALKS_OVER)
    change = running.changes[-1]
    assert (change.person_id, change.from_status, change.to_status) == (None, "running", "ended")
    assert subjects(ben)[-1] == "3 talks with Ada: one line to close"
    assert subjects(ada)[-1] == "3 talks with Ben: one line to close"


def test_a_last_talk_that_is_cancelled_is_an_end_as_well(running, ben, now):
    for booking in running.bookings[:2]:
        talk_takes_place(booking)

    service.cancel_booking(running.bookings[2], ben, why="Done", now=now)

    assert running.why_ended == WhyEnded.TALKS_OVER


def test_its_last_day_ends_it_where_the_mentee_lives(make, ada, ben, clock):
    """A talk that the room never ended would else keep it open. Ben is in Berlin: UTC+1."""
    booked = engagement(make, ada, ben, 1, ends_on=date(2026, 3, 3))

    end_overdue_engagements(now=at(22, 59, day=3))
    assert booked.is_running

    assert end_overdue_engagements(now=at(23, day=3)) == 1
    assert booked.why_ended == WhyEnded.LAST_DAY
    assert end_overdue_engagements(now=at(23, 1, day=3)) == 0


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_either_ends_it_early_and_what_is_left_is_cancelled(running, part, now):
    person = getattr(running, part)
    talk_takes_place(running.bookings[0])

    end_engagement(running, person, why="I change jobs", now=now)

    assert (running.status, running.why_ended) == ("ended", f"by_{part}")
    assert [b.status for b in running.bookings] == ["ended", "cancelled", "cancelled"]
    assert {b.changes[-1].why for b in running.bookings[1:]} == {"I change jobs"}
    assert (running.changes[-1].person_id, running.changes[-1].why) == (person.id, "I change jobs")


def test_ending_twice_ends_once(running, ada, ben, now):
    end_engagement(running, ben, why="Done", now=now)
    end_engagement(running, ada, why="Done too", now=now)

    assert running.why_ended == WhyEnded.BY_MENTEE
    assert [change.to_status for change in running.changes] == ["running", "ended"]


def test_both_close_with_a_line_that_the_other_one_reads(running, ada, ben, now):
    end_engagement(running, ben, why="Done", now=now)

    write_reflection(running, ben, "I told him.  First.", now=now)
    write_reflection(running, ada, "You ask back.", now=now)

    assert (running.mentee_line, running.mentor_strength) == ("I told him. First.", "You ask back.")
    assert subjects(ben)[-1] == "One strength Ada saw in you"
    assert subjects(ada)[-1] == "Ben on what is different now"


def test_a_line_that_is_changed_is_not_told_again(running, ben, ada, now):
    end_engagement(running, ben, why="Done", now=now)
    write_reflection(running, ben, "One", now=now)
    told = len(subjects(ada))

    write_reflection(running, ben, "Two", now=now)

    assert (running.mentee_line, len(subjects(ada))) == ("Two", told)


def test_nobody_closes_what_still_runs(running, ben, now):
    with pytest.raises(EngagementMovedOn):
        write_reflection(running, ben, "Done", now=now)
    with pytest.raises(EngagementMovedOn):
        agree_to_renew(running, ben, now=now)


def test_renewing_takes_both_and_is_done_by_the_second(running, ada, ben, now):
    end_engagement(running, ben, why="Done", now=now)

    agree_to_renew(running, ben, now=now)
    agree_to_renew(running, ben, now=now)
    assert running.status == "ended"
    assert subjects(ada)[-1] == "Ben would go on. Would you?"

    agree_to_renew(running, ada, now=now)
    assert running.status == "renewed"
    assert running.changes[-1].person_id == ada.id
    assert subjects(ben)[-1] == "You and Ada go on"


def test_it_goes_on_once_with_an_end_of_its_own(running, ada, ben, now):
    end_engagement(running, ben, why="Done", now=now)
    with pytest.raises(EngagementMovedOn):
        book_engagement(ada, ben, wish(), renewal=running, now=now)
    for person in (ben, ada):
        agree_to_renew(running, person, now=now)

    next_one = book_engagement(ada, ben, wish(2), renewal=running, now=now)

    assert (next_one.renewal_of, next_one.goal_id) == (running, running.goal_id)
    with pytest.raises(EngagementMovedOn):
        later = wish(starts=weekly(2, first=TUESDAY_10 + timedelta(hours=2)))
        book_engagement(ada, ben, later, renewal=running, now=now)


def test_nobody_goes_on_in_anothers_name(running, make, ada, ben, now):
    end_engagement(running, ben, why="Done", now=now)
    for person in (ben, ada):
        agree_to_renew(running, person, now=now)

    with pytest.raises(EngagementMovedOn):
        book_engagement(ada, make.person(), wish(2), renewal=running, now=now)
