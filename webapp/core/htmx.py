"""Serve one URL as a whole page to a browser and as a fragment to htmx."""

from flask import Response, make_response, redirect, render_template, request
from werkzeug.urls import iri_to_uri

VARY = ("HX-Request", "HX-Request-Type")


def wants_fragment() -> bool:
    """A page goes to the address bar and to the Back button, a fragment to everything else."""
    return bool(request.htmx) and request.headers.get("HX-Request-Type") == "partial"


def render(page: str, *, fragment: str | None = None, status: int = 200, **context) -> Response:
    template = fragment if fragment and wants_fragment() else page
    response = make_response(render_template(template, **context), status)
    response.vary.update(VARY)
    return response


def go_to(url: str) -> Response:
    """Lead to another page: htmx would swap the answer to a 303 into the page it is on."""
    if request.htmx:
        return Response(status=200, headers={"HX-Redirect": iri_to_uri(url)})
    return redirect(url, code=303)
