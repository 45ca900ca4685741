"""A browser is rung for as long as somebody is signed in on it."""

from webapp.core.events import subscribe
from webapp.notifications.subscriptions import forget_device, move_to_device
from webapp.people.events import DeviceReplaced, DeviceRevoked


@subscribe(DeviceReplaced)
def go_on_ringing(event: DeviceReplaced) -> None:
    move_to_device(event.old_id, event.new_id)


@subscribe(DeviceRevoked)
def ring_no_more(event: DeviceRevoked) -> None:
    forget_device(event.device_id)
