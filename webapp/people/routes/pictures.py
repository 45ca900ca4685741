"""People's pictures: shown to everybody who knows the address, which changes with the picture."""

from flask import Response, abort, url_for

from webapp.core.rate_limit import client, limiter
from webapp.people import service
from webapp.people.access import current_person, signed_in
from webapp.people.forms import PictureForm
from webapp.people.queries import picture_of
from webapp.people.routes.answers import changed
from webapp.people.routes.blueprint import bp

A_YEAR = 31_536_000  # seconds


@bp.get("/people/<handle>/picture/<etag>")
@limiter.limit("600 per minute", key_func=client)  # the same for all, so nobody is asked for
def picture(handle: str, etag: str) -> Response:
    found = picture_of(handle, etag) or abort(404)
    response = Response(found.data, mimetype="image/webp")
    response.set_etag(found.etag)
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = A_YEAR
    return response


@bp.post("/settings/picture/remove")
@signed_in
def remove_picture() -> Response:
    service.remove_picture(current_person())
    return changed(
        url_for("people.profile", _anchor="picture"),
        "people/_picture.html",
        words="Your photo is gone. People see your initials.",
        form=PictureForm(formdata=None),
        person=current_person(),
    )
