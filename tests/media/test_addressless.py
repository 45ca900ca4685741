import re

import pytest

from tests.media.samples import FINGERPRINT, candidate, sdp
from webapp.media.addressless import relayed_only, without_addresses
from webapp.media.sdp import check_description

RELAY = candidate("198.51.100.7", kind="relay", rest=" raddr 203.0.113.7 rport 50000 generation 0")
KEPT = candidate("198.51.100.7", kind="relay", rest=" raddr 0.0.0.0 rport 0 generation 0")
ADDRESSES = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]*::[0-9a-f:]*|[\w-]+\.local")


def description(end="\r\n") -> str:
    lines = (
        "v=0",
        "o=- 4611 2 IN IP4 203.0.113.7",
        "s=-",
        "c=IN IP6 2001:db8::7",
        "t=0 0",
        "m=audio 50000 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 203.0.113.7",
        "a=rtcp:50001 IN IP4 203.0.113.7",
        "a=remote-candidates:1 203.0.113.7 50000",
        FINGERPRINT,
        "a=" + candidate("203.0.113.7"),
        "a=" + candidate("2001:db8::7", kind="srflx", rest=" raddr 10.0.0.7 rport 9"),
        "a=" + candidate("9b36eaac-bb2e-49bb-bb78-21c41c499900.local"),
        "a=" + candidate("203.0.113.7", kind="prflx"),
        "a=" + RELAY,
        "a=end-of-candidates",
        "m=video 0 UDP/TLS/RTP/SAVPF 96",
    )
    return sdp(*lines).replace("\r\n", end)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_nothing_is_left_of_a_description_by_which_one_is_found(end):
    hidden = without_addresses(description(end))

    check_description(hidden)
    assert set(ADDRESSES.findall(hidden)) == {"0.0.0.0", "198.51.100.7"}
    assert [line for line in hidden.split("\r\n") if "candidate" in line] == [
        "a=" + KEPT,
        "a=end-of-candidates",
    ]
    assert "m=audio 9 " in hidden and "50000" not in hidden.replace(KEPT, "")
    assert "m=video 0 " in hidden  # switched off stays so
    assert FINGERPRINT in hidden


@pytest.mark.parametrize("kind", ["host", "srflx", "prflx"])
def test_of_candidates_only_those_of_relays_are_left(kind):
    assert relayed_only(candidate("203.0.113.7", kind=kind)) is None
    assert relayed_only(RELAY) == KEPT
    assert relayed_only("a=" + RELAY) == "a=" + KEPT
