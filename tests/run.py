"""Run every test, on SQLite or on PostgreSQL, then what needs the machine to itself.

`--long` runs each on the other engine, the property tests on many more examples, the races until
luck is ruled out, and kills the worker more often.
A skip fails the run: a test that cannot run here is a fault of the machine, and is named.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.databases import postgres_server

# They start processes or browsers, or say how soon something happens.
# Playwright keeps an event loop running, and media tests start their own: never in one process.
BROWSER = "tests/browser"
WORKER = ("tests/notifications/test_worker.py", "tests/notifications/test_killed_worker.py")
ATTACKS = "tests/access/test_sockets_under_attack.py"
ALONE = ("tests/media", *WORKER, "tests/test_serving.py", "tests/test_doctor.py", ATTACKS)
RACES = sorted(map(str, Path("tests").rglob("test_*races.py")))
ORACLE = "tests/scheduling/test_slots_oracle.py"
NOTES = "tests/live/test_notes_log.py"
RELAY = "tests/media/test_relay.py"
HOSTILE = "tests/live/test_hostile_notes.py"
RECOVERY = "tests/browser/test_recovery.py"
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
}


def start(*arguments: str, **environment: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "pytest", "-q", "--strict-config", "-p", "no:cacheprovider"]
    environment = os.environ | {"FAIL_ON_SKIP": "1"} | environment
    return subprocess.Popen([*command, *arguments], env=environment)


def run_all() -> int:
    with postgres_server() as url:
        failed = run_halves(url, on_sqlite="0/2", on_postgres="1/2")
    return failed | start(*ALONE).wait() | start(BROWSER).wait()


def run_halves(url: str, *, on_sqlite: str, on_postgres: str) -> int:
    """Run one half of the tests on one engine and the other on the other, each on its core."""
    rest = [f"--ignore={path}" for path in (BROWSER, *ALONE)]
    return together(
        start(*rest, TEST_SHARE=on_sqlite),
        start(*rest, TEST_DATABASE_URL=url, TEST_SHARE=on_postgres),
    )


def together(*runs: subprocess.Popen) -> int:
    return max([run.wait() for run in runs])


def run_long() -> int:
    failed = together(*(start(ORACLE, SLOT_SHARE=share, **MANY) for share in ("0/2", "1/2")))
    failed |= together(start(CALENDARS, **MANY), start(NOTES, **MANY))
    with postgres_server() as url:
        failed |= run_halves(url, on_sqlite="1/2", on_postgres="0/2")
        # what is a race is one on both engines; browsers see the same pages
        for races in (RACES, WORKER):
            on_postgres = start(*races, TEST_DATABASE_URL=url, **MANY)
            failed |= together(start(*races, **MANY), on_postgres)
        stored = start(NOTES, TEST_DATABASE_URL=url, STORED_NOTE_LOG_RUNS="200")
        failed |= together(start(HOSTILE, **MANY), stored)
    for attacked in (ATTACKS, RELAY, RECOVERY):
        failed |= start(attacked, **MANY).wait()
    return failed


if __name__ == "__main__":
    sys.exit(run_long() if "--long" in sys.argv else run_all())
