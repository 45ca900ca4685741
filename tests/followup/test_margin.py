from datetime import date

import pytest

from webapp.followup.margin import margin

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 2), ("Today", "")),
        (date(2026, 3, 3), ("Tue 3", "tomorrow")),
        (date(2026, 3, 1), ("Sun 1", "yesterday")),
        (date(2026, 3, 8), ("Sun 8", "in 6 days")),
        (date(2026, 3, 9), ("9 Mar", "in 7 days")),
        (date(2026, 2, 20), ("20 Feb", "10 days ago")),
    ],
)
def test_a_day_stands_in_the_margin_with_how_far_it_is(day, words):
    assert margin(day, MONDAY) == words
