from datetime import timedelta

import pytest
import sqlalchemy as sa

from webapp.core import events
from webapp.core.db import db
from webapp.people import devices
from webapp.people.devices import device_with, open_device
from webapp.people.events import DeviceRevoked
from webapp.people.queries import device_of, devices_of
from webapp.people.signin_models import DeviceSession


@pytest.fixture
def ada(make):
    return make.person()


@pytest.fixture
def open_for(clock):
    def open_for(person, **options):
        options = {"factor": "code", "name": "Firefox", "now": clock.now()} | options
        return open_device(person, **options)

    return open_for


@pytest.fixture
def find(clock):
    return lambda token: device_with(token, now=clock.now())


@pytest.fixture
def revoked(monkeypatch):
    """Collect the devices whose end was announced."""
    heard = []
    subscribers = {DeviceRevoked: [lambda event: heard.append(event.device_id)]}
    monkeypatch.setattr(events, "_subscribers", {**events._subscribers, **subscribers})
    return heard


def test_a_token_finds_its_device_and_nothing_else_does(ada, open_for, find):
    token = open_for(ada)
    assert find(token).person == ada
    assert find("another") is None


def test_tokens_are_long_and_never_kept(ada, open_for):
    tokens = {open_for(ada) for _ in range(20)}
    kept = set(db.session.scalars(sa.select(DeviceSession.token_hash)))
    assert len(tokens) == 20 and min(map(len, tokens)) >= 32
    assert not kept & {token.encode() for token in tokens}


def test_a_revoked_device_opens_nothing_and_is_announced_once(ada, open_for, find, now, revoked):
    device = find(token := open_for(ada))
    devices.revoke(device, now=now)
    devices.revoke(device, now=now + timedelta(minutes=1))
    assert find(token) is None
    assert (device.revoked_at, revoked) == (now, [device.id])


def test_a_device_unused_for_ninety_days_is_signed_out(ada, open_for, find, clock):
    token = open_for(ada)
    clock.advance(days=90)
    assert find(token) is None
    assert devices_of(ada, now=clock.now()) == []


def test_use_keeps_a_device_for_a_year_at_most(ada, open_for, find, clock):
    token = open_for(ada)
    for _ in range(6):
        clock.advance(days=60)
        devices.note_seen(find(token), now=clock.now())
    clock.advance(days=5)
    assert find(token) is None


def test_devices_of_somebody_switched_off_open_nothing(make, open_for, find):
    assert find(open_for(make.person(is_disabled=True))) is None


def test_the_last_use_is_noted_every_ten_minutes(ada, open_for, find, clock, now):
    device = find(open_for(ada))
    clock.advance(minutes=9)
    devices.note_seen(device, now=clock.now())
    assert device.seen_at == now
    clock.advance(minutes=1)
    devices.note_seen(device, now=clock.now())
    assert device.seen_at == clock.now()


def test_the_twenty_first_device_takes_the_place_of_the_one_unused_for_longest(
    ada, open_for, find, clock, revoked
):
    tokens = []
    for _ in range(devices.MOST + 1):
        tokens.append(open_for(ada))
        clock.advance(minutes=1)
    assert find(tokens[0]) is None and find(tokens[1]) and find(tokens[-1])
    assert len(revoked) == 1


def test_others_are_signed_out_and_this_one_stays(ada, make, open_for, find, now, revoked):
    here, elsewhere, not_mine = open_for(ada), open_for(ada), open_for(make.person())
    assert devices.revoke_others(find(here), now=now) == 1
    assert find(here) and find(not_mine) and find(elsewhere) is None
    assert len(revoked) == 1


def test_signing_in_again_ends_what_was_there(ada, open_for, find, revoked):
    old = open_for(ada)
    new = open_for(ada, replaces=find(old))
    assert find(old) is None and find(new)
    assert len(revoked) == 1


def test_a_long_name_is_cut(ada, open_for, find):
    assert len(find(open_for(ada, name="x" * 500)).name) == 80


def test_a_device_is_found_through_its_person_only(ada, make, open_for, find, now):
    device = find(open_for(ada))
    assert device_of(ada, device.public_id, now=now) == device
    assert device_of(make.person(), device.public_id, now=now) is None
