"""Codes by mail, without pages: what is kept, what is counted, what ends."""

import pytest
import sqlalchemy as sa

from tests.people.conftest import KEY
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people import codes
from webapp.people.errors import AccountOff, CodeSpent, CodeTriedTooOften, CodeWrong
from webapp.people.models import Person
from webapp.people.signin_models import SignInCode

ADDRESS = "ada@example.test"


@pytest.fixture
def ada(make):
    return make.person(email=ADDRESS)


@pytest.fixture
def asked(now):
    """A code that a browser waits for."""
    browser = codes.send_code(ADDRESS, key=KEY, now=now)
    return codes.code_asked_by(browser, now=now)


@pytest.fixture
def prove(asked, clock):
    return lambda typed: codes.prove_code(asked, typed, key=KEY, now=clock.now())


@pytest.fixture
def right(asked, last_code):
    return last_code(ADDRESS)


def test_the_right_code_says_who_it_is(ada, prove, right):
    assert prove(right) == ada


def test_the_right_code_of_an_unknown_address_says_nobody(prove, right):
    assert prove(right) is None


def test_a_code_works_once(ada, prove, right):
    prove(right)
    with pytest.raises(CodeSpent):
        prove(right)


def test_a_code_works_for_ten_minutes(ada, prove, right, clock):
    clock.advance(minutes=10)
    with pytest.raises(CodeSpent):
        prove(right)


def test_a_code_still_works_in_its_last_second(ada, prove, right, clock):
    clock.advance(minutes=9, seconds=59)
    assert prove(right) == ada


def test_four_wrong_tries_leave_a_fifth(ada, prove, right, wrong):
    for _ in range(4):
        with pytest.raises(CodeWrong):
            prove(wrong(right))
    assert prove(right) == ada


def test_after_five_wrong_tries_the_right_code_is_off(ada, prove, right, wrong):
    for _ in range(4):
        with pytest.raises(CodeWrong):
            prove(wrong(right))
    for typed in (wrong(right), right):
        with pytest.raises(CodeTriedTooOften):
            prove(typed)


def test_wrong_tries_are_counted_though_they_are_refused(ada, asked, prove, right, wrong):
    with pytest.raises(CodeWrong):
        prove(wrong(right))
    assert asked.tries == 1


def test_only_the_browser_that_asked_knows_the_code(now):
    mine = codes.send_code(ADDRESS, key=KEY, now=now)
    assert codes.code_asked_by(mine, now=now)
    assert codes.code_asked_by("another browser", now=now) is None


def test_an_expired_code_is_not_waited_for(now, clock):
    browser = codes.send_code(ADDRESS, key=KEY, now=now)
    clock.advance(minutes=10)
    assert codes.code_asked_by(browser, now=clock.now()) is None


def test_somebody_who_is_switched_off_stays_out(make, prove, right):
    make.person(email=ADDRESS, is_disabled=True)
    with pytest.raises(AccountOff):
        prove(right)


def test_neither_the_code_nor_the_browsers_half_is_kept(asked, right, now):
    kept = db.session.execute(sa.select(SignInCode.__table__)).mappings().one()
    assert right.encode() not in kept["code_hash"]
    assert codes.code_hash(asked, right, KEY) == kept["code_hash"]
    assert codes.code_hash(asked, right, "another key") != kept["code_hash"]


def test_each_code_is_new_and_has_six_digits(now, mails):
    for _ in range(20):
        codes.send_code(ADDRESS, key=KEY, now=now)
    sent = [mail["subject"][:6] for mail in mails(ADDRESS)]
    assert all(code.isdigit() for code in sent)
    assert len(set(sent)) > 15


def test_the_mail_has_the_code_and_no_link(asked, mails, right):
    (mail,) = mails(ADDRESS)
    assert mail["subject"] == f"{right} is your Momentor code"
    for part in (mail["text"], mail["html"]):
        assert right in part
        assert "http" not in part and "href" not in part


def test_the_mail_is_due_at_once(asked, now):
    assert db.session.scalars(sa.select(Outbox)).one().due_at == now


def test_what_expired_a_day_ago_is_forgotten(asked, now, clock):
    clock.advance(days=1, minutes=11)
    codes.send_code("ben@example.test", key=KEY, now=clock.now())
    assert db.session.scalars(sa.select(SignInCode.email)).all() == ["ben@example.test"]


def join(asked, now, name="Ada"):
    return codes.join_with_code(asked, name=name, time_zone="Europe/Berlin", now=now)


def test_a_proved_address_and_a_name_make_an_account(asked, prove, right, now):
    prove(right)
    ada = join(asked, now, "Ada Lindqvist")
    assert (ada.email, ada.handle, ada.time_zone) == (ADDRESS, "ada-lindqvist", "Europe/Berlin")


def test_an_address_that_is_not_proved_makes_no_account(asked, now):
    with pytest.raises(CodeSpent):
        join(asked, now)


def test_a_proved_address_makes_one_account_only(asked, prove, right, now):
    prove(right)
    join(asked, now)
    with pytest.raises(CodeSpent):
        join(asked, now)
    assert len(db.session.scalars(sa.select(Person)).all()) == 1


def test_there_are_ten_minutes_to_write_ones_name(asked, prove, right, clock):
    clock.advance(minutes=9)
    prove(right)
    clock.advance(minutes=9)
    assert join(asked, clock.now())


def test_after_that_the_address_is_to_be_proved_again(asked, prove, right, clock):
    prove(right)
    clock.advance(minutes=10)
    with pytest.raises(CodeSpent):
        join(asked, clock.now())
