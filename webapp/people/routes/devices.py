"""Where one is signed in, and signing out there."""

from flask import Response, abort, url_for

from webapp.core import clock
from webapp.people import devices
from webapp.people.access import current_device, current_person, signed_in
from webapp.people.entrance import dismiss
from webapp.people.queries import device_of, devices_of
from webapp.people.routes.answers import changed
from webapp.people.routes.blueprint import bp


@bp.post("/settings/devices/<public_id>/revoke")
@signed_in
def revoke_device(public_id: str) -> Response:
    device = device_of(current_person(), public_id, now=clock.now()) or abort(404)
    if device.id == current_device().id:
        return dismiss(to=url_for("people.sign_in"))
    devices.revoke(device, now=clock.now())
    return answer(f"Signed out: {device.name}.")


@bp.post("/settings/devices/revoke-others")
@signed_in
def revoke_other_devices() -> Response:
    devices.revoke_others(current_device(), now=clock.now())
    return answer("Signed out everywhere else.")


def answer(words: str) -> Response:
    return changed(
        url_for("people.settings", _anchor="devices"),
        "people/_devices.html",
        words=words,
        devices=devices_of(current_person(), now=clock.now()),
        this_device=current_device(),
    )
