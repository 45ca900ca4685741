"""Browsers that may be rung, for tests."""

from tests.push_service import PushService, Receiver
from webapp.core.web_push import Browser
from webapp.notifications.models import PushSubscription
from webapp.notifications.server_key import public_key
from webapp.notifications.subscriptions import subscribe_browser
from webapp.people.devices import open_device
from webapp.people.models import Person
from webapp.people.queries import devices_of
from webapp.people.signin_models import DeviceSession


def subscribe(service: PushService, person: Person, *, now, name="Firefox on Android") -> Receiver:
    """Sign the person in on one more device, and let it be rung."""
    device = new_device(person, name=name, now=now)
    receiver = service.subscribe()
    browser = Browser(receiver.endpoint, **receiver.keys)
    subscribe_browser(device, browser, server_key=public_key(), now=now)
    return receiver


def new_device(person: Person, *, now, name="Firefox on Android") -> DeviceSession:
    open_device(person, factor="code", name=name, now=now)
    return max(devices_of(person, now=now), key=lambda device: device.id)


def subscription_for(person: Person, server_key: str, *, now) -> PushSubscription:
    """A browser that subscribed to this key of ours, not kept yet."""
    return PushSubscription(
        person_id=person.id,
        device_id=new_device(person, now=now).id,
        endpoint="https://web.push.apple.com/x",
        p256dh="",
        auth="",
        server_key=server_key,
        created_at=now,
    )
