"""Run the tests: each file on SQLite or PostgreSQL, pages in a browser, and what needs quiet.

`--long` runs each file on the other engine, those that take long on both, the property tests on
many more examples, the races until luck is ruled out, and the talks in browsers.
A skip fails the run: a test that cannot run here is a fault of the machine, and is named.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.databases import postgres_server

# Playwright keeps an event loop running, and media tests start their own: never in one process.
BROWSER = "tests/browser"
PAGES = "tests/browser/test_pages_access.py"
PROCESSES = ("tests/media", "tests/test_doctor.py")
WORKER = ("tests/notifications/test_worker.py", "tests/notifications/test_killed_worker.py")
# They say how soon something happens.
ATTACKS = "tests/access/test_sockets_under_attack.py"
SERVING = "tests/test_serving.py"
RELAY = "tests/media/test_relay.py"
RACES = sorted(map(str, Path("tests").rglob("test_*races.py")))
ORACLE = "tests/scheduling/test_slots_oracle.py"
NOTES = "tests/live/test_notes_log.py"
HOSTILE = "tests/live/test_hostile_notes.py"
CALENDARS = "tests/scheduling/test_hostile_calendars.py"
MANY = {
    "SLOT_EXAMPLES": "20000",
    "HOSTILE_CALENDARS": "20000",
    "NOTE_LOG_RUNS": "4000",
    "STORED_NOTE_LOG_RUNS": "2000",
    "RACE_RUNS": "20",
    "LONG_CUT": "60",
    "ADDRESS_CHANGES": "10",
    "KILLS": "50",
    "HOSTILE_UPDATES": "10000",
    "ATTACK_ROUNDS": "10",
    "DTLS_RACES": "200",
    "LOOKS": "all",
}
REST = [f"--ignore={path}" for path in (BROWSER, *PROCESSES, *WORKER, ATTACKS, SERVING)]
APART = [f"--ignore={path}" for path in (HOSTILE, CALENDARS, *RACES)]  # jobs of their own
QUICK, LONG = ("-m", "not long"), ("-m", "long")
LANES = 2  # at once: what takes a core each, and still leaves room for what waits


def run(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "--strict-config", "-p", "no:cacheprovider"]
    environment = os.environ | {"FAIL_ON_SKIP": "1"} | environment
    return subprocess.run([*command, *arguments], env=environment).returncode


def together(*jobs: Callable[[], int]) -> int:
    """Do the jobs, so many at a time, in their order; return whether one failed."""
    with ThreadPoolExecutor(LANES) as lanes:
        return max(lanes.map(lambda job: job(), jobs))


def run_quick() -> int:
    with postgres_server() as url:
        return together(
            partial(run, *REST, *QUICK, TEST_SHARE="2/3", TEST_DATABASE_URL=url),
            partial(run, *REST, *QUICK, TEST_SHARE="0/3"),
            partial(run, *REST, *QUICK, TEST_SHARE="1/3"),
            partial(run, BROWSER, f"--ignore={PAGES}", *QUICK),
            partial(run, *PROCESSES, *QUICK),
            partial(run, PAGES),
        )


def run_long() -> int:
    with postgres_server() as url:
        postgres = {"TEST_DATABASE_URL": url}
        failed = together(
            *(partial(run, ORACLE, SLOT_SHARE=share, **MANY) for share in ("0/2", "1/2")),
            partial(run, *REST, *QUICK, TEST_SHARE="0/3", **postgres),
            partial(run, *REST, *QUICK, TEST_SHARE="1/3", **postgres),
            partial(run, *REST, *QUICK, TEST_SHARE="2/3"),
            # what is a race, or is killed, is so on both engines; browsers see the same pages
            *(partial(run, *RACES, **MANY, **engine) for engine in (postgres, {})),
            *(partial(run, *WORKER, **MANY, **engine) for engine in (postgres, {})),
            *(partial(run, *REST, *APART, *LONG, **MANY, **engine) for engine in (postgres, {})),
            partial(run, CALENDARS, **MANY),
            partial(run, NOTES, **MANY),
            partial(run, HOSTILE, **MANY),
            partial(run, NOTES, STORED_NOTE_LOG_RUNS="200", **postgres),
        )
    for alone in ((ATTACKS,), (SERVING,), (RELAY,), (BROWSER, *LONG), (PAGES,)):
        failed |= run(*alone, **MANY)
    return failed


if __name__ == "__main__":
    sys.exit(run_long() if "--long" in sys.argv else run_quick())
