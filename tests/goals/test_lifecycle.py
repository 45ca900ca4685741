"""The table of what a goal may become; everything else is refused."""

from itertools import product

import pytest

from webapp.goals.errors import GoalMovedOn
from webapp.goals.lifecycle import Actor, GoalStatus, may_become, require_transition

ALLOWED = {
    (None, "open", "owner"),
    ("open", "reached", "owner"),
    ("open", "dropped", "owner"),
    ("reached", "open", "owner"),
    ("dropped", "open", "owner"),
}
EVERY = list(product([None, *GoalStatus], GoalStatus, Actor))


@pytest.mark.parametrize(("status", "wanted", "by"), EVERY)
def test_only_what_the_table_says_is_allowed(status, wanted, by):
    assert may_become(status, wanted, by) == ((status, wanted, by) in ALLOWED)


@pytest.mark.parametrize(("status", "wanted", "by"), [row for row in EVERY if row not in ALLOWED])
def test_the_rest_is_refused(status, wanted, by):
    with pytest.raises(GoalMovedOn):
        require_transition(status, wanted, by)
