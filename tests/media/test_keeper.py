"""A media process that is killed comes back by itself; one that cannot start does not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.media.keeper import has_ended


@pytest.fixture
def start_keeper(tmp_path):
    keepers = []

    def start(**environment) -> subprocess.Popen:
        settings = {"MEDIA_SOCKET": str(tmp_path / "m.sock"), "STUN_PORT": "0", "STUN_URLS": ""}
        keeper = subprocess.Popen(
            [sys.executable, "-m", "webapp.media.keeper"],
            env=os.environ | settings | environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        keepers.append(keeper)
        return keeper

    yield start
    for keeper in keepers:
        keeper.kill()
        keeper.communicate()


def child_of(keeper: subprocess.Popen) -> int:
    return int(Path(f"/proc/{keeper.pid}/task/{keeper.pid}/children").read_text())


def test_what_is_killed_comes_back_and_what_is_told_to_stop_stops(start_keeper):
    keeper = start_keeper()
    assert keeper.stderr.readline().startswith("Media: STUN")
    first = child_of(keeper)

    os.kill(first, signal.SIGKILL)

    assert keeper.stderr.readline() == "The media process fell (-9) and is started again.\n"
    assert keeper.stderr.readline().startswith("Media: STUN")
    assert child_of(keeper) != first
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(10) == 0


def test_what_cannot_start_says_why_once(start_keeper):
    keeper = start_keeper(MEDIA_PUBLIC_ADDRESS="here")

    assert keeper.wait(30) == 78
    assert len(keeper.stderr.read().splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "lived", "ended"),
    [(0, 99, True), (78, 1, True), (1, 99, False), (-9, 0, False), (-11, 99, False)],
)
def test_which_ends_are_for_good(code, lived, ended):
    assert has_ended(code, lived=lived) is ended
