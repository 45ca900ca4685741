"""A real media process on a socket of its own, and a browser-like peer to talk to it."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass

import pytest


@dataclass
class MediaProcess:
    child: subprocess.Popen
    socket: str
    first_line: str  # what it says once it serves, or why it doesn't

    @property
    def stun_port(self) -> int:
        return int(re.search(r"UDP (\d+)", self.first_line)[1])

    def stop(self, number=signal.SIGTERM) -> int:
        self.child.send_signal(number)
        return self.exit_code()

    def exit_code(self) -> int:
        return self.child.wait(timeout=10)


@pytest.fixture(scope="session")
def start_media():
    """Start `python -m webapp.media.process` and wait for its first line."""
    children = []

    def start(socket, **environment) -> MediaProcess:
        settings = {"MEDIA_SOCKET": str(socket), "STUN_PORT": "0", "STUN_URLS": ""} | environment
        child = subprocess.Popen(
            [sys.executable, "-m", "webapp.media.process"],
            env=os.environ | settings,
            stderr=subprocess.PIPE,
            text=True,
        )
        children.append(child)
        return MediaProcess(child, str(socket), child.stderr.readline())

    yield start
    for child in children:
        child.kill()
        child.communicate()


@pytest.fixture(scope="session")
def running_media(start_media, tmp_path_factory):
    return start_media(tmp_path_factory.mktemp("media") / "m.sock", MEDIA_PRIVATE_NETWORK="1")


@pytest.fixture
def media(running_media, monkeypatch):
    """The running process, where `webapp.media.client` finds it."""
    monkeypatch.setenv("MEDIA_SOCKET", running_media.socket)
    return running_media
