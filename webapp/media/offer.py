"""Offers to our own peer: read from a browser's text, written anew for aiortc. Pure.

aiortc answers nonsense with whatever its parser trips over, so it never sees a browser's
text: only this one, made of the few values a data channel, or a call, needs.
"""

import re
from dataclasses import dataclass
from typing import Self

from webapp.media.addresses import may_send_to
from webapp.media.sdp import (
    BadDescription,
    Candidate,
    Section,
    check_description,
    read_candidate,
    read_sections,
)

SESSION = ("v=0", "o=- 0 0 IN IP4 0.0.0.0", "s=-", "t=0 0")
MID = r"[\w.~-]{1,32}"
DATA_CHANNEL = re.compile(r"m=application [0-9]{1,5} (UDP|TCP)/DTLS/SCTP webrtc-datachannel")


@dataclass(frozen=True)
class Transport:
    """How a browser is reached, and what proves that it is the one."""

    ufrag: str
    password: str
    fingerprint: str
    candidates: tuple[Candidate, ...]

    @classmethod
    def read(cls, section: Section) -> Self:
        """Read it from an m-line with its session behind it: the closer line wins."""
        one_of(section, "setup", "actpass")
        return cls(
            ufrag=one_of(section, "ice-ufrag", r"[A-Za-z0-9+/]{4,256}"),
            password=one_of(section, "ice-pwd", r"[A-Za-z0-9+/]{22,256}"),
            fingerprint=section.values("fingerprint")[0],
            candidates=tuple(map(read_candidate, section.values("candidate"))),
        )

    @property
    def lines(self) -> tuple[str, ...]:
        return (
            "c=IN IP4 0.0.0.0",
            f"a=ice-ufrag:{self.ufrag}",
            f"a=ice-pwd:{self.password}",
            f"a=fingerprint:{self.fingerprint}",
            "a=setup:actpass",
        )

    def candidate_lines(self, *, private_network: bool) -> list[str]:
        """Write the candidates our peer may use.

        It never says that candidates have ended: behind a NAT, and with nothing but mDNS
        names, none is usable, and we learn the browser's address from its own checks.
        """
        return [
            candidate_line(candidate)
            for candidate in self.candidates
            if candidate.transport == "udp"
            and candidate.component == 1
            and may_send_to(candidate.host, private_network=private_network)
        ]


@dataclass(frozen=True)
class DataOffer:
    mid: str
    transport: Transport
    sctp_port: str

    @classmethod
    def read(cls, sdp: str) -> Self:
        check_description(sdp)
        session, media = read_sections(sdp)
        if len(media) != 1 or not DATA_CHANNEL.fullmatch(media[0].lines[0]):
            raise BadDescription("not one data channel and nothing else")
        section = Section(media[0].lines + session.lines)
        return cls(
            mid=one_of(section, "mid", MID),
            transport=Transport.read(section),
            sctp_port=one_of(section, "sctp-port", r"[0-9]{1,5}"),
        )

    def write(self, *, private_network: bool) -> str:
        return text_of(
            *SESSION,
            f"a=group:BUNDLE {self.mid}",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            f"a=mid:{self.mid}",
            *self.transport.lines,
            f"a=sctp-port:{self.sctp_port}",
            "a=max-message-size:65536",
            *self.transport.candidate_lines(private_network=private_network),
        )


def text_of(*lines: str) -> str:
    return "\r\n".join(lines) + "\r\n"


def one_of(section: Section, attribute: str, pattern: str) -> str:
    values = section.values(attribute)
    if not values or not re.fullmatch(pattern, values[0], re.A):
        raise BadDescription(f"no usable {attribute}")
    return values[0]


def candidate_line(candidate: Candidate) -> str:
    return (
        f"a=candidate:{candidate.foundation} {candidate.component} {candidate.transport} "
        f"{candidate.priority} {candidate.host} {candidate.port} typ {candidate.type}"
    )
