"""The table of what a booking may become; everything else is refused."""

from itertools import product

import pytest

from webapp.booking.errors import BookingMovedOn
from webapp.booking.lifecycle import Actor, BookingStatus, may_become, require_transition

ALLOWED = {
    (None, "held", "mentee"),
    (None, "confirmed", "mentor"),
    (None, "pending", "clock"),
    (None, "held", "clock"),
    ("held", "pending", "mentee"),
    ("held", "confirmed", "mentee"),
    ("held", "lapsed", "mentee"),
    ("held", "lapsed", "clock"),
    ("pending", "confirmed", "mentor"),
    ("pending", "cancelled", "mentor"),
    ("pending", "cancelled", "mentee"),
    ("pending", "cancelled", "clock"),
    ("confirmed", "cancelled", "mentee"),
    ("confirmed", "cancelled", "mentor"),
    ("confirmed", "ended", "clock"),
    ("confirmed", "lapsed", "clock"),
}


@pytest.mark.parametrize(
    ("status", "wanted", "by"), list(product([None, *BookingStatus], BookingStatus, Actor))
)
def test_only_what_the_table_says_is_allowed(status, wanted, by):
    assert may_become(status, wanted, by) == ((status, wanted, by) in ALLOWED)


def test_a_mentor_cannot_confirm_what_a_mentee_holds():
    with pytest.raises(BookingMovedOn):
        require_transition(BookingStatus.HELD, BookingStatus.CONFIRMED, Actor.MENTOR)
