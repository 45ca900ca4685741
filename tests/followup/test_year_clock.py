"""Everybody stands in their month, nobody on top of another."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from webapp.followup.year_clock import CENTRE, INNER, OUTER, Met, circles


def test_january_is_just_after_the_top_and_july_opposite():
    january, july = circles([Met(1, 1, 20, 1), Met(2, 1, 20, 7)])
    assert january.x > CENTRE and january.y < CENTRE
    assert july.x < CENTRE and july.y > CENTRE
    assert (january.x + july.x, january.y + july.y) == (2 * CENTRE, 2 * CENTRE)


def test_who_was_met_more_than_once_stands_nearer():
    once, often = sorted(
        circles([Met(1, 1, 20, 3), Met(2, 2, 40, 3)]), key=lambda circle: circle.key
    )
    assert round(hypot(once.x - CENTRE, once.y - CENTRE)) == OUTER
    assert round(hypot(often.x - CENTRE, often.y - CENTRE)) == INNER
    assert often.r > once.r


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(5, 90), st.integers(1, 12)), max_size=40))
def test_everybody_is_in_the_picture_and_apart_from_those_of_the_same_ring(people):
    placed = circles(Met(key, *rest) for key, rest in enumerate(people))
    assert sorted(circle.key for circle in placed) == list(range(len(people)))
    assert all(0 < circle.x < 520 and 0 < circle.y < 520 and circle.r > 0 for circle in placed)
