"""Have a calendar file read by a process that may take little and knows none of our secrets."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore

from webapp.core.intervals import Interval, span_of
from webapp.scheduling.busy_problems import CalendarRefused
from webapp.scheduling.busy_times import MOST_BYTES, BusyTimes

ROOT = Path(__file__).parent.parent.parent
CHILD = "webapp.scheduling.busy_child"
START_AND_READ = 10  # seconds: reading has two, starting Python takes some on a busy machine
AT_ONCE = BoundedSemaphore(3)  # in one process: 256 MB each


def read_busy_times(data: bytes, within: Interval, zone_name: str) -> BusyTimes:
    if len(data) > MOST_BYTES:
        raise CalendarRefused("too_large")
    found = said_about(data, zone_name, *map(str, span_of(within)))
    if "refused" in found:
        raise CalendarRefused(found["refused"])
    return BusyTimes(
        name=found["name"],
        spans=[(start, end) for start, end in found["spans"]],
        days=[tuple(map(date.fromisoformat, days)) for days in found["days"]],
    )


def said_about(data: bytes, *arguments: str) -> dict:
    if not AT_ONCE.acquire(timeout=START_AND_READ):
        raise CalendarRefused("busy")
    try:
        child = subprocess.run(
            [sys.executable, "-m", CHILD, *arguments],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it might quote the file
            timeout=START_AND_READ,
            cwd=ROOT,
            env={},  # no keys, no database
        )
    except subprocess.TimeoutExpired as error:
        raise CalendarRefused("too_heavy") from error
    finally:
        AT_ONCE.release()
    if child.returncode:  # ended by its limits
        raise CalendarRefused("too_heavy")
    return json.loads(child.stdout)
