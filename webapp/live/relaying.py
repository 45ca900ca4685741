"""Picture and sound past the server, for two people who find no direct way to each other."""

from datetime import datetime

from webapp.core.db import db
from webapp.live.countdown import GRACE
from webapp.live.errors import NoSuchRoom, Over, RelayAway, RelayFull
from webapp.live.ice import RELAYS_AFTER_END
from webapp.live.messages import BadMessage
from webapp.live.room_queries import place_of, running_session
from webapp.media import errors as media
from webapp.media.client import answer_call


def relay_call(
    room: str, live_session_id: int, me: int, to: str, sdp: str, *, now: datetime
) -> str:
    """Answer the offer for a call with one other; the relay ends it soon after the talk.

    `me` is a person, `to` a peer. Raises NoSuchRoom, Over, BadMessage, RelayFull or RelayAway.
    """
    running, other = running_session(live_session_id), place_of(to, live_session_id)
    if running is None or other is None or other.person_id == me:
        raise NoSuchRoom
    _live_session, countdown = running
    if now >= countdown.closes_at:
        raise Over
    until = countdown.closes_at - GRACE + RELAYS_AFTER_END
    pair = pair_in(room, me, other.person_id)
    db.session.rollback()  # the answer takes its time; the connection is not kept from others
    return ask_relay(pair, str(me), (until - now).total_seconds(), sdp)


def pair_in(room: str, *people: int) -> str:
    """Name what the relay connects: two of the people in a room, from either side."""
    return ":".join((room, *map(str, sorted(people))))


def ask_relay(pair: str, person: str, lasting: float, sdp: str) -> str:
    try:
        return answer_call(pair, person, lasting=lasting, offer_sdp=sdp)
    except media.BadOffer:
        raise BadMessage from None
    except media.RelayFull:
        raise RelayFull from None
    except media.MediaUnavailable:
        raise RelayAway from None
