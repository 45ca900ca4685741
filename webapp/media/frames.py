"""What a relay knows of the frames it hands on. Pure."""

KEYFRAME_START = b"\x9d\x01\x2a"  # RFC 6386, 9.1
LOSSY = 0.02  # from here on sound is worth more than the picture
ENOUGH = 200  # packets, to tell a lossy line from one lost packet
SHORTEST, LONGEST = 8.0, 64.0  # seconds without a picture before it is tried again


def is_keyframe(vp8: bytes) -> bool:
    """Say whether a VP8 frame can be shown without the ones before it."""
    return len(vp8) > 5 and not vp8[0] & 1 and vp8[3:6] == KEYFRAME_START


class Timeline:
    """Timestamps of one stream that is made of several, one after the other.

    Each source counts from a start of its own; what they become goes on as time does.
    """

    def __init__(self, rate: int):
        self.rate = rate
        self.source: object = None
        self.offset = 0
        self.last: int | None = None
        self.last_at = 0.0

    def place(self, timestamp: int, source: object, now: float) -> int:
        if source is not self.source:
            self.source = source
            self.offset = self.next_at(now) - timestamp
        self.last, self.last_at = timestamp + self.offset, now
        return self.last

    def next_at(self, now: float) -> int:
        if self.last is None:
            return 0
        return self.last + max(1, round((now - self.last_at) * self.rate))


class PictureGate:
    """Closed while a line loses too much: it is left to the sound, and tried again in a while.

    Each trial that fails soon doubles the wait.
    """

    def __init__(self):
        self.is_open = True
        self.wait = SHORTEST
        self.changed_at: float | None = None
        self.sent = self.lost = 0

    def report(self, *, lost: int, sent: int, now: float) -> None:
        """Take what the other side has counted since its last report."""
        self.sent += sent
        self.lost += lost
        if self.sent < ENOUGH:
            return
        if self.is_open and self.lost >= LOSSY * self.sent:
            self.close(now)
        self.sent = self.lost = 0

    def close(self, now: float) -> None:
        has_held = self.changed_at is None or now - self.changed_at > LONGEST
        self.wait = SHORTEST if has_held else min(LONGEST, 2 * self.wait)
        self.is_open, self.changed_at = False, now

    def lets_through(self, now: float) -> bool:
        if not self.is_open and now - self.changed_at >= self.wait:
            self.is_open, self.changed_at = True, now
            self.sent = self.lost = 0
        return self.is_open
