"""The addresses of our own peer: whom it may send to, and under which one it is known. Pure."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Each carries an IPv4 address inside, which could be any: NAT64, 6to4, Teredo.
EMBEDDING = [
    ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]


def may_send_to(host: str, *, private_network: bool) -> bool:
    """Whether a candidate is a unicast address we may probe. Names are not, mDNS ones included."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return is_unicast(address) and (private_network or address.is_global)


def is_unicast(address: IPv4Address | IPv6Address) -> bool:
    return not (
        address.is_multicast
        or address.is_unspecified
        or address.is_link_local
        or hides_another(address)
        or (address.is_reserved and not address.is_loopback)  # ::1 lies in a reserved range
        or address in ip_network("0.0.0.0/8")
    )


def hides_another(address: IPv4Address | IPv6Address) -> bool:
    if address.version == 4:
        return False
    return address.ipv4_mapped is not None or any(address in network for network in EMBEDDING)


def announce_at(public_address: str | None, sdp: str) -> str:
    """Name the address in front of a 1:1 NAT instead of those behind it, ports unchanged.

    Lines of the other address family stay: there is no translation between the two.
    """
    if public_address is None:
        return sdp
    version = ip_address(public_address).version

    def rename(found: re.Match) -> str:
        same_family = ip_address(found["host"]).version == version
        return found["start"] + (public_address if same_family else found["host"])

    return re.sub(
        r"(?m)^(?P<start>a=candidate:\S+ \S+ \S+ \S+ |c=IN IP[46] )(?P<host>[0-9A-Fa-f.:]+)",
        rename,
        sdp,
    )
