import re

import pytest

from tests.media.samples import FINGERPRINT, SESSION, candidate, sdp
from webapp.media.call_offer import CallOffer
from webapp.media.sdp import BadDescription

TRANSPORT = (
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:8hhY",
    "a=ice-pwd:asd88fgpdd777uzjYhagZg00",
    FINGERPRINT,
    "a=setup:actpass",
)
SOUND = (
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0",
    *TRANSPORT,
    "a=mid:0",
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=sendrecv",
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10;useinbandfec=1",
    "a=rtpmap:63 red/48000/2",
    "a=ssrc:123 cname:x",
    "a=" + candidate("8.8.8.8"),
    "a=" + candidate("10.0.0.7"),
)
PICTURE = (
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102",
    *TRANSPORT,
    "a=mid:1",
    "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    "a=recvonly",
    "a=rtpmap:102 H264/90000",
    "a=rtpmap:96 VP8/90000",
    "a=rtcp-fb:96 transport-cc",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=96",
    "a=ssrc-group:FID 456 789",
    "a=ssrc:456 cname:x",
    "a=x-secret:1",
)


def offer(*, replacing: dict[str, str] | None = None, lines=(*SOUND, *PICTURE)) -> str:
    for start, line in (replacing or {}).items():
        lines = [line if old.startswith(start) else old for old in lines]
    return sdp(*SESSION, "a=group:BUNDLE 0 1", *[line for line in lines if line])


def written(text: str, *, private_network=False) -> list[str]:
    return CallOffer.read(text).write(private_network=private_network).splitlines()


def test_opus_and_vp8_are_left_and_what_carries_them():
    lines = written(offer())

    assert [line for line in lines if line.startswith(("m=", "a=rtpmap", "a=fmtp"))] == [
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "a=rtpmap:111 opus/48000/2",
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
        "a=rtpmap:96 VP8/90000",
        "a=rtpmap:97 rtx/90000",
        "a=fmtp:97 apt=96",
    ]
    assert [line for line in lines if line.startswith("a=extmap")] == [
        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
        "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    ]
    assert [line for line in lines if line.startswith("a=ssrc")] == [
        "a=ssrc:123 cname:browser",
        "a=ssrc:456 cname:browser",
        "a=ssrc:789 cname:browser",
    ]
    assert [line for line in lines if line in ("a=sendrecv", "a=recvonly")] == [
        "a=sendrecv",
        "a=recvonly",
    ]
    assert "x-secret" not in "".join(lines)


def test_only_public_candidates_are_left_unless_the_network_is_private():
    hosts = re.compile(r"a=candidate:\S+ 1 udp \d+ (\S+)")

    assert set(hosts.findall("\n".join(written(offer())))) == {"8.8.8.8"}
    private = "\n".join(written(offer(), private_network=True))
    assert set(hosts.findall(private)) == {"8.8.8.8", "10.0.0.7"}


def test_the_picture_may_come_first():
    lines = written(offer(lines=(*PICTURE, *SOUND)))

    assert "a=group:BUNDLE 1 0" in lines


@pytest.mark.parametrize(
    "text",
    [
        offer(lines=SOUND),
        offer(lines=(*SOUND, *SOUND)),
        offer(lines=(*SOUND, *PICTURE, *PICTURE)),
        offer(replacing={"a=mid:1": "a=mid:0"}),
        offer(replacing={"a=rtpmap:96": ""}),
        offer(replacing={"a=rtpmap:111": "a=rtpmap:8 opus/48000/2"}),
        offer(replacing={"a=rtpmap:96": "a=rtpmap:200 VP8/90000"}),
        offer(replacing={"a=fmtp:97": "a=fmtp:72 apt=96"}),
        offer(replacing={"a=ssrc-group": "a=ssrc-group:FID 456 4294967296"}),
        offer(replacing={"a=setup": "a=setup:active"}),
        offer(replacing={"a=ice-pwd": ""}),
        offer(replacing={FINGERPRINT: ""}),
        offer(replacing={"m=audio": "m=audio 9 RTP/AVP 111"}),
    ],
)
def test_offers_of_anything_else_are_refused(text):
    with pytest.raises(BadDescription):
        CallOffer.read(text)
