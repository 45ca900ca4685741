"""Whose time is taken by what, seen by the engine."""

from tests.making.booking import slot_at
from webapp.booking.claims import Claim, ClaimBook
from webapp.booking.lifecycle import BookingStatus, Part

ADA, BEN, EVE = 1, 2, 3
TEN, NOON = slot_at(10), slot_at(12)


def claims(booking_id, mentor, mentee, slot, status=BookingStatus.CONFIRMED):
    return [
        Claim(booking_id, mentor, Part.MENTOR, status, slot),
        Claim(booking_id, mentee, Part.MENTEE, status, slot),
    ]


def test_a_mentors_talk_counts_towards_the_caps_and_a_mentees_does_not():
    book = ClaimBook.of([*claims(1, ADA, EVE, TEN), *claims(2, EVE, ADA, NOON)])

    on_ada = book.on(ADA, None)

    assert (on_ada.taken, on_ada.busy) == ([TEN], [NOON])


def test_the_viewers_own_talks_stand_in_the_way_with_anybody():
    book = ClaimBook.of(claims(1, EVE, BEN, TEN))

    assert book.on(ADA, BEN).viewer_taken == [TEN]
    assert book.on(ADA, None).viewer_taken == []


def test_what_the_viewer_holds_with_this_mentor_is_left_out():
    book = ClaimBook.of(claims(1, ADA, BEN, TEN, BookingStatus.HELD))

    assert (book.on(ADA, BEN).taken, book.on(ADA, BEN).viewer_taken) == ([], [])
    assert book.on(ADA, EVE).taken == [TEN]


def test_what_the_viewer_holds_with_another_mentor_stays():
    book = ClaimBook.of(claims(1, EVE, BEN, TEN, BookingStatus.HELD))

    assert book.on(ADA, BEN).viewer_taken == [TEN]


def test_what_somebody_holds_with_the_viewer_stays():
    book = ClaimBook.of(claims(1, BEN, ADA, TEN, BookingStatus.HELD))

    assert book.on(ADA, BEN).busy == [TEN]
