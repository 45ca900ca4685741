"""The tables of what an instant request and its asks may become; everything else is refused."""

from itertools import product

import pytest

from webapp.booking.instant_errors import InstantMovedOn
from webapp.booking.instant_lifecycle import (
    AskStatus,
    InstantStatus,
    may_be_answered,
    may_become,
    require_answer,
    require_transition,
)
from webapp.booking.lifecycle import Actor

ALLOWED = {
    (None, "open", "mentee"),
    ("open", "accepted", "mentor"),
    ("open", "withdrawn", "mentee"),
    ("open", "expired", "clock"),
}
ANSWERS = {
    (None, "waiting", "clock"),
    ("waiting", "accepted", "mentor"),
    ("waiting", "passed", "mentor"),
    ("waiting", "closed", "clock"),
}


@pytest.mark.parametrize(
    ("status", "wanted", "by"), list(product([None, *InstantStatus], InstantStatus, Actor))
)
def test_a_request_becomes_only_what_the_table_says(status, wanted, by):
    allowed = (status, wanted, by) in ALLOWED
    assert may_become(status, wanted, by) == allowed
    if not allowed:
        with pytest.raises(InstantMovedOn):
            require_transition(status, wanted, by)


@pytest.mark.parametrize(
    ("status", "wanted", "by"), list(product([None, *AskStatus], AskStatus, Actor))
)
def test_an_ask_becomes_only_what_the_table_says(status, wanted, by):
    allowed = (status, wanted, by) in ANSWERS
    assert may_be_answered(status, wanted, by) == allowed
    if not allowed:
        with pytest.raises(InstantMovedOn):
            require_answer(status, wanted, by)
