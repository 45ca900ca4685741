"""The relay from end to end: two real peers here, a real process there."""

import asyncio
import os
from contextlib import asynccontextmanager

import pytest
from aiortc import rtcpeerconnection

from tests.media.peers import (
    FATAL_ALERT,
    HELLO_WITHOUT_CIPHERS,
    Browser,
    Caller,
    send_to_all_ports,
)
from webapp.media import errors, passthrough, relay
from webapp.media.client import answer_call, answer_check
from webapp.media.relay import Relay, RelayFull
from webapp.media.settings import MediaSettings

pytestmark = pytest.mark.long

HERE = MediaSettings("", None, private_network=True, public_address=None, relay_rooms=1)
ROOMS = iter(f"room-{number}" for number in range(1000))
CONNECTS = int(os.environ.get("DTLS_RACES", "20"))


def at(room: str, person: str):
    """Return how a caller asks the process for a seat."""

    async def ask(offer: str) -> str:
        return await asyncio.to_thread(answer_call, room, person, lasting=60, offer_sdp=offer)

    return ask


@asynccontextmanager
async def calling(room: str, *people: str, **options):
    """Connect people of one room, one after the other."""
    callers = [Caller(**options) for _ in people]
    try:
        for person, caller in zip(people, callers, strict=True):
            await caller.call(at(room, person))
        yield callers
    finally:
        await asyncio.gather(*(caller.close() for caller in callers))


async def hear_and_see(*callers: Caller) -> None:
    for caller in callers:
        for kind in ("audio", "video"):
            await caller.next(kind)


def test_two_people_hear_and_see_each_other(media):
    async def scenario():
        async with calling(next(ROOMS), "ada", "ben") as (ada, ben):
            await hear_and_see(ada, ben)
            sound, picture = await ada.next("audio"), await ada.next("video")
            assert (sound.sample_rate, picture.width, picture.height) == (48000, 640, 480)

    asyncio.run(scenario())


def test_one_who_comes_late_gets_a_picture_that_can_be_shown(media):
    """Its sender makes a keyframe first, and then only when it is asked for one."""

    async def scenario():
        room = next(ROOMS)
        async with calling(room, "ada") as [ada]:
            while ada.peer.connectionState != "connected":
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.5)  # long after the first one went nowhere
            async with calling(room, "ben") as [ben]:
                await hear_and_see(ben)

    asyncio.run(scenario())


def test_a_new_connection_takes_the_place_of_the_one_before(media):
    async def scenario():
        room = next(ROOMS)
        async with calling(room, "ada", "ben") as (ada, ben), calling(room, "ada") as [again]:
            await hear_and_see(again, ben)
            assert again.peer.connectionState == "connected"

    asyncio.run(scenario())


def test_rooms_are_apart(media):
    async def scenario():
        rooms = next(ROOMS), next(ROOMS)
        async with calling(rooms[0], "ada", "ben") as pair, calling(rooms[1], "eve") as [eve]:
            await hear_and_see(*pair)
            assert all(queue.empty() for queue in eve.received.values())

    asyncio.run(scenario())


def test_what_is_no_call_is_refused(media):
    async def scenario():
        with pytest.raises(errors.BadOffer):
            await at(next(ROOMS), "ada")(await Browser().offer())

    asyncio.run(scenario())


def test_a_process_that_passes_on_no_more_talks_says_so(start_media, tmp_path, monkeypatch):
    full = start_media(tmp_path / "m.sock", MEDIA_PRIVATE_NETWORK="1", RELAY_ROOMS="0")
    monkeypatch.setenv("MEDIA_SOCKET", full.socket)

    async def scenario():
        with pytest.raises(errors.RelayFull):
            await at("room", "ada")((await offers(1))[0])

    asyncio.run(scenario())


@pytest.fixture
def installed(monkeypatch):
    for name in ("RTCRtpReceiver", "RTCRtpSender"):
        monkeypatch.setattr(rtcpeerconnection, name, getattr(rtcpeerconnection, name))
    passthrough.install()


def test_a_seat_that_was_given_up_has_nobody_opposite(installed):
    async def scenario():
        ours, [first, second, third] = Relay(HERE), await offers(3)
        await ours.answer("one", "ada", 60, first)
        before = ours.rooms["one"].seats["ada"]
        await ours.answer("one", "ben", 60, second)
        assert ours.rooms["one"].other_than(before) is ours.rooms["one"].seats["ben"]
        await ours.answer("one", "ada", 60, third)
        assert ours.rooms["one"].other_than(before) is None
        await ours.stop()

    asyncio.run(scenario())


async def offers(count: int) -> list[str]:
    callers = [Caller(sends=()) for _ in range(count)]
    made = [await caller.offer() for caller in callers]
    await asyncio.gather(*(caller.close() for caller in callers))
    return made


def test_no_more_rooms_than_it_can_carry_and_no_more_than_two_in_one(installed):
    async def scenario():
        ours, [first, second, third] = Relay(HERE), await offers(3)
        await ours.answer("one", "ada", 60, first)
        with pytest.raises(RelayFull):
            await ours.answer("two", "cy", 60, third)
        await ours.answer("one", "ben", 60, second)
        with pytest.raises(RelayFull):
            await ours.answer("one", "cy", 60, third)

        await ours.answer("one", "ben", 60, third)  # who is there may come again
        await ours.stop()
        assert ours.rooms == {}
        await ours.answer("two", "cy", 60, first)
        await ours.stop()

    asyncio.run(scenario())


@pytest.mark.parametrize(("lasting", "connects_within"), [(0.01, 60), (60, 0.01)])
def test_what_never_comes_about_or_lasts_too_long_is_ended(
    installed, monkeypatch, lasting, connects_within
):
    monkeypatch.setattr(relay, "CONNECTS_WITHIN", connects_within)

    async def scenario():
        ours, [offer] = Relay(HERE), await offers(1)
        await ours.answer("one", "ada", lasting, offer)
        await asyncio.wait(ours.running, timeout=10)
        assert ours.rooms == {}

    asyncio.run(scenario())


def attacked(ask):
    """Ask, and be slower than a stranger who knows where the answer says that we listen."""

    async def ask_and_wait(offer: str) -> str:
        answer = await ask(offer)
        for datagram in (HELLO_WITHOUT_CIPHERS, FATAL_ALERT, b"\x16" + os.urandom(199)):
            send_to_all_ports(answer, datagram)
        await asyncio.sleep(0.05)
        return answer

    return ask_and_wait


def test_a_stranger_who_is_faster_ends_no_call_and_no_check(media):
    async def one_call(number: int) -> str:
        caller, ask = Caller(sends=()), attacked(at(f"raced-{number}", "ada"))
        await caller.call(ask)
        while caller.peer.connectionState in ("new", "connecting"):
            await asyncio.sleep(0.02)
        state = caller.peer.connectionState
        await caller.close()
        return state

    async def one_check() -> str:
        browser = Browser()
        await browser.accept(
            await attacked(lambda offer: asyncio.to_thread(answer_check, offer))(
                await browser.offer()
            )
        )
        echo = await browser.next_echo()
        await browser.peer.close()
        return echo

    async def scenario():
        calls = [await asyncio.wait_for(one_call(number), 20) for number in range(CONNECTS)]
        assert calls == ["connected"] * CONNECTS
        assert await one_check() == "ping"

    asyncio.run(scenario())
