import base64
import hashlib
import hmac

import pytest


@pytest.fixture
def servers(app, monkeypatch, connect, booking):
    """Return what somebody who joins is told, under the settings given."""

    def servers(**settings):
        for name, value in settings.items():
            monkeypatch.setitem(app.config, name, value)
        return connect(booking.mentee).join(booking)["ice_servers"]

    return servers


def test_our_own_stun_is_named_by_the_public_host(servers):
    told = servers(PUBLIC_URL="https://momentor.example", STUN_PORT=3479)
    assert told == [{"urls": ["stun:momentor.example:3479"]}]


def test_an_ipv6_host_keeps_its_brackets(servers):
    assert servers(PUBLIC_URL="http://[::1]:8000")[0]["urls"] == ["stun:[::1]:3478"]


def test_other_stun_servers_replace_ours(servers):
    told = servers(STUN_URLS="stun:a.example:3478, stun:b.example:3478")
    assert told == [{"urls": ["stun:a.example:3478", "stun:b.example:3478"]}]


def test_relay_credentials_last_until_ten_minutes_after_the_end(servers, booking):
    relay = servers(TURN_URLS="turn:turn.example:3478?transport=udp", TURN_SECRET="s" * 32)[1]
    good_until, person, room = relay["username"].split(":")

    assert relay["urls"] == ["turn:turn.example:3478?transport=udp"]
    assert int(good_until) == booking.ends_at.timestamp() + 600
    assert (person, room) == (booking.mentee.public_id, booking.public_id)
    signature = hmac.new(b"s" * 32, relay["username"].encode(), hashlib.sha1).digest()
    assert relay["credential"] == base64.b64encode(signature).decode()


def test_the_page_has_relay_credentials_only_while_the_room_is_open(
    app, monkeypatch, booking, sign_in, clock
):
    monkeypatch.setitem(app.config, "TURN_URLS", "turn:turn.example:3478")
    monkeypatch.setitem(app.config, "TURN_SECRET", "s" * 32)
    me, url = sign_in(booking.mentee), f"/room/{booking.public_id}"
    assert "turn.example" in me.get(url).text
    clock.advance(hours=2)
    assert "turn.example" not in me.get(url).text
