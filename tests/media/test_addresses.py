import pytest

from webapp.media.addresses import announce_at, may_send_to

PRIVATE = ["127.0.0.1", "10.0.0.7", "172.17.0.1", "192.168.1.2", "100.64.0.9", "::1", "fd00::2"]
NEVER = [
    "printer.local",
    "example.org",
    "",
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "169.254.169.254",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
]


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_probed(host):
    assert may_send_to(host, private_network=False)
    assert may_send_to(host, private_network=True)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_probed_only_on_a_private_network(host):
    assert may_send_to(host, private_network=True)
    assert not may_send_to(host, private_network=False)


@pytest.mark.parametrize("host", NEVER)
def test_names_and_special_addresses_are_never_probed(host):
    assert not may_send_to(host, private_network=True)
    assert not may_send_to(host, private_network=False)


ANSWER = """\
m=application 50000 UDP/DTLS/SCTP webrtc-datachannel\r
c=IN IP4 10.0.0.7\r
a=candidate:aa 1 udp 2130706431 10.0.0.7 50000 typ host\r
a=candidate:bb 1 udp 2130706431 2001:db8::7 50001 typ host\r
"""


def test_the_address_in_front_of_a_nat_is_announced_with_our_ports():
    assert announce_at("203.0.113.7", ANSWER) == ANSWER.replace("10.0.0.7", "203.0.113.7")


def test_the_other_family_keeps_its_address():
    assert announce_at("2001:db8::1", ANSWER) == ANSWER.replace("2001:db8::7", "2001:db8::1")


def test_without_a_nat_our_own_addresses_are_announced():
    assert announce_at(None, ANSWER) == ANSWER
