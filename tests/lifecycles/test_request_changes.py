"""Requests: what the table lists happens, and nobody brings about anything else."""

from collections.abc import Callable

import pytest

from tests.lifecycles.deeds import (
    CHORES,
    CLOCK,
    MUCH_LATER,
    Deed,
    brought_to,
    by_both,
    happened,
    listed,
    nothing,
    pass_,
    work,
)
from tests.making import requests
from tests.making.booking import slot_at
from webapp.booking import request_answers as answers
from webapp.booking import request_sweeps
from webapp.booking.request_lifecycle import Form, RequestStatus
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import Request
from webapp.booking.request_thread import close_thread, write


def deeds_on_requests(now) -> list[Deed]:
    return [
        *by_both("accepted", lambda row, one: answers.accept_request(row, one, now=now)),
        *by_both("accepted", lambda row, one: write(row, one, "Tell him.", now=now)),
        *by_both("asked", lambda row, one: answers.ask_one_thing(row, one, "Who?", now=now)),
        *by_both("open", lambda row, one: answers.answer_question(row, one, "Me.", now=now)),
        *by_both("passed", lambda row, one: pass_(row, one, now=now)),
        *by_both("withdrawn", lambda row, one: answers.withdraw_request(row, one, now=now)),
        *by_both("closed", lambda row, one: close_thread(row, one, now=now)),
        Deed(CLOCK, frozenset(RequestStatus), lambda _row: work(CHORES, now + MUCH_LATER)),
    ]


def maker_of(make, form: Form) -> Callable[[], Request]:
    is_written = form == Form.WRITING
    begin = requests.written if is_written else requests.sent
    return lambda: begin(make, mentor=requests.reader(make, writes=is_written, rules=[]))


def steps_of(now) -> dict[str, Callable]:
    return {
        "open": nothing,
        "asked": lambda row: answers.ask_one_thing(row, row.mentor, "Who?", now=now),
        "accepted": lambda row: accept(row, now=now),
        "passed": lambda row: pass_(row, row.mentor, now=now),
        "expired": lambda row: answers.expire_request(row, now=now + MUCH_LATER),
        "withdrawn": lambda row: answers.withdraw_request(row, row.mentee, now=now),
        "closed": lambda row: close(row, now=now),
    }


def accept(request: Request, *, now) -> None:
    if request.form == Form.WRITING:
        write(request, request.mentor, "Tell him first.", now=now)
    else:
        answers.accept_request(request, request.mentor, now=now)


def close(request: Request, *, now) -> None:
    accept(request, now=now)
    close_thread(request, request.mentee, now=now)


def reached(name: str) -> set[str]:
    return {after for _before, _by, after in listed(name) | listed(name, begun=True)}


@pytest.mark.parametrize("form", Form)
def test_requests(make, now, form):
    name = {Form.TALK: "request for a talk", Form.WRITING: "request in writing"}[form]

    steps = {status: step for status, step in steps_of(now).items() if status in reached(name)}
    states = brought_to(maker_of(make, form), steps)

    seen = happened(name, states, deeds_on_requests(now))

    assert seen == listed(name)


@pytest.mark.parametrize("form", Form)
def test_a_request_is_begun_by_the_mentee_and_by_the_clock(make, now, form):
    ada, chidi = (requests.reader(make, writes=True) for _ in range(2))
    choice = NextChoice(chidi.id, slot_at(9, day=6).start)
    is_written = form == Form.WRITING
    begin = requests.written if is_written else requests.sent
    first = begin(make, mentor=ada, next_choice=choice)
    pass_(first, ada, now=now)
    work(request_sweeps.CHORES, now)
    second = Request.query.filter_by(previous_id=first.id).one()

    assert [entry.kind for entry in first.entries if entry.person_id == first.mentee_id] == ["sent"]
    assert (second.status, second.entries[0].kind, second.entries[0].person_id) == (
        "open", "sent", None,
    )  # fmt: skip
