"""The worker as it really runs: a process of its own, with files of its own."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; processes start slowly on a busy machine
COMMAND = ("-m", "flask", "--app", "wsgi", "worker")


@contextmanager
def running_worker(
    database: str, *command: str, log: Path, **environment: str
) -> Iterator[subprocess.Popen]:
    """Run `flask worker`, or another command that does its work, until the block ends."""
    chosen = {"DATABASE_URL": database, "APP_ENV": "development", "REDIS_URL": "", "DEMO": ""}
    chosen |= {"PUBLIC_URL": "http://localhost"} | environment
    with log.open("a") as said:
        process = subprocess.Popen(
            [sys.executable, *(command or COMMAND)],
            cwd=ROOT,
            env=os.environ | chosen,
            stdout=said,
            stderr=said,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def wait_until(is_so: Callable[[], object], process: subprocess.Popen, log: Path) -> None:
    """Look again and again, as long as the process lives."""
    until, pause = time.monotonic() + PATIENCE, threading.Event()
    while not is_so():
        alive = process.poll() is None and time.monotonic() < until
        assert alive, f"it did not come to that:\n{log.read_text()[-3000:]}"
        pause.wait(0.05)
