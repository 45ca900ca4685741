"""What makes a browser offer to install us, and what it shows without a connection."""

from flask import Blueprint, Response, current_app, render_template, url_for

from webapp.core.assets import asset, asset_parts
from webapp.core.rate_limit import limiter
from webapp.pwa.shell import SHELL, manifest, version_of

bp = Blueprint("pwa", __name__)
limiter.exempt(bp)  # a limit would ask the database who asks


@bp.get("/manifest.webmanifest")
def show_manifest():
    text = current_app.json.dumps(manifest(asset))
    return checked_each_time(text, "application/manifest+json")


@bp.get("/service-worker.js")
def service_worker():
    files = [*map(asset, SHELL), *asset_parts("app.js")]
    shell = {
        "version": version_of(files, offline_page()),
        "files": files,
        "offline": url_for("pwa.offline"),
    }
    text = render_template("pwa/service-worker.js", shell=shell)
    return checked_each_time(text, "text/javascript")


@bp.get("/offline")
def offline():
    return checked_each_time(offline_page(), "text/html")


def offline_page() -> str:
    return render_template("pwa/offline.html")


def checked_each_time(text: str, mimetype: str) -> Response:
    return Response(text, mimetype=mimetype, headers={"Cache-Control": "no-cache"})
