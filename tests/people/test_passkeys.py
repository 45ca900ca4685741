"""Passkeys against an authenticator that lies in every way it can."""

import json
from contextlib import suppress

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making.people import SITE, challenge, make_passkey
from tests.people.authenticator import PRESENT, VERIFIED, Authenticator, data, text
from webapp.core.db import db
from webapp.people import passkeys
from webapp.people.errors import AccountOff, PasskeyRefused, TooManyPasskeys
from webapp.people.models import Person, Profile
from webapp.people.signin_models import Passkey, SpentChallenge


@pytest.fixture
def ada(make):
    return make.person(name="Ada")


@pytest.fixture
def passkey(ada, authenticator, now):
    return make_passkey(ada, authenticator, now=now)


@pytest.fixture
def asked(now):
    return challenge(b"a challenge for signing in", now)


@pytest.fixture
def options(asked):
    return passkeys.sign_in_options(asked, SITE)


@pytest.fixture
def sign_in_with(asked, clock):
    return lambda answer: passkeys.person_with_passkey(answer, asked, SITE, now=clock.now())


@pytest.fixture
def register(ada, clock):
    """Register an authenticator; `said` may change its answer first."""

    def register(authenticator, *, said=lambda answer: answer, asked=None):
        asked = asked or challenge(b"a challenge for registering", clock.now())
        answer = said(authenticator.register(passkeys.registration_options(ada, asked, SITE)))
        return passkeys.add_passkey(ada, answer, asked, SITE, name="Chrome", now=clock.now())

    return register


def test_a_passkey_says_whose_it_is(ada, passkey, authenticator, options, sign_in_with, now):
    assert sign_in_with(authenticator.sign_in(options)) == ada
    assert (passkey.sign_count, passkey.used_at) == (1, now)


def test_both_ceremonies_ask_for_the_person_to_be_verified(ada, now, options):
    creation = passkeys.registration_options(ada, challenge(b"c" * 16, now), SITE)
    selection = creation["authenticatorSelection"]
    assert selection["userVerification"] == options["userVerification"] == "required"
    assert selection["residentKey"] == "required"
    assert "authenticatorAttachment" not in selection  # of the device, or carried around
    assert options["allowCredentials"] == []


def test_the_device_is_told_no_address_as_the_persons_id(ada, now):
    options = passkeys.registration_options(ada, challenge(b"c" * 16, now), SITE)
    assert data(options["user"]["id"]).decode() == ada.public_id


def test_a_device_is_not_registered_twice(ada, passkey, now, register, authenticator):
    options = passkeys.registration_options(ada, challenge(b"c" * 16, now), SITE)
    (known,) = options["excludeCredentials"]
    assert data(known["id"]) == passkey.credential_id
    with pytest.raises(PasskeyRefused):
        register(authenticator)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
    ],
)
def test_a_lying_authenticator_is_neither_registered_nor_let_in(
    ada, passkey, authenticator, options, sign_in_with, register, lie
):
    liar = Authenticator()
    for mine in (authenticator, liar):
        vars(mine).update(lie)
    with pytest.raises(PasskeyRefused):
        register(liar)
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(options))


def test_another_challenge_is_not_answered(passkey, authenticator, now, sign_in_with):
    other = passkeys.sign_in_options(challenge(b"another challenge", now), SITE)
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(other))


def test_an_answer_works_once(passkey, authenticator, options, sign_in_with):
    answer = authenticator.sign_in(options)
    sign_in_with(answer)
    with pytest.raises(PasskeyRefused):
        sign_in_with(answer)


def test_a_challenge_is_answered_once_also_by_keys_that_do_not_count(
    passkey, authenticator, options, sign_in_with
):
    authenticator.count = -1  # passkeys that are synced between devices always say 0
    answer = authenticator.sign_in(options)
    sign_in_with(answer)
    with pytest.raises(PasskeyRefused):
        sign_in_with(answer)


def test_a_challenge_for_registering_is_answered_once(register, now):
    asked = challenge(b"the same", now)
    register(Authenticator(), asked=asked)
    with pytest.raises(PasskeyRefused):
        register(Authenticator(), asked=asked)


def test_an_answer_after_ten_minutes_is_too_late(
    passkey, authenticator, options, sign_in_with, clock
):
    answer = authenticator.sign_in(options)
    clock.advance(minutes=10)
    with pytest.raises(PasskeyRefused, match="ten minutes"):
        sign_in_with(answer)


def test_a_copied_authenticator_is_found_out_by_its_count(
    passkey, authenticator, now, options, sign_in_with
):
    authenticator.count = 6
    sign_in_with(authenticator.sign_in(options))
    authenticator.count = 5
    later = challenge(b"later", now)
    answer = authenticator.sign_in(passkeys.sign_in_options(later, SITE))
    with pytest.raises(PasskeyRefused):
        passkeys.person_with_passkey(answer, later, SITE, now=now)


def test_a_passkey_that_nobody_registered_is_refused_in_words(authenticator, options, sign_in_with):
    with pytest.raises(PasskeyRefused, match="not known here"):
        sign_in_with(authenticator.sign_in(options))


def test_a_key_opens_only_its_own_persons_account(
    make, passkey, authenticator, options, sign_in_with
):
    authenticator.user_handle = make.person().public_id.encode()
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(options))


def test_a_signature_by_another_key_is_refused(passkey, authenticator, options, sign_in_with):
    authenticator.key = Authenticator().key
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(options))


def test_a_removed_passkey_opens_nothing(passkey, authenticator, options, sign_in_with):
    passkeys.remove_passkey(passkey)
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(options))


def test_somebody_switched_off_stays_out(make, authenticator, now, options, sign_in_with):
    make_passkey(make.person(is_disabled=True), authenticator, now=now)
    with pytest.raises(AccountOff):
        sign_in_with(authenticator.sign_in(options))


def test_a_refused_answer_leaves_the_count_as_it_was(passkey, authenticator, options, sign_in_with):
    authenticator.flags = PRESENT
    with pytest.raises(PasskeyRefused):
        sign_in_with(authenticator.sign_in(options))
    assert (passkey.sign_count, passkey.used_at) == (0, None)


def test_ten_passkeys_are_the_most(ada, now, register):
    for _ in range(passkeys.MOST):
        make_passkey(ada, Authenticator(), now=now)
    with pytest.raises(TooManyPasskeys):
        register(Authenticator())


def test_spent_challenges_are_forgotten_when_they_would_have_expired(
    ada, passkey, authenticator, clock
):
    clock.advance(minutes=10)
    make_passkey(ada, Authenticator(), now=clock.now())
    assert len(db.session.scalars(sa.select(SpentChallenge)).all()) == 1


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{}", "{", '{"id": 1}', '{"id":"a","rawId":"a","type":"public-key"}'],
)
def test_what_is_no_answer_is_refused(register, authenticator, sign_in_with, answer):
    with pytest.raises(PasskeyRefused):
        sign_in_with(answer)
    with pytest.raises(PasskeyRefused):
        register(authenticator, said=lambda _: answer)


@settings(max_examples=200, deadline=None)
@given(damage=st.data())
def test_a_damaged_registration_is_refused_and_never_breaks_anything(damage):
    options = {"challenge": text(b"challenge"), "user": {"id": text(b"somebody")}}
    answer = json.loads(Authenticator().register(options))
    part = damage.draw(st.sampled_from(sorted(answer["response"])))
    kept = bytearray(data(answer["response"][part]))
    for _ in range(damage.draw(st.integers(1, 4))):
        kept[damage.draw(st.integers(0, len(kept) - 1))] ^= damage.draw(st.integers(1, 255))
    answer["response"][part] = text(bytes(kept[: damage.draw(st.integers(0, len(kept)))]))
    asked = passkeys.Challenge(b"challenge", None)
    # damage to the credential's own bytes goes unseen: nobody signs a registration
    with suppress(PasskeyRefused):
        passkeys.verify_registration(json.dumps(answer), asked, SITE)


@settings(max_examples=200, deadline=None)
@given(damage=st.data())
def test_a_damaged_answer_is_refused_and_never_breaks_anything(damage):
    good = Authenticator()
    good.user_handle = b"somebody"
    answer = json.loads(good.sign_in({"challenge": text(b"challenge")}))
    part = damage.draw(st.sampled_from(sorted(answer["response"])))
    answer["response"][part] = damage.draw(
        st.one_of(st.none(), st.integers(), st.text(), st.binary().map(text))
    )
    with pytest.raises(PasskeyRefused):
        check_answer(json.dumps(answer))


def check_answer(answer: str) -> None:
    credential = passkeys.parse_answer(answer)
    handle = credential.response.user_handle or b""
    mine = Passkey(public_key=b"no key", sign_count=0)
    mine.person = Person(public_id=handle.decode(errors="replace"), profile=Profile())
    passkeys.verify_sign_in(credential, mine, passkeys.Challenge(b"challenge", None), SITE)
