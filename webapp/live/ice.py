"""Where a browser asks for its public address, and for a relay."""

import base64
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app

from webapp.booking.models import Booking
from webapp.live.countdown import GRACE
from webapp.live.models import LiveSession
from webapp.live.queries import countdown_of
from webapp.people.models import Person

RELAYS_AFTER_END = timedelta(minutes=10)


def ice_servers(booking: Booking, person: Person, live_session: LiveSession | None) -> list[dict]:
    """Return what RTCPeerConnection takes; only for somebody who is in the open room."""
    servers = [{"urls": stun_urls()}]
    if urls := listed(current_app.config["TURN_URLS"]):
        servers.append({"urls": urls} | turn_credentials(booking, person, live_session))
    return servers


def stun_urls() -> list[str]:
    if urls := listed(current_app.config["STUN_URLS"]):
        return urls
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    if ":" in host:
        host = f"[{host}]"
    return [f"stun:{host}:{current_app.config['STUN_PORT']}"]


def turn_credentials(booking: Booking, person: Person, live_session: LiveSession | None) -> dict:
    """coturn's REST scheme: a name that says until when it is good, signed with our secret."""
    ends_at = countdown_of(booking, live_session).closes_at - GRACE
    good_until = int((ends_at + RELAYS_AFTER_END).timestamp())
    username = f"{good_until}:{person.public_id}:{booking.public_id}"
    secret = current_app.config["TURN_SECRET"].encode()
    signature = hmac.new(secret, username.encode(), hashlib.sha1).digest()
    return {"username": username, "credential": base64.b64encode(signature).decode()}


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
