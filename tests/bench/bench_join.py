"""From the click on Join to the other's first frame, on loopback, against a bare call.

Run it alone by `python -m tests.bench.bench_join`.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.rooms import join_once, open_room, visit
from tests.bench.timing import figures
from tests.browser.conftest import DESK, FLAGS
from tests.browser.product import Product, running_product

RUNS = 10
PHONES = ("Pixel 7", "iPhone 14")  # as Chromium emulates them
DIRECT_MS, RELAYED_MS = 300, 700  # at the median; 350 where the machine is busy
BARE_CALL = """async () => {
  const stream = await navigator.mediaDevices.getUserMedia({video: true, audio: true})
  const [caller, callee] = [new RTCPeerConnection(), new RTCPeerConnection()]
  const video = Object.assign(document.createElement("video"), {muted: true, autoplay: true})
  document.body.append(video)
  const began = performance.now()
  const frame = new Promise(seen => video.requestVideoFrameCallback(() => seen(performance.now())))
  for (const [one, other] of [[caller, callee], [callee, caller]])
    one.onicecandidate = ({candidate}) => candidate && other.addIceCandidate(candidate)
  callee.ontrack = ({streams}) => { video.srcObject = streams[0] }
  for (const track of stream.getTracks()) caller.addTrack(track, stream)
  await caller.setLocalDescription()
  await callee.setRemoteDescription(caller.localDescription)
  await callee.setLocalDescription()
  await caller.setRemoteDescription(callee.localDescription)
  const took = await frame - began
  for (const track of stream.getTracks()) track.stop()
  caller.close()
  callee.close()
  return took
}"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_product(Path(folder)) as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        print(f"join click to first remote frame, {RUNS} runs each")
        for phone in PHONES:
            measure(browser, product, playwright.devices[phone], phone)


def measure(browser: Browser, product: Product, phone: dict, name: str) -> None:
    bare = None
    for way, most in (("direct", DIRECT_MS), ("relayed", RELAYED_MS)):
        pair = f"{name}-{way}".replace(" ", "").lower()
        room = open_room(product, pair, hides=way == "relayed")
        mentor = visit(browser, product, f"mentor-{pair}", DESK)
        mentee = visit(browser, product, f"mentee-{pair}", phone)
        joins = [join_once(mentor, mentee, room) for _ in range(RUNS)]
        bare = bare or bare_calls(mentee)
        ratio = median(joins) / median(bare)
        print(f"  {name}, {way}: {figures(joins)} (≤ {most}), {ratio:.2f} × a bare call")
        for page in (mentor, mentee):
            page.context.close()
    print(f"  {name}, bare:  {figures(bare)}")


def bare_calls(page: Page) -> list[float]:
    page.goto("/offline")
    return [page.evaluate(BARE_CALL) for _ in range(RUNS)]


if __name__ == "__main__":
    main()
