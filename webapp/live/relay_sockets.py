"""The event by which picture and sound take the way past the server."""

from webapp.core import clock
from webapp.live.envelope import OK, event
from webapp.live.peers import Peer, peer_name
from webapp.live.relay_offer import RelayOffer, read_relay
from webapp.live.relaying import relay_call
from webapp.live.wire import say


@event("relay", read_relay, bucket="relays")
def relay(peer: Peer, offer: RelayOffer) -> dict:
    """Connect somebody to the relay for one other, who is told to come there too."""
    room = peer.room
    answer = relay_call(
        room.booking,
        room.live_session_id,
        peer.person_id,
        offer.to,
        offer.sdp,
        now=clock.now(),
    )
    say("relayed", {"peer": peer.id}, to=peer_name(room.booking, offer.to), skip=(peer.socket,))
    return OK | {"sdp": answer}
