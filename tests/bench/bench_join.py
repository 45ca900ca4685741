"""From the click on Join to the other's first frame, on loopback, against a bare call.

Run it alone by `python -m tests.bench.bench_join`.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from tests.bench.timing import figures
from tests.browser.conftest import DESK, FLAGS, PHONE
from tests.browser.product import Product, running_product

TARGET_MS = 350
RUNS = 10
# From the click itself to the first frame on screen: what the person waits for.
WATCH = """() => {
  const joined = new Promise(heard => addEventListener("click", event => {
    if (event.target.closest("[data-join]")) heard(event.timeStamp)
  }, {capture: true}))
  const live = new Promise(seen => new MutationObserver(() => {
    if ("live" in document.body.dataset) seen(performance.now())
  }).observe(document.body, {attributes: true}))
  globalThis.waited = Promise.all([joined, live]).then(([click, frame]) => frame - click)
}"""
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
    with tempfile.TemporaryDirectory() as folder, running_product(Path(folder)) as product:
        room = open_room(product)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            people = {"mentor": DESK, "mentee": PHONE}
            mentor, mentee = (visit(browser, product, name, d) for name, d in people.items())
            joins = [join_once(mentor, mentee, room) for _ in range(RUNS)]
            mentee.goto("/offline")
            bare = [mentee.evaluate(BARE_CALL) for _ in range(RUNS)]
    print(f"join click to first remote frame, {RUNS} runs (target {TARGET_MS} ms at the median)")
    print(f"  our room   {figures(joins)}, {median(joins) / median(bare):.2f} × a bare call")
    print(f"  bare call  {figures(bare)}")


def open_room(product: Product) -> str:
    """Book two people for now and return the path of their room."""

    def book(make):
        mentor, mentee = make.mentor(handle="mentor"), make.person(handle="mentee")
        booking = make.booking(mentor=mentor, mentee=mentee, slot=make.slot(make.now, 30))
        return f"/room/{booking.public_id}"

    return product.write(book)


def visit(browser, product: Product, handle: str, device: dict) -> Page:
    context = browser.new_context(base_url=product.url, **device)
    context.grant_permissions(["camera", "microphone"])
    cookie = {"name": "device", "value": product.token_of(handle), "url": product.url}
    context.add_cookies([cookie])
    return context.new_page()


def join_once(mentor: Page, mentee: Page, room: str) -> float:
    for page in (mentor, mentee):
        page.goto(room)
        camera = page.get_by_role("button", name="Camera is off")
        expect(page.get_by_role("button", name="Join", exact=True)).to_be_enabled()
        if camera.count():
            camera.click()
        page.evaluate(WATCH)
    mentor.get_by_role("button", name="Join", exact=True).click()
    expect(mentor.locator("[data-inside]")).to_be_visible()
    mentee.get_by_role("button", name="Join", exact=True).click()
    took = mentee.evaluate("waited")
    mentor.evaluate("waited")
    return took


if __name__ == "__main__":
    main()
