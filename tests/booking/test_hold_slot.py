"""Taking a time: what is kept, for whom, and what is refused."""

import pytest

from tests.making.booking import at, slot_at
from webapp.booking import service
from webapp.booking.errors import NotTakingBookings, OwnCalendar, SlotTaken, TooManyHolds
from webapp.booking.models import BookingStatus
from webapp.booking.queries import free_slots


@pytest.fixture
def hold(now):
    def hold(mentor, mentee, slot=None, **more):
        return service.hold_slot(mentor, mentee, slot or slot_at(10), now=now, **more)

    return hold


def test_a_hold_keeps_the_time_for_five_minutes_for_both(ada, ben, hold):
    booking = hold(ada, ben)

    assert booking.is_held(at(9, 4))
    assert not booking.is_held(at(9, 5))
    assert {(seat.person_id, seat.status) for seat in booking.seats} == {
        (ada.id, BookingStatus.HELD),
        (ben.id, BookingStatus.HELD),
    }


def test_a_hold_remembers_the_time_on_the_mentors_wall(make, ben, hold):
    mentor = make.mentor(time_zone="Asia/Kolkata")
    booking = hold(mentor, ben, slot_at(10, 10))

    assert (booking.wall_start, booking.time_zone) == ("2026-03-02T15:40", "Asia/Kolkata")


def test_a_held_time_is_not_offered_to_others_but_to_who_holds_it(ada, ben, hold, make, now):
    hold(ada, ben)

    assert slot_at(10) not in free_slots(ada, make.person(), now=now)
    assert slot_at(10) not in free_slots(ada, None, now=now)
    assert slot_at(10) in free_slots(ada, ben, now=now)


def test_a_time_that_somebody_holds_is_taken(ada, ben, hold, make):
    hold(ada, ben)

    with pytest.raises(SlotTaken):
        hold(ada, make.person())


def test_a_lapsed_hold_frees_the_slot(ada, ben, hold, make, now):
    lapsed = make.hold(mentor=ada, mentee=ben, slot=slot_at(10), held_until=now)
    other = make.person()

    assert hold(ada, other).mentee == other
    assert lapsed.status == BookingStatus.LAPSED
    assert {seat.status for seat in lapsed.seats} == {BookingStatus.LAPSED}


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        (slot_at(10, 5), "between two starts"),
        (slot_at(8, 40), "before the mentor opens"),
        (slot_at(16, 50), "longer than the mentor is open"),
        (slot_at(10, minutes=15), "a length that is not offered"),
        (slot_at(10, day=7), "on a Saturday"),
    ],
)
def test_a_time_that_is_not_offered_is_refused(ada, ben, hold, slot, why):
    with pytest.raises(SlotTaken):
        hold(ada, ben, slot)


def test_a_time_that_begins_before_the_notice_is_refused(make, ben, hold):
    mentor = make.mentor(calendar={"notice_minutes": 61})

    with pytest.raises(SlotTaken):
        hold(mentor, ben)


def test_nobody_books_themselves(ada, hold):
    with pytest.raises(OwnCalendar):
        hold(ada, ada)


@pytest.mark.parametrize(
    "state", [{"is_paused": True}, {"is_mentor": False}, {"is_disabled": True}]
)
def test_whoever_takes_no_bookings_gets_none(make, ben, hold, state):
    mentor = make.mentor(**state)

    with pytest.raises(NotTakingBookings):
        hold(mentor, ben)


def test_the_same_form_twice_holds_once(ada, ben, hold):
    assert hold(ada, ben, form_key="k") is hold(ada, ben, form_key="k")


def test_a_form_key_of_somebody_else_gives_away_nothing(make, ada, ben, hold):
    theirs = hold(ada, ben, form_key="k")

    mine = hold(make.mentor(), make.person(), form_key="k")

    assert mine != theirs


def test_a_form_sent_again_after_its_hold_lapsed_holds_anew(ada, ben, hold, clock):
    first = hold(ada, ben, form_key="k")
    clock.advance(minutes=6)

    again = service.hold_slot(ada, ben, slot_at(10), form_key="k", now=clock.now())

    assert again != first
    assert first.status == BookingStatus.LAPSED


def test_another_time_with_the_same_mentor_takes_the_place_of_the_first(ada, ben, hold):
    first = hold(ada, ben)

    second = hold(ada, ben, slot_at(10, 20))

    assert first.status == BookingStatus.LAPSED
    assert second.status == BookingStatus.HELD


def test_a_refused_change_of_mind_leaves_the_first_hold(ada, ben, hold, make):
    first = hold(ada, ben)
    make.booking(mentor=ada, slot=slot_at(11))

    with pytest.raises(SlotTaken):
        hold(ada, ben, slot_at(11))

    assert first.status == BookingStatus.HELD


def test_the_same_time_again_is_the_same_hold(ada, ben, hold):
    assert hold(ada, ben, form_key="one") is hold(ada, ben, form_key="another")


def test_three_times_can_be_held_and_no_more(make, ben, hold):
    for hour in (10, 11, 12):
        hold(make.mentor(), ben, slot_at(hour))

    with pytest.raises(TooManyHolds):
        hold(make.mentor(), ben, slot_at(13))


def test_nobody_is_in_two_places_as_a_mentee(make, ada, ben, hold):
    make.booking(mentee=ben, slot=slot_at(10, 10))

    with pytest.raises(SlotTaken):
        hold(ada, ben)


def test_nobody_is_mentor_and_mentee_at_once(make, ada, ben, hold):
    make.booking(mentee=ada, slot=slot_at(10, 10))

    with pytest.raises(SlotTaken):
        hold(ada, ben)


def test_whoever_needs_more_time_gets_a_longer_talk(make, ada, hold):
    slow = make.person(extra_time=1.5)

    assert hold(ada, slow, slot_at(10, minutes=30)).minutes == 30
    with pytest.raises(SlotTaken):
        hold(ada, slow, slot_at(11, minutes=20))


def test_a_hold_is_written_down(ada, ben, hold):
    [change] = hold(ada, ben).changes

    assert (change.from_status, change.to_status, change.person_id) == (None, "held", ben.id)


def test_the_brief_begins_with_the_line_and_goes_along_to_the_next_mentor(
    make, ada, ben, hold, clock
):
    first = hold(ada, ben, line="Who tells Jonas?")
    clock.advance(minutes=6)

    next_one = service.hold_slot(
        make.mentor(), ben, slot_at(11), line="Who tells Jonas?", now=clock.now()
    )

    assert next_one.brief.question == "Who tells Jonas?"
    assert next_one.brief == first.brief


def test_two_holds_at_once_have_a_brief_each(make, ada, ben, hold):
    first, second = hold(ada, ben), hold(make.mentor(), ben, slot_at(11))

    assert first.brief != second.brief
