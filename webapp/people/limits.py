"""How often one may try to sign in. Enough for a class behind one address, too little to guess.

An attacker at one address cannot lock somebody out at another: most of what is allowed for an
e-mail address is allowed per client only.
"""

from datetime import UTC, datetime

from flask import request

from webapp.core.rate_limit import client, limiter
from webapp.people.addresses import BadAddress, normal_address


def address_asked() -> str | None:
    try:
        return normal_address(request.form.get("email", ""))
    except BadAddress:
        return None  # a slip of the finger, to which no code is sent


def code_limits(view):
    """Limit how many codes are sent, for an address and for who asks."""

    def limited_by(limit: str, key, **options):
        return limiter.limit(limit, key_func=key, **options)(view)

    def nothing_is_sent() -> bool:
        return address_asked() is None

    view = limited_by("60 per 10 minutes", client)
    view = limited_by(
        "5 per 10 minutes; 20 per day",
        lambda: f"{address_asked()} from {client()}",
        exempt_when=nothing_is_sent,
    )
    return limited_by("60 per day", address_asked, exempt_when=nothing_is_sent)


try_limit = limiter.limit("100 per 10 minutes", key_func=client)


def free_again_at() -> datetime | None:
    """Return when the limit that was just passed lets one in again."""
    limit = limiter.current_limit
    return datetime.fromtimestamp(limit.reset_at, UTC) if limit else None
