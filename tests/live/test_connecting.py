"""Who may open a socket, how many, and what ends it."""

import json

import pytest
import sqlalchemy as sa

from tests.conftest import from_outside
from tests.making.live import Tab, gone
from webapp.core.db import db, transaction
from webapp.live import bus, rounds
from webapp.live.connections import MOST_OF_A_PERSON
from webapp.live.peers import peers
from webapp.people.devices import revoke
from webapp.people.signin_models import DeviceSession


def device_of(person):
    return db.session.scalars(
        sa.select(DeviceSession).where(DeviceSession.person_id == person.id)
    ).one()


def test_somebody_signed_in_may_connect(connect, make):
    assert connect(make.person()).is_connected


def test_strangers_may_not(app, browser):
    tab = Tab(app, browser())
    assert (tab.is_connected, tab.refused_with) == (False, "signed_out")


def test_a_disabled_person_may_not(make, connect, sign_in):
    person = make.person()
    browser = sign_in(person)
    with transaction():
        person.is_disabled = True
    assert connect(person, browser).refused_with == "signed_out"


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_page_that_is_not_ours_may_not(connect, make, token):
    assert connect(make.person(), csrf=token).refused_with == "csrf"


@pytest.mark.parametrize("auth", [{}, {"csrf": "x"}, {"csrf": "x", "peer": "short"}, ["x"]])
def test_a_greeting_of_another_shape_is_refused(connect, make, auth):
    assert connect(make.person(), auth=auth).refused_with == "bad_message"


def test_a_peer_belongs_to_the_device_that_used_it_first(make, connect):
    ada = make.person()
    first = connect(ada)
    assert connect(ada, peer=first.peer).refused_with == "peer_taken"
    assert connect(make.person(), peer=first.peer).refused_with == "peer_taken"


def test_a_peer_stays_bound_when_its_device_is_away(both, booking, connect):
    mentor, _mentee = both
    mentor.vanish()
    assert connect(booking.mentor, peer=mentor.peer).refused_with == "peer_taken"


def test_a_person_has_four_sockets_at_most(make, connect):
    ada = make.person()
    tabs = [connect(ada) for _ in range(MOST_OF_A_PERSON)]
    assert all(tab.is_connected for tab in tabs)
    assert connect(ada).refused_with == "too_many"
    assert connect(make.person()).is_connected
    tabs[0].vanish()
    assert connect(ada).is_connected


def test_a_peer_that_returns_is_not_one_too_many(make, connect, sign_in):
    ada = make.person()
    browser = sign_in(ada)
    tabs = [connect(ada, browser) for _ in range(MOST_OF_A_PERSON)]
    assert connect(ada, browser, peer=tabs[0].peer).is_connected


def test_a_full_server_says_so(app, make, connect, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_SOCKETS", 1)
    assert connect(make.person()).is_connected
    assert connect(make.person()).refused_with == "full"


def test_revoking_a_device_cuts_its_sockets_and_no_others(make, connect, clock):
    ada = make.person()
    tab, bystander = connect(ada), connect(make.person())
    revoke(device_of(ada), now=clock.now())

    assert not tab.is_connected
    assert bystander.is_connected


def test_the_other_hears_that_a_cut_person_is_gone(both, booking, clock):
    mentor, mentee = both
    revoke(device_of(booking.mentee), now=clock.now())
    assert mentor.heard("peer_left") == [gone(mentee, kept_for=120)]


def test_a_device_revoked_by_another_process_is_found_in_the_next_round(
    make, connect, clock, go_round
):
    ada = make.person()
    tab, bystander = connect(ada), connect(make.person())
    with transaction():
        device_of(ada).revoked_at = clock.now()
    go_round(rounds.cut_signed_out)

    assert not tab.is_connected
    assert bystander.is_connected


def test_disabling_a_person_cuts_their_sockets(make, connect, go_round):
    ada = make.person()
    tab = connect(ada)
    with transaction():
        ada.is_disabled = True
    go_round(rounds.cut_signed_out)
    assert not tab.is_connected


def test_a_revocation_in_the_middle_of_connecting_is_not_missed(
    make, sign_in, connect, clock, monkeypatch
):
    ada = make.person()
    browser = sign_in(ada)
    device_id = device_of(ada).id

    def revoke_now(sid, room, namespace):
        with transaction():
            db.session.get(DeviceSession, device_id).revoked_at = clock.now()

    monkeypatch.setattr("webapp.live.connections.socketio.server.enter_room", revoke_now)
    assert connect(ada, browser).refused_with == "signed_out"
    assert not peers


def test_what_is_stored_looks_at_the_device_each_time(both, booking, clock):
    mentor, mentee = both
    with transaction():
        device_of(booking.mentee).revoked_at = clock.now()
    assert mentee.write("after sign-out") == {"ok": False, "error": "signed_out"}
    assert mentor.heard() == []


def test_an_expired_login_does_not_end_a_call(both, booking, clock):
    mentor, _mentee = both
    with transaction():
        db.session.execute(sa.update(DeviceSession).values(seen_at=clock.now().replace(year=2020)))
    assert mentor.write("still here")["ok"]


def test_a_peer_that_lost_its_transport_unheard_is_forgotten(both, go_round):
    go_round(rounds.forget_lost)  # the test client has no transport of engine.io
    assert not peers


def test_what_another_process_says_is_done_here(make, connect):
    ada = make.person()
    tab = connect(ada)
    message = json.dumps(["cut", {"device_id": device_of(ada).id}]).encode()
    from_outside(bus.act, message)
    from_outside(bus.act, b"nonsense")
    assert not tab.is_connected
