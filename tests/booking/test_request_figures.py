"""Figures are honest: from five requests on, of 90 days, silence counted as it was."""

from datetime import timedelta

import pytest

from tests.making.requests import reader, sent
from webapp.booking.figures import figures_of_mentors
from webapp.booking.request_answers import (
    accept_request,
    ask_one_thing,
    expire_request,
    pass_request,
    withdraw_request,
)
from webapp.booking.request_figures import Treated, figures_of, hours_words
from webapp.booking.request_models import PassReason

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def yes(hours):
    return Treated(hours * HOUR, accepted=True, decided=True)


def no(hours):
    return Treated(hours * HOUR, accepted=False, decided=True)


def test_four_requests_say_nothing_about_anybody():
    assert figures_of([yes(1)] * 4) is None


def test_five_do():
    figures = figures_of([yes(1), yes(2), no(3), yes(20), no(48)])

    assert figures.time_words == "Answers within 3 hours"
    assert figures.yes_words == "said yes to 3 of 5 requests"


def test_what_is_not_decided_counts_for_the_time_alone():
    asked = Treated(HOUR, accepted=False, decided=False)

    assert figures_of([yes(1)] * 4 + [asked]).yes_words == "said yes to 4 of 4 requests"


@pytest.mark.parametrize(("took", "words"), [
    (timedelta(minutes=5), "an hour"), (HOUR, "an hour"), (1.1 * HOUR, "2 hours"),
    (23 * HOUR, "23 hours"), (23.5 * HOUR, "a day"), (DAY, "a day"), (25 * HOUR, "2 days"),
    (2 * DAY, "2 days"),
])  # fmt: skip
def test_times_are_said_never_sooner_than_they_were(took, words):
    assert hours_words(took) == words


@pytest.fixture
def ada(make):
    return reader(make)


@pytest.fixture
def ask(make, ada, now):
    """Send Ada one more request, some days ago."""

    def ask(n, ago=3 * DAY):
        return sent(make, mentor=ada, slot=make.slot(now + 20 * DAY + n * HOUR), now=now - ago)

    return ask


def test_yes_no_silence_and_a_question_all_count(ask, ada, now):
    sent_at = now - 3 * DAY
    accept_request(ask(0), ada, now=sent_at + HOUR)
    accept_request(ask(1), ada, now=sent_at + 2 * HOUR)
    pass_request(ask(2), ada, PassReason.FIELD, now=sent_at + 5 * HOUR)
    ask_one_thing(ask(3), ada, "When?", now=sent_at + 6 * HOUR)
    expire_request(ask(4), now=sent_at + 48 * HOUR)

    figures = figures_of_mentors([ada.id], now=now)[ada.id]

    assert figures.time_words == "Answers within 5 hours"
    assert figures.yes_words == "said yes to 2 of 4 requests"


def test_what_waits_or_was_withdrawn_is_not_counted(ask, ada, now):
    for n in range(4):
        accept_request(ask(n), ada, now=now - 2 * DAY)
    ask(4)
    withdrawn = ask(5, ago=HOUR)
    withdraw_request(withdrawn, withdrawn.mentee, now=now)

    assert figures_of_mentors([ada.id], now=now) == {}


def test_what_is_older_than_90_days_is_forgotten(ask, ada, now):
    for n in range(5):
        accept_request(ask(n, ago=91 * DAY), ada, now=now - 90 * DAY)

    assert figures_of_mentors([ada.id], now=now) == {}


def test_many_mentors_are_read_in_one_query(ask, ada, make, now, count_queries):
    for n in range(5):
        accept_request(ask(n), ada, now=now - 2 * DAY)
    ids = [ada.id, *(reader(make).id for _ in range(11))]

    with count_queries() as queries:
        figures = figures_of_mentors(ids, now=now)

    assert (len(queries), list(figures)) == (1, [ada.id])
