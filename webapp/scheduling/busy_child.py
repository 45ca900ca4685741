"""The process that reads one calendar file, with two seconds and 256 MB, and then ends.

`python -m webapp.scheduling.busy_child ZONE START END` takes the file on stdin (instants in
seconds since 1970) and writes what it found, or why it refused, as one line of JSON.
"""

import json
import resource
import signal
import sys
from dataclasses import asdict
from math import ceil

from webapp.core.intervals import interval_of
from webapp.scheduling.busy_times import MOST_BYTES, Refused, busy_times

SECONDS = 2
MEMORY = 256 * 1024 * 1024


def limit_itself() -> None:
    """Let the kernel end this process; nothing that is read can ask for more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = ceil(used.ru_utime + used.ru_stime + SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)


def found_in(data: bytes, zone_name: str, start: int, end: int) -> dict:
    """Return what is to be said about a file, whatever it is."""
    try:
        found = asdict(busy_times(data, interval_of((start, end)), zone_name))
    except Refused as refused:
        return {"refused": refused.code}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # of any kind: the libraries promise none, and the file is a stranger's
        return {"refused": "broken"}
    found["days"] = [[day.isoformat() for day in days] for days in found["days"]]
    return found


def main() -> None:
    limit_itself()
    zone_name, start, end = sys.argv[1:]
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    sys.stdout.write(json.dumps(found_in(data, zone_name, int(start), int(end))))


if __name__ == "__main__":
    main()
