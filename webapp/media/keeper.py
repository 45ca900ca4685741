"""Keeps the media process running: `python -m webapp.media.keeper`.

Whoever started everything together would end everything when one of them is killed. Media is
the one that parses what strangers send, in libraries written in C: it may fall, and comes back.
"""

import logging
import signal
import subprocess
import sys
from collections.abc import Sequence
from time import monotonic, sleep

PROCESS = (sys.executable, "-m", "webapp.media.process")
STEADY = 10  # seconds; what ends by itself before has said why, and would end again
PAUSE = 0.2  # seconds

log = logging.getLogger("media")


class Keeper:
    def __init__(self, command: Sequence[str] = PROCESS):
        self.command = command
        self.child: subprocess.Popen | None = None
        self.is_stopping = False

    def run(self) -> int:
        """Start it, and again whenever it falls; return its exit code when it ends for good."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while True:
            began = monotonic()
            code = self.run_once()
            if self.is_stopping or has_ended(code, lived=monotonic() - began):
                return code
            log.error("The media process fell (%s) and is started again.", code)
            sleep(PAUSE)

    def run_once(self) -> int:
        self.child = subprocess.Popen(self.command)
        if self.is_stopping:  # told while it started
            self.child.terminate()
        return self.child.wait()

    def stop(self, number: int, _frame) -> None:
        self.is_stopping = True
        if self.child:
            self.child.send_signal(number)


def has_ended(code: int, *, lived: float) -> bool:
    """Whether it ended by itself: with success, or at its start, for a reason it has told."""
    return code == 0 or (code > 0 and lived < STEADY)


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    sys.exit(Keeper().run())
