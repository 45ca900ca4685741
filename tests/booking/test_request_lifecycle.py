"""The table of what a request may become; everything else is refused, for everybody."""

from itertools import product

import pytest

from webapp.booking.errors import RequestMovedOn
from webapp.booking.lifecycle import Actor
from webapp.booking.request_lifecycle import Form, RequestStatus, may_become, require_transition

ALLOWED = {
    (None, "open", "mentee"),
    (None, "open", "clock"),
    ("open", "asked", "mentor"),
    ("open", "accepted", "mentor"),
    ("open", "passed", "mentor"),
    ("open", "withdrawn", "mentee"),
    ("open", "expired", "clock"),
    ("asked", "open", "mentee"),
    ("asked", "withdrawn", "mentee"),
    ("asked", "expired", "clock"),
}
IN_WRITING = {
    ("accepted", "closed", "mentee"),
    ("accepted", "closed", "clock"),
}
EVERY_STEP = list(product([None, *RequestStatus], RequestStatus, Actor))


@pytest.mark.parametrize(("status", "wanted", "by"), EVERY_STEP)
def test_only_what_the_table_says_is_allowed(status, wanted, by):
    assert may_become(Form.TALK, status, wanted, by) == ((status, wanted, by) in ALLOWED)


@pytest.mark.parametrize(("status", "wanted", "by"), EVERY_STEP)
def test_a_written_answer_can_be_closed_besides(status, wanted, by):
    expected = (status, wanted, by) in ALLOWED | IN_WRITING
    assert may_become(Form.WRITING, status, wanted, by) == expected


def test_a_mentee_cannot_say_yes_for_the_mentor():
    with pytest.raises(RequestMovedOn):
        require_transition(Form.TALK, RequestStatus.OPEN, RequestStatus.ACCEPTED, Actor.MENTEE)
