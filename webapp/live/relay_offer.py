"""The offer of somebody who wants to be connected past the server: read, or refused. Pure."""

from dataclasses import dataclass

from webapp.live.messages import read_id, read_object
from webapp.live.signalling import checked
from webapp.media.sdp import check_description


@dataclass(frozen=True)
class RelayOffer:
    to: str  # the peer one wants to be connected with
    sdp: str


def read_relay(data: object) -> RelayOffer:
    data = read_object(data, {"to", "sdp"})
    return RelayOffer(read_id(data["to"]), checked(check_description, data["sdp"]))
