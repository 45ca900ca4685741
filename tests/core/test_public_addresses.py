import pytest

from webapp.core.public_addresses import is_public


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::101:101"],
)
def test_what_everybody_can_reach_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192",
        "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255", "192.88.99.1", "168.63.129.16",
    ],
)  # fmt: skip
def test_what_is_near_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "2001:db8::1", "3fff::1", "2001::1", "100::1", "64:ff9b:1::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_nor_what_is_near_in_version_six(address):
    assert not is_public(address)


@pytest.mark.parametrize("near", ["7f00:1", "a00:1", "a9fe:a9fe", "c0a8:101"])
@pytest.mark.parametrize("form", ["::ffff:{}", "64:ff9b::{}", "2002:{}::", "2002:{}::1"])
def test_nor_what_hides_it_in_a_longer_address(form, near):
    assert not is_public(form.format(near))


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "0x7f.1", "127.0.0.1:80", "[::1]"])
def test_what_is_no_address_is_not_public(text):
    assert not is_public(text)
