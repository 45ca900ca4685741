"""Where one is signed in: the list, signing out there, and what is noted meanwhile."""

import logging

import pytest
import sqlalchemy as sa

from tests.people.conftest import PARTIAL, is_signed_in
from webapp.core.db import db
from webapp.people import devices
from webapp.people.devices import hash_of
from webapp.people.signin_models import DeviceSession


@pytest.fixture
def ada(make):
    return make.person(name="Ada", time_zone="Europe/Berlin")


def device_of(client) -> DeviceSession:
    token_hash = hash_of(client.get_cookie("device").value)
    row = sa.select(DeviceSession).where(DeviceSession.token_hash == token_hash)
    return db.session.scalars(row).one()


def test_the_list_says_which_one_is_this(ada, sign_in, clock):
    sign_in(ada)
    clock.advance(minutes=5)
    page = sign_in(ada).get("/settings").text
    assert "In use now" in page
    assert "Last used today, 10:00" in page


def test_one_device_is_signed_out_and_no_other(ada, sign_in):
    here, there, third = sign_in(ada), sign_in(ada), sign_in(ada)
    response = here.post(f"/settings/devices/{device_of(there).public_id}/revoke")
    assert response.location == "/settings#devices"
    assert "Signed out: Test browser." in here.get("/settings").text
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]


def test_with_htmx_the_list_is_drawn_anew(ada, sign_in):
    here, there = sign_in(ada), sign_in(ada)
    url = f"/settings/devices/{device_of(there).public_id}/revoke"
    response = here.post(url, headers=PARTIAL)
    assert 'id="devices"' in response.text and "<html" not in response.text
    assert there.post(url).location == "/sign-in"


def test_signing_out_this_one_is_signing_out(ada, sign_in):
    client = sign_in(ada)
    response = client.post(f"/settings/devices/{device_of(client).public_id}/revoke")
    assert response.headers["Clear-Site-Data"]
    assert not is_signed_in(client)


def test_everywhere_else_is_signed_out_at_once(ada, sign_in):
    here, there, third = sign_in(ada), sign_in(ada), sign_in(ada)
    assert here.post("/settings/devices/revoke-others").location == "/settings#devices"
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, False]


def test_other_peoples_devices_do_not_exist(ada, make, sign_in):
    client = sign_in(ada)
    url = f"/settings/devices/{device_of(client).public_id}/revoke"
    assert sign_in(make.person()).post(url).status_code == 404
    assert is_signed_in(client)


@pytest.mark.parametrize("url", ["some-id/revoke", "revoke-others"])
def test_strangers_sign_in_first(browser, url):
    assert browser().post(f"/settings/devices/{url}").location == "/sign-in"


def test_a_visit_is_noted_after_it_has_been_answered(ada, sign_in, clock):
    client = sign_in(ada)
    clock.advance(minutes=30)
    response = client.get("/settings")
    assert device_of(client).seen_at < clock.now()
    response.close()
    assert device_of(client).seen_at == clock.now()


def test_a_visit_soon_after_is_not(ada, sign_in, clock, now):
    client = sign_in(ada)
    clock.advance(minutes=5)
    client.get("/settings").close()
    assert device_of(client).seen_at == now


def test_a_visit_to_a_busy_database_is_not_noted_and_nobody_minds(
    ada, sign_in, clock, now, monkeypatch, caplog
):
    def busy(*_args, **_kwargs):
        raise sa.exc.OperationalError("UPDATE", {}, Exception("database is locked"))

    monkeypatch.setattr(devices, "note_seen", busy)
    caplog.set_level(logging.INFO)
    client = sign_in(ada)
    clock.advance(minutes=30)
    client.get("/settings").close()
    assert device_of(client).seen_at == now
    assert "not noted" in caplog.text
