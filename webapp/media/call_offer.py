"""The offer of a relayed call: one sound and one picture, Opus and VP8 and nothing else. Pure."""

import re
from dataclasses import dataclass
from typing import Self

from webapp.media.offer import MID, SESSION, Transport, one_of, text_of
from webapp.media.sdp import BadDescription, Section, check_description, read_sections

M_LINE = re.compile(r"m=(?P<kind>audio|video) [0-9]{1,5} UDP/TLS/RTP/SAVPF [0-9 ]{1,400}")
CODECS = {"audio": "opus/48000/2", "video": "VP8/90000"}
EXTENSIONS = {
    "audio": ("urn:ietf:params:rtp-hdrext:sdes:mid",),
    "video": (
        "urn:ietf:params:rtp-hdrext:sdes:mid",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    ),
}
FEEDBACK = {"audio": (), "video": ("nack", "nack pli", "goog-remb")}
NUMBER = r"[0-9]{1,10}"


@dataclass(frozen=True)
class Track:
    kind: str
    mid: str
    direction: str
    codec: int  # payload type
    retransmission: int | None  # payload type
    extensions: tuple[str, ...]
    sources: tuple[str, ...]  # SSRC, and that of what is sent again

    @classmethod
    def read(cls, kind: str, section: Section) -> Self:
        codec = payload_type(section, re.escape(CODECS[kind]))
        return cls(
            kind=kind,
            mid=one_of(section, "mid", MID),
            direction=direction_of(section),
            codec=codec,
            retransmission=retransmission_of(section, codec) if kind == "video" else None,
            extensions=tuple(extensions_of(section, EXTENSIONS[kind])),
            sources=sources_of(section),
        )

    @property
    def lines(self) -> list[str]:
        return [
            f"a=mid:{self.mid}",
            f"a={self.direction}",
            "a=rtcp-mux",
            *[f"a=extmap:{extension}" for extension in self.extensions],
            f"a=rtpmap:{self.codec} {CODECS[self.kind]}",
            *[f"a=rtcp-fb:{self.codec} {feedback}" for feedback in FEEDBACK[self.kind]],
            *self.lines_of_what_is_sent_again,
            *[f"a=ssrc:{source} cname:browser" for source in self.sources],
        ]

    @property
    def lines_of_what_is_sent_again(self) -> list[str]:
        number = self.retransmission
        if number is None:
            return []
        return [f"a=rtpmap:{number} rtx/90000", f"a=fmtp:{number} apt={self.codec}"]

    @property
    def payload_types(self) -> str:
        both = (self.codec, self.retransmission)
        return " ".join(str(number) for number in both if number is not None)


@dataclass(frozen=True)
class CallOffer:
    transport: Transport
    tracks: tuple[Track, Track]

    @classmethod
    def read(cls, sdp: str) -> Self:
        check_description(sdp)
        session, media = read_sections(sdp)
        kinds = [M_LINE.fullmatch(section.lines[0]) for section in media]
        if not all(kinds) or sorted(found["kind"] for found in kinds) != ["audio", "video"]:
            raise BadDescription("not one sound, one picture and nothing else")
        one, other = (
            Track.read(found["kind"], section) for found, section in zip(kinds, media, strict=True)
        )
        if one.mid == other.mid:
            raise BadDescription("two m-lines of one name")
        return cls(Transport.read(Section(media[0].lines + session.lines)), (one, other))

    def write(self, *, private_network: bool) -> str:
        candidates = self.transport.candidate_lines(private_network=private_network)
        media = [
            line
            for track in self.tracks
            for line in (
                f"m={track.kind} 9 UDP/TLS/RTP/SAVPF {track.payload_types}",
                *self.transport.lines,
                *track.lines,
                *candidates,
            )
        ]
        bundle = f"a=group:BUNDLE {' '.join(track.mid for track in self.tracks)}"
        return text_of(*SESSION, bundle, "a=msid-semantic:WMS *", *media)


def payload_type(section: Section, codec: str) -> int:
    for value in section.values("rtpmap"):
        if found := re.fullmatch(rf"([0-9]{{1,3}}) {codec}", value, re.I | re.A):
            return dynamic(found[1])
    raise BadDescription("neither Opus nor VP8")


def retransmission_of(section: Section, codec: int) -> int | None:
    for value in section.values("fmtp"):
        if found := re.fullmatch(rf"([0-9]{{1,3}}) apt={codec}", value, re.A):
            return dynamic(found[1])
    return None


def dynamic(text: str) -> int:
    """Read a payload type that may mean anything; the others mean something by themselves."""
    number = int(text)
    if not (96 <= number <= 127 or 35 <= number <= 63):
        raise BadDescription("a payload type that is not dynamic")
    return number


def direction_of(section: Section) -> str:
    for direction in ("sendonly", "recvonly", "inactive"):
        if f"a={direction}" in section.lines:
            return direction
    return "sendrecv"


def extensions_of(section: Section, known: tuple[str, ...]) -> list[str]:
    return [
        value
        for value in section.values("extmap")
        if re.fullmatch(r"([1-9]|1[0-4]) \S+", value, re.A) and value.split(" ")[1] in known
    ]


def sources_of(section: Section) -> tuple[str, ...]:
    for value in section.values("ssrc-group"):
        if found := re.fullmatch(rf"FID ({NUMBER}) ({NUMBER})", value, re.A):
            return small(found[1], found[2])
    for value in section.values("ssrc"):
        if found := re.match(rf"({NUMBER}) ", value, re.A):
            return small(found[1])
    return ()


def small(*sources: str) -> tuple[str, ...]:
    if any(int(source) >= 2**32 for source in sources):
        raise BadDescription("a source that is not of 32 bits")
    return sources
