"""The media process: `python -m webapp.media.process`. STUN on UDP, checks and calls by RPC."""

import asyncio
import logging
import signal
import sys

from webapp.media import ice_guard, passthrough
from webapp.media.check import ConnectionChecks, TooManyChecks
from webapp.media.relay import Relay, RelayFull
from webapp.media.rpc import CallRefused, Method, RpcServer
from webapp.media.sdp import BadDescription
from webapp.media.settings import BadSetting, MediaSettings
from webapp.media.stun_responder import answer_stun

EX_CONFIG = 78

log = logging.getLogger("media")


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for library in ("aioice", "aiortc"):  # they tell every address they probe
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        asyncio.run(run(MediaSettings.from_environment()))
    except BadSetting as error:
        log.error("%s", error)
        return EX_CONFIG
    except CannotStart as error:
        log.error("%s", error)
        return 1
    return 0


class CannotStart(Exception):
    pass


async def run(settings: MediaSettings) -> None:
    stopped = stop_on_signals()
    ice_guard.install()
    passthrough.install()
    checks, relay = ConnectionChecks(settings), Relay(settings)
    stun = await start_stun(settings.stun_port)
    methods = {"answer_check": answering(checks.answer), "answer_call": answering(relay.answer)}
    rpc = RpcServer(settings.socket, methods)
    await start_rpc(rpc)
    log.info("Media: STUN on UDP %s, calls at %s.", stun_ports(stun), settings.socket)

    await stopped.wait()
    rpc.stop()
    for transport in stun:
        transport.close()
    await asyncio.gather(checks.stop(), relay.stop())


def stop_on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def start_stun(port: int | None) -> list[asyncio.DatagramTransport]:
    if port is None:
        return []
    try:
        return await answer_stun(port)
    except OSError as error:
        raise CannotStart(
            f"STUN cannot listen on UDP {port} ({error.strerror}): "
            "set STUN_PORT to a free port, or STUN_URLS to servers you have."
        ) from None


def answering(answer: Method) -> Method:
    """Make a method of one that answers offers."""

    async def answer_offer(*arguments) -> str:
        try:
            return await answer(*arguments)
        except BadDescription:
            raise CallRefused("bad_offer") from None
        except TooManyChecks:
            raise CallRefused("busy") from None
        except RelayFull:
            raise CallRefused("relay_full") from None

    return answer_offer


async def start_rpc(rpc: RpcServer) -> None:
    try:
        await rpc.start()
    except OSError as error:
        raise CannotStart(f"No calls at MEDIA_SOCKET {rpc.path}: {error}") from None


def stun_ports(transports: list[asyncio.DatagramTransport]) -> str:
    if not transports:
        return "off"
    families = "IPv4 and IPv6" if len(transports) > 1 else "IPv4"
    return f"{transports[0].get_extra_info('sockname')[1]} ({families})"


if __name__ == "__main__":
    sys.exit(main())
