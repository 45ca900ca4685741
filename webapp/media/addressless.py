"""Descriptions and candidates that do not say from where somebody speaks. Pure.

Whatever a browser sends, of its candidates only those of a relay are passed on, and these
without the address they were made from.
"""

import re

from webapp.media.sdp import read_candidate

NOWHERE = "IN IP4 0.0.0.0"
RELATED = re.compile(r" raddr \S+ rport \S+", re.I)


def without_addresses(sdp: str) -> str:
    """Return a checked description without addresses but those of relays."""
    lines = sdp.replace("\r\n", "\n").removesuffix("\n").split("\n")
    kept = (line_without_address(line) for line in lines)
    return "".join(f"{line}\r\n" for line in kept if line is not None)


def line_without_address(line: str) -> str | None:
    if line.startswith("a=candidate:"):
        return relayed_only(line)
    if line.startswith("a=remote-candidates:"):
        return None
    if line.startswith("a=rtcp:"):
        return f"a=rtcp:9 {NOWHERE}"
    if line.startswith("c="):
        return f"c={NOWHERE}"
    if line.startswith("o="):
        return re.sub(r"IN IP[46] \S+", NOWHERE, line)
    return re.sub(r"^(m=\S+ )[1-9]\d*", r"\g<1>9", line)


def relayed_only(candidate: str) -> str | None:
    """Return a checked candidate of a relay, with nothing behind it; None for any other."""
    if read_candidate(candidate.partition(":")[2]).type != "relay":
        return None
    return RELATED.sub(" raddr 0.0.0.0 rport 0", candidate)
