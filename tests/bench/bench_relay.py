"""What a relayed talk costs the media process, against decoding and encoding the same talk.

Run it alone by `python -m tests.bench.bench_relay`.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.rooms import join_once, open_room, visit
from tests.browser.conftest import DESK, FLAGS, PHONE
from tests.browser.product import COMMANDS, running_product

SECONDS = 20
MOST = 0.35  # of decode and encode
SHARE_OF_A_CORE = 0.8
TICKS = os.sysconf("SC_CLK_TCK")
PLAIN = [sys.executable, "-m", "tests.bench.transcoding"]


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ours = cost(browser, COMMANDS["media"])
        plain = cost(browser, PLAIN)
    rooms = int(SHARE_OF_A_CORE / ours)
    print(f"relay, CPU-seconds for a second of a room, over {SECONDS} s")
    print(f"  passed on          {ours:.3f}, {rooms} rooms to {SHARE_OF_A_CORE:.0%} of a core")
    print(f"  decoded, encoded   {plain:.3f}")
    print(f"  ratio              {ours / plain:.2f} (≤ {MOST})")


def cost(browser: Browser, media: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        usual, COMMANDS["media"] = COMMANDS["media"], media
        try:
            with running_product(Path(folder)) as product:
                return cost_in(browser, product)
        finally:
            COMMANDS["media"] = usual


def cost_in(browser: Browser, product) -> float:
    room = open_room(product, "relayed", hides=True)
    pages = [
        visit(browser, product, f"{part}-relayed", device)
        for part, device in (("mentor", DESK), ("mentee", PHONE))
    ]
    join_once(*pages, room)
    pages[0].wait_for_timeout(3000)  # until the rates have settled
    media = product.processes["media"].pid
    before = cpu_seconds(media)
    pages[0].wait_for_timeout(SECONDS * 1000)
    used = cpu_seconds(media) - before
    for page in pages:
        page.context.close()
    return used / SECONDS


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
