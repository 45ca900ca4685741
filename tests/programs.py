"""The programs the tests drive for real: installed where allowed, otherwise named.

`python -m tests.programs` installs what is missing from the system's packages when it may
(root, apt), and says in one line what to install when it may not.
"""

import glob
import os
import shutil
import subprocess
import sys

PROGRAMS = {
    "iproute2": ("ip", "/usr/sbin/ip"),
    "chromium": ("chromium", "/usr/bin/chromium"),
    "firefox-esr": ("firefox-esr", "/usr/bin/firefox-esr"),
    "postgresql": ("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl"),
    "redis-server": ("redis-server", "/usr/bin/redis-server"),
    "coturn": ("turnserver", "/usr/bin/turnserver"),
}


def missing() -> list[str]:
    """Return the Debian packages whose program is not there."""
    return [
        package
        for package, (program, path) in PROGRAMS.items()
        if not shutil.which(program) and not glob.glob(path)
    ]


def install(packages: list[str]) -> None:
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "check": True}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, stdout=subprocess.DEVNULL, **quiet)


def main() -> None:
    packages = missing()
    if packages and os.getuid() == 0 and shutil.which("apt-get"):
        install(packages)
    if packages := missing():
        sys.exit(f"The tests need programs that are missing: apt-get install {' '.join(packages)}")


if __name__ == "__main__":
    main()
