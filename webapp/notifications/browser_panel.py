"""The browsers that ring for somebody, as the page about them shows it."""

from webapp.core import clock
from webapp.notifications.last_rung import last_rung
from webapp.notifications.server_key import public_key
from webapp.notifications.subscriptions import subscriptions_of
from webapp.people.access import current_device, current_person


def browsers_shown() -> dict:
    rows, device = subscriptions_of(current_person(), now=clock.now()), current_device()
    return {
        "browsers": rows,
        "rung_at": last_rung(rows),
        "this_device": device,
        "rings_here": any(row.device_id == device.id for row in rows),
        "server_key": public_key(),
    }


def rings_here() -> bool:
    """Say whether the browser of this request is rung already."""
    rows, device = subscriptions_of(current_person(), now=clock.now()), current_device()
    return any(row.device_id == device.id for row in rows)
