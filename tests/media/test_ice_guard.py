"""aioice hands strangers' datagrams to DTLS; the guard does not."""

import asyncio
import inspect
import os

import aioice.ice
import pytest
from aioice import Candidate, Connection, stun
from aioice.ice import CandidatePair, StunProtocol
from aiortc import RTCPeerConnection, RTCSessionDescription

from tests.media.peers import FATAL_ALERT, HELLO_WITHOUT_CIPHERS, new_peer, send_to_all_ports
from webapp.media import ice_guard

STRANGER = ("203.0.113.66", 4444)
FRIEND = ("203.0.113.7", 5555)
ATTACKS = [HELLO_WITHOUT_CIPHERS, FATAL_ALERT, b"\x16" + os.urandom(199), b""]


@pytest.fixture(autouse=True)
def unguarded(monkeypatch):
    """Undo what a test installs; the library's class is shared by the whole run."""
    monkeypatch.setattr(StunProtocol, "datagram_received", ice_guard.pass_on)


@pytest.fixture
def guarded(unguarded):
    ice_guard.install()


@pytest.mark.parametrize("datagram", ATTACKS, ids=["hello", "alert", "noise", "empty"])
@pytest.mark.parametrize("ours_offers", [True, False])
def test_a_stranger_cannot_end_a_handshake(guarded, ours_offers, datagram):
    assert asyncio.run(connect_under(datagram, ours_offers)) == "connected"


def test_without_the_guard_a_stranger_can():
    assert asyncio.run(connect_under(HELLO_WITHOUT_CIPHERS, ours_offers=True)) == "failed"


async def connect_under(datagram: bytes, ours_offers: bool) -> str:
    """Connect two peers while a stranger who knows our ports is faster than the other one."""
    ours, other = new_peer(), new_peer()
    first, second = (ours, other) if ours_offers else (other, ours)
    first.createDataChannel("check")

    await first.setLocalDescription(await first.createOffer())
    if ours_offers:
        send_to_all_ports(ours.localDescription.sdp, datagram)
    await second.setRemoteDescription(describe(first, "offer"))
    await second.setLocalDescription(await second.createAnswer())
    if not ours_offers:
        send_to_all_ports(ours.localDescription.sdp, datagram)
    await first.setRemoteDescription(describe(second, "answer"))

    outcome = await end_of_handshake(ours)
    await asyncio.gather(ours.close(), other.close())
    return outcome


def describe(peer: RTCPeerConnection, kind: str) -> RTCSessionDescription:
    return RTCSessionDescription(peer.localDescription.sdp, kind)


async def end_of_handshake(peer: RTCPeerConnection) -> str:
    changed = asyncio.Event()
    peer.on("connectionstatechange", changed.set)
    async with asyncio.timeout(20):
        while peer.connectionState in ("new", "connecting"):
            await changed.wait()
            changed.clear()
    return peer.connectionState


class Listening:
    """One ICE connection of ours with a socket, and who has passed a check."""

    async def __aenter__(self):
        self.connection = Connection(ice_controlling=False)
        await self.connection.gather_candidates()
        self.protocol = self.connection._protocols[0]
        return self

    async def __aexit__(self, *_):
        await self.connection.close()

    def knows(self, address, state):
        host, port = address
        pair = CandidatePair(self.protocol, Candidate("1", 1, "udp", 1, host, port, "host"))
        pair.state = state
        self.connection._check_list.append(pair)

    def hears(self, datagram, address) -> bool:
        """Whether a datagram gets through to DTLS."""
        before = self.connection._queue.qsize()
        self.protocol.datagram_received(datagram, address)
        return self.connection._queue.qsize() > before


def test_only_an_address_that_passed_a_check_is_heard(guarded):
    async def scenario():
        async with Listening() as ours:
            ours.knows(STRANGER, CandidatePair.State.IN_PROGRESS)
            ours.knows(FRIEND, CandidatePair.State.SUCCEEDED)

            assert ours.hears(b"\x16dtls", FRIEND)
            assert ours.hears(b"\x16dtls", (*FRIEND, 0, 0))  # as IPv6 sockets say it
            assert not ours.hears(b"\x16dtls", STRANGER)
            assert not ours.hears(b"\x16dtls", (FRIEND[0], 1))

    asyncio.run(scenario())


def test_what_only_looks_like_stun_reaches_nobody(guarded):
    short_fingerprint = bytes(stun.Message(stun.Method.BINDING, stun.Class.REQUEST))
    short_fingerprint = short_fingerprint[:2] + b"\x00\x04" + short_fingerprint[4:]

    async def scenario():
        async with Listening() as ours:
            ours.knows(FRIEND, CandidatePair.State.SUCCEEDED)
            for datagram in (b"", b"\x00", b"\x01" * 40, short_fingerprint + b"\x80\x28\x00\x00"):
                assert not ours.hears(datagram, FRIEND)

    asyncio.run(scenario())


def test_a_flood_of_a_friend_does_not_fill_the_memory(guarded, monkeypatch):
    monkeypatch.setattr(ice_guard, "MAX_WAITING", 3)

    async def scenario():
        async with Listening() as ours:
            ours.knows(FRIEND, CandidatePair.State.SUCCEEDED)

            assert [ours.hears(b"\x16dtls", FRIEND) for _ in range(5)] == [True] * 3 + [False] * 2

    asyncio.run(scenario())


def test_aioice_still_has_the_private_names_we_lean_on():
    async def scenario():
        connection = Connection(ice_controlling=False)
        protocol = StunProtocol(connection)
        pair = CandidatePair(protocol, Candidate("1", 1, "udp", 1, "192.0.2.1", 9, "host"))

        assert protocol.receiver is connection
        assert connection._check_list == []
        assert connection._nominated == {}
        assert isinstance(connection._queue, asyncio.Queue)
        assert (pair.protocol, pair.remote_addr) == (protocol, ("192.0.2.1", 9))
        assert pair.nominated is False
        assert pair.state is not CandidatePair.State.SUCCEEDED

    asyncio.run(scenario())
    assert list(inspect.signature(ice_guard.pass_on).parameters) == ["self", "data", "addr"]
    assert "lambda: StunProtocol(self)" in inspect.getsource(aioice.ice.Connection)
