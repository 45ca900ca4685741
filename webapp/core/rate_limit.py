"""Limits by account and address for pages, and a token bucket for sockets."""

import time
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network

from flask import request
from flask_limiter import Limiter
from flask_login import current_user

CLOCK = time.monotonic


def who_asks() -> str:
    return getattr(current_user, "public_id", None) or client()


def client() -> str:
    """Return where a request comes from: an IPv4 address, or the /64 that one household has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "nobody"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


limiter = Limiter(
    who_asks,
    default_limits=["600 per minute"],
    in_memory_fallback_enabled=True,
    swallow_errors=True,
)


@dataclass
class TokenBucket:
    """Allow bursts of `size`, refilled at `rate` a second."""

    size: float
    rate: float
    tokens: float = field(init=False)
    filled_at: float = field(init=False)

    def __post_init__(self):
        self.tokens, self.filled_at = self.size, CLOCK()

    def take(self) -> bool:
        now = CLOCK()
        self.tokens = min(self.size, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
