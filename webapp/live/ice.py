"""Where a browser asks for its public address, and for a relay."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app

from webapp.live.countdown import GRACE, Countdown
from webapp.media.turn_credentials import TurnCredentials

RELAYS_AFTER_END = timedelta(minutes=10)


def ice_servers(room: str, person: str, countdown: Countdown) -> list[dict]:
    """Return what RTCPeerConnection takes; only for a participant of an open room.

    `room` and `person` are public ids.
    """
    servers = [{"urls": stun_urls()}]
    if urls := turn_urls():
        good_until = countdown.closes_at - GRACE + RELAYS_AFTER_END
        servers.append({"urls": urls} | turn_credentials(room, person, good_until))
    return servers


def stun_urls() -> list[str]:
    if urls := listed(current_app.config["STUN_URLS"]):
        return urls
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    if ":" in host:
        host = f"[{host}]"
    return [f"stun:{host}:{current_app.config['STUN_PORT']}"]


def turn_urls() -> list[str]:
    return listed(current_app.config["TURN_URLS"])


def turn_credentials(room: str, person: str, good_until: datetime) -> dict:
    secret = current_app.config["TURN_SECRET"]
    return TurnCredentials.sign(secret, f"{person}:{room}", good_until=good_until)._asdict()


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
