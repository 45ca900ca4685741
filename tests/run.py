"""Run the whole suite on SQLite, then what touches the database on PostgreSQL.

Skips fail the run: a test that cannot run here is a fault of the machine, and is named.
"""

import os
import subprocess
import sys

from tests.databases import postgres_server

BROWSER = "tests/browser"


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "--strict-config", *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    only = ["-m", "long"] if "--long" in sys.argv else ["-m", "not long"]
    failed = pytest(*only, FAIL_ON_SKIP="1")
    with postgres_server() as url:
        # the pages a browser sees do not depend on the engine
        again = [*only, f"--ignore={BROWSER}", "--ignore=tests/media"]
        failed |= pytest(*again, TEST_DATABASE_URL=url, FAIL_ON_SKIP="1")
    return failed


if __name__ == "__main__":
    sys.exit(main())
