"""Two people in a room of a running product, measured."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product
from webapp.core.db import transaction

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


def open_room(product: Product, pair: str, *, hides: bool = False) -> str:
    """Book two people for now and return the path of their room.

    Without TURN, one who hides their address is reached past the server alone.
    """

    def book(make):
        mentor, mentee = (make.person(handle=f"{part}-{pair}") for part in ("mentor", "mentee"))
        if hides:
            with transaction():
                mentee.hides_address = True
        booking = make.booking(mentor=mentor, mentee=mentee, slot=make.slot(make.now, 30))
        return f"/room/{booking.public_id}"

    return product.write(book)


def visit(browser: Browser, product: Product, handle: str, device: dict) -> Page:
    context = browser.new_context(base_url=product.url, **device)
    context.grant_permissions(["camera", "microphone"])
    cookie = {"name": "device", "value": product.token_of(handle), "url": product.url}
    context.add_cookies([cookie])
    return context.new_page()


def join_once(mentor: Page, mentee: Page, room: str) -> float:
    """Return the milliseconds from the second one's click to their first frame."""
    for page in (mentor, mentee):
        page.goto(room)
        expect(page.get_by_role("button", name="Join", exact=True)).to_be_enabled()
        page.wait_for_function("() => room.media.camera")
        if not page.evaluate("room.media.state.camera"):
            page.get_by_role("button", name="Camera is off").click()
        expect(page.get_by_role("button", name="Turn camera off")).to_be_visible()
        page.evaluate(WATCH)
    mentor.get_by_role("button", name="Join", exact=True).click()
    expect(mentor.locator("[data-inside]")).to_be_visible()
    mentee.get_by_role("button", name="Join", exact=True).click()
    took = mentee.evaluate("waited")
    mentor.evaluate("waited")
    return took
