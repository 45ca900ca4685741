"""Which addresses lie in the public internet: none of a neighbour, none of this machine. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

UNICAST_V6 = ip_network("2000::/3")
# Each carries an IPv4 address inside: NAT64, and 6to4 (Teredo is not global in any case).
NAT64 = ip_network("64:ff9b::/96")
REFUSED = [
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments, a cloud's metadata among them
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # public by its number, yet a cloud's own machine
        "64:ff9b:1::/48",  # NAT64 of a local network
        "3fff::/20",  # documentation
    )
]


def is_public(text: str) -> bool:
    """Say whether an address, and the one that is hidden in it, is global unicast."""
    try:
        address = ip_address(text)
    except ValueError:  # an IPv6 scope, or no address
        return False
    hidden = hidden_in(address)
    return is_global_unicast(hidden) if hidden else is_global_unicast(address)


def hidden_in(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def is_global_unicast(address: IPv4Address | IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and (address.version == 4 or address in UNICAST_V6)
        and not any(address in network for network in REFUSED)
    )
