"""Requests for tests: a mentor who reads first, a brief that was sent, and what followed."""

from datetime import datetime

from tests.making.booking import BRIEF, slot_at
from webapp.booking.policy import HOLD_LASTS
from webapp.booking.request_answers import ask_one_thing
from webapp.booking.request_making import NOBODY, NextChoice, request_in_writing, request_talk
from webapp.booking.request_models import Request
from webapp.core.intervals import Interval
from webapp.people.models import Person

THURSDAY_2PM = slot_at(14, day=5)
QUESTION = "Has anyone told him already?"
ANSWER = "Mira told him half of it."


def reader(make, *, writes=False, calendar=None, **attributes) -> Person:
    """A mentor who reads the brief first, and perhaps answers in writing."""
    ways = {"reads_first": True, "answers_in_writing": writes} | (calendar or {})
    return make.mentor(calendar=ways, **attributes)


def sent(
    make,
    *,
    mentor: Person | None = None,
    mentee: Person | None = None,
    slot: Interval = THURSDAY_2PM,
    next_choice: NextChoice = NOBODY,
    writing_is_fine: bool = False,
    now: datetime | None = None,
) -> Request:
    """A request for a talk, as it is made of a hold."""
    mentor, mentee, now = mentor or reader(make), mentee or make.person(), now or make.now
    until = now + HOLD_LASTS
    hold = make.hold(mentor=mentor, mentee=mentee, slot=slot, created_at=now, held_until=until)
    chosen = {"next_choice": next_choice, "writing_is_fine": writing_is_fine}
    return request_talk(hold, mentee, BRIEF, **chosen, now=now)


def asked(make, **attributes) -> Request:
    request = sent(make, **attributes)
    ask_one_thing(request, request.mentor, QUESTION, now=make.now)
    return request


def written(make, *, mentor=None, mentee=None, next_choice=NOBODY, now=None) -> Request:
    """A request for an answer in writing."""
    mentor, mentee = mentor or reader(make, writes=True), mentee or make.person()
    now = now or make.now
    return request_in_writing(mentor, mentee, BRIEF, next_choice=next_choice, now=now)
