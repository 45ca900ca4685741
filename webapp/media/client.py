"""How the web process calls the media process. Never imports aiortc."""

import json
import socket

from webapp.media.errors import BadOffer, MediaBusy, MediaUnavailable, RelayFull
from webapp.media.sdp import BadDescription, check_description
from webapp.media.settings import MediaSettings

TIMEOUT = 3  # seconds
MAX_ANSWER = 64 * 1024

ERRORS = {"bad_offer": BadOffer, "busy": MediaBusy, "relay_full": RelayFull}


def answer_check(offer_sdp: str) -> str:
    """Hand a browser's offer to the connection check and return the answer for it.

    Raises BadOffer, MediaBusy or MediaUnavailable.
    """
    check_offer(offer_sdp)
    return call("answer_check", offer_sdp)


def answer_call(room: str, person: str, *, lasting: float, offer_sdp: str) -> str:
    """Hand the offer of one of two people to the relay and return the answer for it.

    The relay ends this connection after so many seconds. Raises BadOffer, RelayFull or
    MediaUnavailable.
    """
    check_offer(offer_sdp)
    return call("answer_call", room, person, lasting, offer_sdp)


def check_offer(sdp: str) -> None:
    try:
        check_description(sdp)  # also keeps the line within what the process reads
    except BadDescription:
        raise BadOffer from None


def call(method: str, *arguments: str | float) -> str:
    request = json.dumps({"method": method, "arguments": arguments}).encode() + b"\n"
    try:
        reply = json.loads(exchange(request))
    except (OSError, ValueError):
        raise MediaUnavailable from None
    if "error" in reply:
        raise ERRORS.get(reply["error"], MediaUnavailable)
    return reply["result"]


def exchange(request: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(TIMEOUT)
        connection.connect(MediaSettings.from_environment().socket)
        connection.sendall(request)
        with connection.makefile("rb") as answer:
            return answer.readline(MAX_ANSWER)
