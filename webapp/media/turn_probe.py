"""What is wrong with a TURN server: whom it serves, and whom it reaches for them.

A relay that reaches its own neighbours is a way past the firewall for everybody who may join a
talk. So every special range is tried, by its edges and by what is known to live there.
"""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex

from webapp.media import turn_messages as turn
from webapp.media.turn_credentials import TurnCredentials
from webapp.media.turn_server import NoAnswer, TurnClient, TurnUrl

SPECIAL = {
    4: (
        "0.0.0.0", "0.0.0.1", "10.0.0.1", "10.255.255.254", "100.64.0.1", "100.127.255.254",
        "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254",
        "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.0.1", "192.168.255.254", "198.18.0.1", "198.19.255.254", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    ),
    6: (
        "::", "::1", "::127.0.0.1", "::ffff:0.0.0.0", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::ffff:192.168.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1",
        "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::1",
        "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1", "fd00::1", "fd00:ec2::254",
        "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
    ),
}  # fmt: skip
FIRST_CHANNEL, LAST_CHANNEL = 0x4000, 0x4FFF
MOST_FOR_ONE = 40  # relays; a browser that changes networks needs a few
WHILE = timedelta(minutes=5)


def turn_problems(url: str, secret: str, *, now: datetime) -> Iterator[str]:
    """Yield a line for everything that is wrong; nothing means that it may serve strangers."""
    good = TurnCredentials.sign(secret, a_name(), good_until=now + WHILE)
    try:
        server = TurnUrl.read(url)
        yield from strangers_served(server, secret, now)
        for version in SPECIAL:
            yield from special_addresses_reached(server, good, version)
        yield from tcp_relayed(server, good)
        yield from no_quota(server, good)
    except (NoAnswer, ValueError) as error:
        yield f"it cannot be probed: {error}"


def a_name() -> str:
    """A new one each time: a server counts for minutes what somebody has given back."""
    return f"probe:{token_hex(8)}"


def strangers_served(server: TurnUrl, secret: str, now: datetime) -> Iterator[str]:
    over = TurnCredentials.sign(secret, a_name(), good_until=now - WHILE)
    forged = TurnCredentials.sign(f"not {secret}", a_name(), good_until=now + WHILE)
    others = {"anybody": None, "whose time is over": over, "whose name is forged": forged}
    for who, credentials in others.items():
        with TurnClient.opened(server) as client:
            if client.allocate(credentials).is_success:
                yield f"it relays for {who}"


def special_addresses_reached(
    server: TurnUrl, credentials: TurnCredentials, version: int
) -> Iterator[str]:
    with TurnClient.opened(server) as client:
        relay = client.allocate(credentials, version=version)
        if not relay.is_success:
            if version == 4 or relay.code not in (440, 508):  # it may well have no IPv6
                yield f"it refuses our credentials for an IPv{version} relay ({relay.code})"
            return
        for number, host in enumerate(SPECIAL[version], FIRST_CHANNEL):
            if host != relay.relayed and client.may_reach(host, number):
                yield f"it reaches {host}"
        if not client.may_reach(relay.relayed, LAST_CHANNEL):
            yield (
                f"it refuses its own address {relay.relayed}, where two people meet who are both "
                f"relayed: allowed-peer-ip={relay.relayed}"
            )


def tcp_relayed(server: TurnUrl, credentials: TurnCredentials) -> Iterator[str]:
    """It is asked for by TCP alone (RFC 6062), whatever way browsers come in."""
    with suppress(NoAnswer), TurnClient.opened(replace(server, is_tcp=True)) as client:
        if client.allocate(credentials, transport=turn.TCP).is_success:
            yield "it opens TCP connections for its guests: no-tcp-relay"


def no_quota(server: TurnUrl, credentials: TurnCredentials) -> Iterator[str]:
    with ExitStack() as stack:
        for _ in range(MOST_FOR_ONE):
            client = stack.enter_context(TurnClient.opened(server))
            if not client.allocate(credentials).is_success:
                return
        yield f"it gives one person {MOST_FOR_ONE} relays at once: user-quota"
