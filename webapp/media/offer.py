"""The offer of a connection check: read from a browser's text, written anew for aiortc. Pure.

aiortc answers nonsense with whatever its parser trips over, so it never sees a browser's
text: only this one, made of the few values a data channel needs.
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

DATA_CHANNEL = re.compile(r"m=application [0-9]{1,5} (UDP|TCP)/DTLS/SCTP webrtc-datachannel")


@dataclass(frozen=True)
class DataOffer:
    mid: str
    ufrag: str
    password: str
    fingerprint: str
    sctp_port: str
    candidates: tuple[Candidate, ...]

    @classmethod
    def read(cls, sdp: str) -> Self:
        check_description(sdp)
        session, media = read_sections(sdp)
        if len(media) != 1 or not DATA_CHANNEL.fullmatch(media[0].lines[0]):
            raise BadDescription("not one data channel and nothing else")
        section = Section(media[0].lines + session.lines)  # the closer line wins
        one_of(section, "setup", "actpass")
        return cls(
            mid=one_of(section, "mid", r"[\w.~-]{1,32}"),
            ufrag=one_of(section, "ice-ufrag", r"[A-Za-z0-9+/]{4,256}"),
            password=one_of(section, "ice-pwd", r"[A-Za-z0-9+/]{22,256}"),
            fingerprint=section.values("fingerprint")[0],
            sctp_port=one_of(section, "sctp-port", r"[0-9]{1,5}"),
            candidates=tuple(map(read_candidate, media[0].values("candidate"))),
        )

    def write(self, *, private_network: bool) -> str:
        """Write the offer with the candidates our peer may use.

        It never says that candidates have ended: behind a NAT, and with nothing but mDNS
        names, none is usable, and we learn the browser's address from its own checks.
        """
        lines = (
            "v=0",
            "o=- 0 0 IN IP4 0.0.0.0",
            "s=-",
            "t=0 0",
            f"a=group:BUNDLE {self.mid}",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            f"a=mid:{self.mid}",
            f"a=ice-ufrag:{self.ufrag}",
            f"a=ice-pwd:{self.password}",
            f"a=fingerprint:{self.fingerprint}",
            "a=setup:actpass",
            f"a=sctp-port:{self.sctp_port}",
            "a=max-message-size:65536",
            *map(candidate_line, self.usable_candidates(private_network)),
        )
        return "\r\n".join(lines) + "\r\n"

    def usable_candidates(self, private_network: bool) -> list[Candidate]:
        return [
            candidate
            for candidate in self.candidates
            if candidate.transport == "udp"
            and candidate.component == 1
            and may_send_to(candidate.host, private_network=private_network)
        ]


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
