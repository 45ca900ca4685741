"""A phone is asked after a booking, rings, leads on, and can be let be."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE, close, listen, new_browser
from tests.browser.product import running_product
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in
from tests.push_service import push_service
from webapp.notifications.due import Kind
from webapp.notifications.unsubscribing import stop_link
from webapp.people.models import Person

pytestmark = pytest.mark.long

# Chromium's own push service is far away: what it would answer is put in its place
SUBSCRIBE = """([endpoint, keys]) => {
  PushManager.prototype.getSubscription = async () => null
  PushManager.prototype.subscribe = async options => {
    document.documentElement.dataset.subscribedTo = options.applicationServerKey
    return { toJSON: () => ({ endpoint, keys }) }
  }
}"""
WITHOUT_PUSH = (
    "delete window.PushManager; Object.defineProperty(navigator, 'userAgent', {get: () => %s})"
)
IPHONE = '"Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)"'
SAYS_NO = "Object.defineProperty(Notification, 'permission', {get: () => 'denied'})"
SETTINGS = "/settings/notifications"


@pytest.fixture(scope="module")
def service():
    with push_service() as service:
        yield service


@pytest.fixture(scope="module")
def ringing(service, tmp_path_factory):
    """The product, with a push service of its own that it may call."""
    with running_product(tmp_path_factory.mktemp("rings"), PUSH_HOSTS=service.url) as product:
        product.load_demo()
        product.app.config["SECRET_KEY"] = product.environment["SECRET_KEY"]  # for a mail's link
        yield product


@pytest.fixture
def open_phone(chromium, ringing, service):
    opened, complaints = [], []

    def open_phone(person, *, script="", device=PHONE) -> Page:
        context = new_browser(chromium, ringing, device, person=person, allows=["notifications"])
        receiver = service.subscribe()
        given = json.dumps([receiver.endpoint, receiver.keys])
        context.add_init_script(f"({SUBSCRIBE})({given}); {script}")
        listen(context, complaints)
        opened.append(context)
        return context.new_page()

    yield open_phone
    for context in opened:
        close(context)
    assert complaints == []


@pytest.fixture(scope="module")
def booking(ringing):
    """The address of a talk of Rosa's that starts in ten hours."""

    def book(make):
        rosa = make.person(handle="rosa", name="Rosa Lind", time_zone="Europe/Berlin")
        return f"/bookings/{talk_in(make, 600, mentee=rosa).public_id}"

    return ringing.write(book)


def test_a_phone_is_asked_after_a_booking_and_then_rings(open_phone, booking, service):
    page = open_phone("rosa")
    page.goto(booking)
    ask = page.get_by_role("region", name="A reminder 5 minutes before, on this device")
    expect(ask).to_contain_text("The lock screen shows no name.")
    assert page.evaluate("document.documentElement.dataset.subscribedTo") is None
    assert barriers(page) == []

    ask.get_by_role("button", name="Let this device ring").click()

    expect(page.get_by_text("This device rings before the talk.")).to_be_visible()
    assert len(page.evaluate("document.documentElement.dataset.subscribedTo")) == 87
    page.goto(SETTINGS)
    expect(page.get_by_text("Not rung yet.")).to_be_visible()
    rung_before = len(service.pushes)
    page.get_by_role("button", name="Send me one now").click()
    expect(page.get_by_text("On its way to one browser.")).to_be_visible()
    service.wait_for(rung_before + 1)
    assert service.pushes[-1].shown["title"] == "Momentor rings here"
    assert barriers(page) == []
    page.get_by_role("button", name="Ring no more on this browser").click()
    expect(page.get_by_role("button", name="Let this browser ring")).to_be_visible()


MOVES = """([endpoint, keys]) => {
  PushManager.prototype.subscribe = async () => ({ toJSON: () => ({ endpoint, keys }) })
  return new Promise(resolve => {
    const event = new ExtendableEvent("pushsubscriptionchange")
    event.waitUntil = work => resolve(work)
    self.dispatchEvent(event)
  })
}"""


def test_a_browser_whose_push_service_moves_it_is_rung_at_the_new_place(open_phone, service):
    page = open_phone("chidi")
    page.goto(SETTINGS)
    page.get_by_role("button", name="Let this browser ring").click()
    expect(page.get_by_text("Not rung yet.")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    moved = service.subscribe()

    [worker] = page.context.service_workers
    assert worker.evaluate(MOVES, [moved.endpoint, moved.keys]) is True

    rung_before = len(service.pushes)
    page.reload()
    page.get_by_role("button", name="Send me one now").click()
    service.wait_for(rung_before + 1)
    assert service.pushes[-1].receiver.path == moved.path


def test_whoever_says_not_now_is_not_asked_again(open_phone, booking):
    page = open_phone("rosa")
    page.goto(booking)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("The lock screen shows no name.")).to_be_hidden()

    page.reload()

    expect(page.get_by_role("link", name="Calendar file")).to_be_visible()
    expect(page.get_by_text("The lock screen shows no name.")).to_be_hidden()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (SAYS_NO, "This browser keeps push switched off for us."),
        (WITHOUT_PUSH % IPHONE, "An iPhone or iPad rings only for an app on its home screen."),
        (WITHOUT_PUSH % '"Lynx"', "This browser cannot be rung."),
        (
            "PushManager.prototype.subscribe = async () => { throw new Error('away') }",
            "push service did not answer",
        ),
    ],
)
def test_why_it_does_not_ring_is_said_in_words(open_phone, script, words):
    page = open_phone("ada", script=script)
    page.goto(SETTINGS)
    allow = page.get_by_role("button", name="Let this browser ring")
    if "away" in script:
        allow.click()
    else:
        expect(allow).to_be_hidden()

    expect(page.get_by_text(words)).to_be_visible()
    assert barriers(page) == []


def test_what_is_chosen_is_saved_at_once_and_the_finger_stays_where_it_was(open_phone):
    page = open_phone("ada", device=DESK)
    page.goto(SETTINGS)
    row = page.get_by_role("group", name="A week and a month on")

    row.get_by_label("Mail").check()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(row.get_by_label("Mail")).to_be_focused()
    page.reload()
    expect(row.get_by_label("Mail")).to_be_checked()


def test_quiet_hours_are_saved_and_a_wrong_one_is_said_above_its_field(open_phone):
    page = open_phone("ada")
    page.goto(SETTINGS)
    page.get_by_label("From").fill("07:00")
    page.get_by_role("button", name="Save quiet hours").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("From").fill("21:30")
    page.get_by_role("button", name="Save quiet hours").click()

    expect(page.get_by_text("Your quiet hours are saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("From")).to_have_value("21:30")


def test_the_link_of_a_mail_keeps_nobody_out(open_phone, ringing):
    page = open_phone(None)
    page.goto(ringing.write(lambda _make: link_of_a_mail()))
    assert barriers(page) == []
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="These mails have stopped")).to_be_visible()
    assert barriers(page) == []


def link_of_a_mail() -> str:
    ben = Person.query.filter_by(handle="ben").one()
    return stop_link(ben, Kind.FOLLOWUP)


def test_the_service_worker_shows_a_push_and_a_tap_leads_to_its_page(open_phone, booking):
    page = open_phone("rosa")
    page.goto(booking)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    note = {"title": "Your talk starts in 5 minutes", "body": "Open the room.", "tag": "t"}

    for number in ("1", "1", "2"):
        deliver(page, {"notification": note | {"navigate": booking, "data": {"id": number}}})

    wait_until(page, f"async () => String((await ({SHOWN})()).map(note => note.id)) === '2'")
    (shown,) = page.evaluate(SHOWN)
    assert (shown["title"], shown["body"]) == (note["title"], note["body"])
    assert shown["navigate"] == booking


SHOWN = """async () => {
  const all = await (await navigator.serviceWorker.ready).getNotifications()
  return all.map(({ title, body, data }) => ({ title, body, ...data }))
}"""


def deliver(page: Page, message: dict) -> None:
    """Let the browser receive a push, as if its own push service had sent it."""
    client = page.context.new_cdp_session(page)
    registrations = []
    client.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(event["registrations"]),
    )
    client.send("ServiceWorker.enable")
    page.wait_for_function("true")
    origin = page.evaluate("location.origin")
    client.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": origin,
            "registrationId": registrations[-1]["registrationId"],
            "data": json.dumps(message),
        },
    )
    client.detach()
