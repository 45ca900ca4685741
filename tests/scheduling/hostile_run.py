"""Read many calendars that mean no good, each in a process with the limits of the real one.

`python -m tests.scheduling.hostile_run attacks|COUNT SECONDS [SEED]` starts Python once and forks
for each file, which is quick enough for thousands; prints how each ended as one line of JSON.
"""

import json
import os
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.scheduling.hostile_calendars import ATTACKS, mutated
from webapp.core.intervals import interval_of
from webapp.scheduling import busy_child
from webapp.scheduling.busy_child import found_in, limit_itself
from webapp.scheduling.busy_times import busy_times

ARGUMENTS = ("Europe/Lisbon", 1772409600, 1777593600)  # from March to April 2026


@dataclass
class Tally:
    outcomes: Counter = field(default_factory=Counter)
    slowest: float = 0.0  # seconds
    largest: int = 0  # KB of memory


def main() -> None:
    what, seconds, *seed = sys.argv[1:]
    busy_child.SECONDS = float(seconds)
    files = ATTACKS.values() if what == "attacks" else mutated(int(what), int(seed[0]))
    warm_up()
    tally = Tally()
    for data in files:
        read_apart(data, tally)
    print(json.dumps(vars(tally)))


def warm_up() -> None:
    """Load what reading loads when first needed, once for all forks."""
    with suppress(Exception):
        busy_times(next(mutated(1, 0)), interval_of(ARGUMENTS[1:]), ARGUMENTS[0])


def read_apart(data: bytes, tally: Tally) -> None:
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        read_and_leave(data)
    _, status, used = os.wait4(child, 0)
    tally.slowest = max(tally.slowest, time.monotonic() - began)
    tally.largest = max(tally.largest, used.ru_maxrss)
    tally.outcomes[outcome(status)] += 1


def read_and_leave(data: bytes) -> None:
    status = 99  # nothing else should happen
    try:
        limit_itself()
        status = CODES.index(said(found_in(data, *ARGUMENTS)))
    finally:
        os._exit(status)


def said(found: dict) -> str:
    return found.get("refused", "read")


def outcome(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    code = os.WEXITSTATUS(status)
    return CODES[code] if code < len(CODES) else f"exit {code}"


CODES = ["read", "broken", "no_calendar", "too_often", "too_many_events", "too_many_times",
         "too_heavy", "too_large"]  # fmt: skip

if __name__ == "__main__":
    main()
