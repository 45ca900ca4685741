"""Firefox for tests: driven over WebDriver BiDi by a small script in Node, a line at a time."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SCRIPT = "tests/browser/firefox.mjs"
CLOSES_WITHIN = 20  # seconds


class Firefox:
    """One page in Firefox; each call returns when it is done, or raises what went wrong."""

    def __init__(self, process: subprocess.Popen):
        self.process = process

    def sign_in(self, url: str, token: str) -> None:
        self.ask("signIn", url, token)

    def open(self, url: str) -> None:
        self.ask("open", url)

    def click(self, name: str) -> None:
        self.ask("click", name)

    def wait(self, expression: str) -> None:
        """Wait until it, or what it promises, is true."""
        self.ask("wait", expression)

    def read(self, expression: str) -> object:
        return self.ask("read", expression)

    def complaints(self) -> list[str]:
        return self.ask("complaints")

    def ask(self, *command: str) -> object:
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{json.dumps(command)}\n")
            self.process.stdin.flush()
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"ok": False, "value": "Firefox is gone"}
        assert answer["ok"], answer["value"]
        return answer["value"]


@contextmanager
def running_firefox() -> Iterator[Firefox]:
    program = shutil.which("firefox-esr")
    assert program, "Firefox is missing: apt-get install firefox-esr"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(["node", SCRIPT, program], **pipes)
    try:
        yield Firefox(process)
    finally:
        with suppress(BrokenPipeError):  # it has died already
            process.stdin.close()
        process.wait(CLOSES_WITHIN)
        process.stdout.close()
