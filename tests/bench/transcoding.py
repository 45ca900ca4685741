"""The media process as aiortc is used in its examples: decode what comes, encode what goes.

`python -m tests.bench.transcoding`, with the environment of the real one.
"""

import sys

from webapp.media import passthrough, process, relay


class TranscodingRoom(relay.RelayedRoom):
    def take(self, person: str, seat: relay.Seat) -> None:
        super().take(person, seat)
        for sender in seat.senders.values():
            sender.replaceTrack(None)
        if other := self.other_than(seat):
            for one, two in ((seat, other), (other, seat)):
                for kind in relay.KINDS:
                    one.senders[kind].replaceTrack(two.receivers[kind].track)

    def want_keyframe(self, seat: relay.Seat) -> None:
        """The encoder makes one by itself."""


if __name__ == "__main__":
    passthrough.install = lambda: None
    relay.RelayedRoom = TranscodingRoom
    sys.exit(process.main())
