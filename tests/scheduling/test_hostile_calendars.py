"""No file stops us, takes more than its time or much memory: known attacks, and random ones.

`HOSTILE_CALENDARS` says how many files are damaged at random. Without it also the time is a part
of the real two seconds, since half of the attacks use up whatever they get.
"""

import json
import os
import subprocess
import sys
import time

import pytest

from tests.scheduling.hostile_calendars import ATTACKS
from tests.scheduling.hostile_run import ARGUMENTS
from webapp.core.intervals import interval_of
from webapp.scheduling import busy_child
from webapp.scheduling.busy_problems import CalendarRefused
from webapp.scheduling.busy_reader import read_busy_times

pytestmark = pytest.mark.long

MANY = "HOSTILE_CALENDARS" in os.environ
FILES = int(os.environ.get("HOSTILE_CALENDARS", "200"))
SECONDS = busy_child.SECONDS if MANY else 0.4
STARTING = 4  # seconds that a new Python may take on a machine with other work
ENDED_BY_LIMITS = {"signal 14", "signal 24"}  # the time: by the clock, by the processor
MOST_MEMORY = busy_child.MEMORY // 1024  # KB


def start(*arguments: object) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.scheduling.hostile_run", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def tally_of(run: subprocess.Popen) -> dict:
    said, _ = run.communicate()
    assert run.returncode == 0
    return json.loads(said)


def refuse_faults(tally: dict, *, files: int) -> None:
    outcomes = tally["outcomes"]
    odd = {name for name in outcomes if name.startswith(("signal", "exit"))} - ENDED_BY_LIMITS
    assert odd == set()
    assert sum(outcomes.values()) == files
    assert tally["slowest"] < SECONDS + 0.5
    assert tally["largest"] < MOST_MEMORY


def test_no_attack_crashes_lasts_or_grows():
    tally = tally_of(start("attacks", SECONDS))

    refuse_faults(tally, files=len(ATTACKS))
    assert tally["outcomes"]["too_often"] >= 3


def test_no_random_damage_crashes_lasts_or_grows():
    halves = [start(FILES // 2, SECONDS, seed) for seed in (1, 2)]
    for tally in map(tally_of, halves):
        refuse_faults(tally, files=FILES // 2)
        assert tally["outcomes"]["read"] > FILES / 20  # damage, not only rubbish


@pytest.mark.parametrize(
    ("attack", "code"),
    [("every second, until", "too_often"), ("every second of every year", "too_heavy")],
)
def test_an_attack_ends_in_time_and_in_words(attack, code):
    zone_name, *within = ARGUMENTS
    began = time.monotonic()
    with pytest.raises(CalendarRefused) as refused:
        read_busy_times(ATTACKS[attack], interval_of(tuple(within)), zone_name)

    assert refused.value.code == code
    assert time.monotonic() - began < busy_child.SECONDS + STARTING


def test_a_reader_that_asks_for_more_memory_gets_none():
    grow = (
        "from webapp.scheduling.busy_child import MEMORY, limit_itself; limit_itself();"
        "bytearray(MEMORY)"
    )
    run = subprocess.run([sys.executable, "-c", grow], stderr=subprocess.PIPE)
    assert b"MemoryError" in run.stderr


def test_a_reader_that_sleeps_is_ended():
    began = time.monotonic()
    code = "import time, webapp.scheduling.busy_child as it; it.limit_itself(); time.sleep(60)"
    run = subprocess.run([sys.executable, "-c", code])
    assert run.returncode < 0
    assert time.monotonic() - began < busy_child.SECONDS + STARTING


def test_a_reader_knows_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    seen = []

    def note(command, **options):
        seen.append(options["env"])
        return subprocess.CompletedProcess(command, 0, b'{"name": "", "spans": [], "days": []}')

    monkeypatch.setattr("webapp.scheduling.busy_reader.subprocess.run", note)
    read_busy_times(b"", interval_of(ARGUMENTS[1:]), "UTC")
    assert seen == [{}]
