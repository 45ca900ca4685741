"""The table of what an engagement may become; everything else is refused, for every actor."""

from itertools import product

import pytest

from webapp.booking.engagement_lifecycle import EngagementStatus, may_become, require_transition
from webapp.booking.errors import EngagementMovedOn
from webapp.booking.lifecycle import Actor

ALLOWED = {
    (None, "running", "mentee"),
    ("running", "ended", "mentee"),
    ("running", "ended", "mentor"),
    ("running", "ended", "clock"),
    ("ended", "renewed", "mentee"),
    ("ended", "renewed", "mentor"),
}
EVERY = list(product([None, *EngagementStatus], EngagementStatus, Actor))


@pytest.mark.parametrize(("status", "wanted", "by"), EVERY)
def test_only_what_the_table_says_is_allowed(status, wanted, by):
    assert may_become(status, wanted, by) == ((status, wanted, by) in ALLOWED)


@pytest.mark.parametrize(
    ("status", "wanted", "by"), [case for case in EVERY if case not in ALLOWED]
)
def test_what_the_table_does_not_say_is_refused(status, wanted, by):
    with pytest.raises(EngagementMovedOn):
        require_transition(status, wanted, by)
