import pytest

from tests.media.samples import FINGERPRINT, call_offer, candidate, data_offer
from webapp.media.offer import DataOffer
from webapp.media.sdp import BadDescription


def hosts(offer: str, *, private_network=False) -> list[str]:
    text = DataOffer.read(offer).write(private_network=private_network)
    return [line.split(" ")[4] for line in text.splitlines() if line.startswith("a=candidate:")]


def test_only_public_udp_candidates_reach_our_peer():
    offer = data_offer(
        "a=" + candidate("8.8.8.8"),
        "a=" + candidate("10.0.0.7"),
        "a=" + candidate("9b36eaac-bb2e-49bb-bb78-21c41c499900.local"),
        "a=" + candidate("9.9.9.9", transport="tcp", rest=" tcptype passive"),
        "a=" + candidate("1.1.1.1", component=2),
    )

    assert hosts(offer) == ["8.8.8.8"]
    assert hosts(offer, private_network=True) == ["8.8.8.8", "10.0.0.7"]


def test_nothing_but_known_values_is_written():
    offer = data_offer("a=ice-lite", "a=x-secret:1", "a=end-of-candidates")

    text = DataOffer.read(offer).write(private_network=True)

    assert "a=ice-ufrag:8hhY\r\n" in text
    assert FINGERPRINT + "\r\n" in text
    assert not any(word in text for word in ("lite", "secret", "end-of-candidates"))


def test_values_of_the_session_count_as_firefox_writes_them():
    lines = data_offer(replacing={"a=fingerprint": ""}).replace("t=0 0", f"t=0 0\r\n{FINGERPRINT}")

    assert DataOffer.read(lines).transport.fingerprint == FINGERPRINT.removeprefix("a=fingerprint:")


@pytest.mark.parametrize(
    "offer",
    [
        call_offer(),
        data_offer("m=audio 9 UDP/TLS/RTP/SAVPF 96", FINGERPRINT),
        data_offer(replacing={"m=": "m=application 9 UDP/DTLS/SCTP other"}),
        data_offer(replacing={"a=setup": "a=setup:active"}),
        data_offer(replacing={"a=setup": ""}),
        data_offer(replacing={"a=mid": "a=mid:0 1"}),
        data_offer(replacing={"a=ice-pwd": "a=ice-pwd:short"}),
        data_offer(replacing={"a=ice-ufrag": "a=ice-ufrag:abc:defg"}),
        data_offer(replacing={"a=ice-ufrag": "a=ice-ufrag:" + "x" * 257}),
        data_offer(replacing={"a=sctp-port": "a=sctp-port:none"}),
    ],
)
def test_offers_of_anything_but_one_data_channel_are_refused(offer):
    with pytest.raises(BadDescription):
        DataOffer.read(offer)
