"""How long a talk is for somebody who needs more time."""

import pytest

from webapp.booking.lengths import chosen_length, lengthened

OFFERED = (10, 15, 20, 30)


@pytest.mark.parametrize(
    ("extra_time", "lengths"),
    [(1.0, [10, 15, 20, 30]), (1.5, [15, 25, 30, 45]), (2.0, [20, 30, 40, 60])],
)
def test_lengths_grow_and_are_rounded_up_to_five_minutes(extra_time, lengths):
    assert [lengthened(minutes, extra_time) for minutes in OFFERED] == lengths


def test_a_length_is_found_as_it_stands():
    assert chosen_length(45, OFFERED, 1.5) == 45


def test_a_length_from_a_link_made_while_signed_out_is_lengthened():
    assert chosen_length(20, OFFERED, 1.5) == 30


@pytest.mark.parametrize("wanted", [None, 0, 12, 25, 600])
def test_a_length_that_is_not_offered_is_none(wanted):
    assert chosen_length(wanted, OFFERED, 1.0) is None
