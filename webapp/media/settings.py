"""What the media process needs from the environment; it never loads the web app's config."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self

ON = ("1", "true", "yes", "on")


class BadSetting(ValueError):
    """A variable has a value nobody can mean; the message names it."""


@dataclass(frozen=True)
class MediaSettings:
    socket: str
    stun_port: int | None  # None: others answer STUN; 0: any free port
    private_network: bool
    public_address: str | None
    relay_rooms: int = 6  # at once; see `make bench`

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        values = {name: value.strip() for name, value in environment.items() if value.strip()}
        return cls(
            socket=values.get("MEDIA_SOCKET", "instance/media.sock"),
            stun_port=None if "STUN_URLS" in values else port(values.get("STUN_PORT", "3478")),
            private_network=is_private(values),
            public_address=public_address(values.get("MEDIA_PUBLIC_ADDRESS")),
            relay_rooms=count(values.get("RELAY_ROOMS", str(cls.relay_rooms))),
        )


def port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise BadSetting(f"STUN_PORT must be a port number, not {text!r}.")
    return int(text)


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadSetting(f"RELAY_ROOMS must be a number, not {text!r}.")
    return int(text)


def is_private(values: Mapping[str, str]) -> bool:
    """Browsers come from private addresses on a laptop and in the demo, not in production."""
    if "MEDIA_PRIVATE_NETWORK" in values:
        return values["MEDIA_PRIVATE_NETWORK"].lower() in ON
    return values.get("DEMO", "").lower() in ON or values.get("APP_ENV") != "production"


def public_address(text: str | None) -> str | None:
    try:
        return str(ip_address(text)) if text else None
    except ValueError:
        raise BadSetting(f"MEDIA_PUBLIC_ADDRESS must be an IP address, not {text!r}.") from None
