"""Session descriptions and candidates from browsers: how we read them, what we refuse. Pure.

Descriptions are checked where they are relayed between two people and where our own peer
answers one, so everything here is stricter than RFC 8866 and as loose as browsers need.
"""

import re
from dataclasses import dataclass

MAX_BYTES = 32 * 1024
MAX_CANDIDATES = 40
MAX_CANDIDATE_LENGTH = 1024

LINE = re.compile(r"[a-z]=[ -~]*")
FINGERPRINT = re.compile(r"sha-256 [0-9A-F]{2}(:[0-9A-F]{2}){31}", re.I | re.A)
CANDIDATE = re.compile(
    r"(?P<foundation>[a-z0-9+/]{1,32}) (?P<component>[0-9]{1,3}) (?P<transport>udp|tcp)"
    r" (?P<priority>[0-9]{1,10}) (?P<host>[a-z0-9.:-]{1,253}) (?P<port>[0-9]{1,5})"
    r" typ (?P<type>host|srflx|prflx|relay)( [!-~]+)*",
    re.I | re.A,
)


class BadDescription(ValueError):
    """No description or candidate that we would answer or pass on."""


@dataclass(frozen=True)
class Section:
    """The lines of one m-line, or those before the first."""

    lines: tuple[str, ...]

    def values(self, attribute: str) -> list[str]:
        start = f"a={attribute}:"
        return [line.removeprefix(start) for line in self.lines if line.startswith(start)]

    @property
    def is_switched_off(self) -> bool:
        return self.lines[0].split(" ")[1:2] == ["0"]


@dataclass(frozen=True)
class Candidate:
    foundation: str
    component: int
    transport: str
    priority: int
    host: str  # an address, or a name that is never resolved
    port: int
    type: str


def check_description(sdp: str) -> None:
    session, media = read_sections(sdp)
    for section in media:
        check_fingerprint(section, session)
    candidates = [text for section in (session, *media) for text in section.values("candidate")]
    if len(candidates) > MAX_CANDIDATES:
        raise BadDescription(f"more than {MAX_CANDIDATES} candidates")
    for text in candidates:
        read_candidate(text)


def check_candidate(text: str) -> None:
    """Check one trickled candidate; the empty one says that there are no more."""
    if not isinstance(text, str):
        raise BadDescription("no candidate")
    if text:
        kind, _, value = text.removeprefix("a=").partition(":")
        if kind != "candidate":
            raise BadDescription("no candidate")
        read_candidate(value)


def read_sections(sdp: str) -> tuple[Section, list[Section]]:
    """Split a description into what comes before the first m-line and each m-line with its own.

    Only printable ASCII in CRLF or LF lines: aiortc and browsers end lines at different
    characters, and what one of them reads must not escape the other.
    """
    if not isinstance(sdp, str) or len(sdp) > MAX_BYTES:
        raise BadDescription(f"no text of at most {MAX_BYTES} bytes")
    lines = sdp.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if not all(LINE.fullmatch(line) for line in lines):
        raise BadDescription("a line that isn't SDP")
    starts = [number for number, line in enumerate(lines) if line.startswith("m=")]
    if not starts:
        raise BadDescription("no m-line")
    ends = [*starts[1:], len(lines)]
    media = [Section(tuple(lines[a:b])) for a, b in zip(starts, ends, strict=True)]
    return Section(tuple(lines[: starts[0]])), media


def check_fingerprint(section: Section, session: Section) -> None:
    fingerprints = section.values("fingerprint") or session.values("fingerprint")
    if not fingerprints and section.is_switched_off:
        return
    if len(fingerprints) != 1 or not FINGERPRINT.fullmatch(fingerprints[0]):
        raise BadDescription("not one sha-256 fingerprint for each m-line")


def read_candidate(text: str) -> Candidate:
    """Read what follows `candidate:` (RFC 8839, section 5.1)."""
    found = len(text) <= MAX_CANDIDATE_LENGTH and CANDIDATE.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise BadDescription("a candidate that isn't one, or neither udp nor tcp")
    return Candidate(
        foundation=found["foundation"],
        component=int(found["component"]),
        transport=found["transport"].lower(),
        priority=int(found["priority"]),
        host=found["host"],
        port=int(found["port"]),
        type=found["type"].lower(),
    )
