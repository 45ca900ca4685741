"""Browsers that may be rung, for tests."""

from tests.push_service import PushService, Receiver
from webapp.core.web_push import Browser
from webapp.notifications.server_key import public_key
from webapp.notifications.subscriptions import subscribe_browser
from webapp.people.devices import open_device
from webapp.people.models import Person
from webapp.people.queries import devices_of


def subscribe(service: PushService, person: Person, *, now, name="Firefox on Android") -> Receiver:
    """Sign the person in on one more device, and let it be rung."""
    open_device(person, factor="code", name=name, now=now)
    device = max(devices_of(person, now=now), key=lambda device: device.id)
    receiver = service.subscribe()
    browser = Browser(receiver.endpoint, **receiver.keys)
    subscribe_browser(device, browser, server_key=public_key(), now=now)
    return receiver
