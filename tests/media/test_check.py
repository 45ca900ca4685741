"""The connection check from end to end: a real peer here, a real process there."""

import asyncio
import re

import pytest

from tests.media.peers import Browser, without_candidates
from tests.media.samples import data_offer
from webapp.media import check
from webapp.media.check import ConnectionChecks, TooManyChecks
from webapp.media.client import answer_check
from webapp.media.settings import MediaSettings

HERE = MediaSettings(socket="", stun_port=None, private_network=True, public_address=None)


async def ask_process(offer: str) -> str:
    return await asyncio.to_thread(answer_check, offer)


async def first_echo(browser: Browser, ask) -> str:
    await browser.accept(await ask(await browser.offer()))
    return await browser.next_echo()


def test_a_message_comes_back(media):
    async def scenario():
        browser = Browser()
        assert await first_echo(browser, ask_process) == "ping"
        await browser.peer.close()

    asyncio.run(scenario())


def test_a_browser_that_hides_its_addresses_is_reached_all_the_same(media):
    async def ask(offer):
        return await ask_process(without_candidates(offer))

    async def scenario():
        browser = Browser()
        assert await first_echo(browser, ask) == "ping"
        await browser.peer.close()

    asyncio.run(scenario())


def test_behind_a_nat_the_public_address_is_announced():
    settings = MediaSettings("", None, private_network=False, public_address="203.0.113.7")

    async def scenario():
        checks = ConnectionChecks(settings)
        assert " 203.0.113.7 " in await checks.answer(data_offer())
        await checks.stop()

    asyncio.run(scenario())


def test_it_ends_when_the_browser_closes():
    async def scenario():
        checks, browser = ConnectionChecks(HERE), Browser()
        await first_echo(browser, checks.answer)
        assert len(checks.running) == 1

        await browser.peer.close()
        _, pending = await asyncio.wait(checks.running, timeout=10)
        assert not pending

    asyncio.run(scenario())


def test_it_ends_by_itself_when_its_time_is_up():
    async def scenario():
        checks = ConnectionChecks(HERE, lasting=0.01)
        await checks.answer(data_offer())

        _, pending = await asyncio.wait(checks.running, timeout=10)
        assert not pending

    asyncio.run(scenario())


def test_the_browser_hears_that_it_ended():
    async def scenario():
        checks, browser = ConnectionChecks(HERE), Browser()
        await first_echo(browser, checks.answer)

        await checks.stop()
        await asyncio.wait_for(browser.closed.wait(), timeout=10)
        await browser.peer.close()

    asyncio.run(scenario())


def test_more_than_it_can_hold_is_refused_until_one_has_ended():
    async def scenario():
        checks = ConnectionChecks(HERE, at_most=1)
        await checks.answer(data_offer())
        with pytest.raises(TooManyChecks):
            await checks.answer(data_offer())

        await checks.stop()
        assert await checks.answer(data_offer())
        await checks.stop()

    asyncio.run(scenario())


def test_an_offer_aiortc_stumbles_over_holds_no_place(monkeypatch):
    async def stumble(_peer, _description):
        raise AssertionError

    monkeypatch.setattr(check.RTCPeerConnection, "setRemoteDescription", stumble)

    async def scenario():
        checks = ConnectionChecks(HERE)
        with pytest.raises(AssertionError):
            await checks.answer(data_offer())
        _, pending = await asyncio.wait(checks.running, timeout=5)
        assert not pending

    asyncio.run(scenario())


def test_only_small_messages_come_back_and_not_without_end(monkeypatch):
    monkeypatch.setattr(check, "MAX_MESSAGES", 3)

    async def scenario():
        checks, browser = ConnectionChecks(HERE), Browser()
        await first_echo(browser, checks.answer)
        for message in ("x" * 257, "second", "third"):
            browser.channel.send(message)
        assert await browser.next_echo() == "second"

        await checks.stop()
        await asyncio.wait_for(browser.closed.wait(), timeout=10)
        assert browser.echoes.empty()
        await browser.peer.close()

    asyncio.run(scenario())


def test_a_peer_with_another_certificate_than_it_offered_is_not_served():
    async def scenario():
        checks, browser = ConnectionChecks(HERE), Browser()
        await browser.accept(await checks.answer(with_another_fingerprint(await browser.offer())))

        _, pending = await asyncio.wait(checks.running, timeout=10)
        assert not pending
        assert browser.echoes.empty()
        await browser.peer.close()

    asyncio.run(scenario())


def with_another_fingerprint(offer: str) -> str:
    first, other = re.search(r"a=fingerprint:sha-256 (\S\S)", offer)[1], "0A"
    if first == other:
        other = "0B"
    return offer.replace(f"sha-256 {first}", f"sha-256 {other}")
