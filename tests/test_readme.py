"""README is true about what the product depends on."""

import json
import re
from pathlib import Path

import pytest

README = Path("README.md").read_text()
BOUGHT = "## What it is built with, and why"


def requirements(name: str) -> list[str]:
    lines = Path(name).read_text().splitlines()
    return [re.split(r"[=<>~]", line)[0] for line in lines if line and not line.startswith("-r")]


def packages() -> list[str]:
    package = json.loads(Path("package.json").read_text())
    return [*package["dependencies"], *package["devDependencies"]]


NAMES = [
    *requirements("requirements.in"),
    *requirements("requirements-test.in"),
    *requirements("requirements-node.in"),
    *packages(),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_dependency_has_its_line(name):
    told = README[README.index(BOUGHT) :]
    assert re.search(rf"[| ,]{re.escape(name)}[ ,]", told)


def test_no_line_is_left_of_a_dependency_that_is_gone():
    told = re.findall(r"^\| ([a-z@][^|]*) \|", README[README.index(BOUGHT) :], re.MULTILINE)
    named = {
        name for line in told for name in line.split(", ") if " " not in name and name != "for"
    }
    assert named <= set(NAMES)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt", "package-lock.json"])
def test_locks_hold_hashes_and_no_addresses(lock):
    text = Path(lock).read_text()
    assert "--hash=sha256:" in text or '"integrity": "sha512-' in text
    assert "--index-url" not in text
    assert '"resolved"' not in text
