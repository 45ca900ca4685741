"""What the build made of static/: its names for templates, and the files, kept for a year.

Also the compression of what is made for each request (pages, JSON, drawings).
"""

import gzip
import json
import re
from functools import cached_property
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, send_from_directory, url_for

from webapp.core.rate_limit import limiter

DIST = Path(__file__).parents[2] / "static" / "dist"
BUILT = re.compile(r"[\w.-]+-\w{8}\.(js|css|svg|png)")  # named by its content, so it never changes
TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "png": "image/png"}
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # best first
A_YEAR = 31_536_000  # seconds

GZIPPED = {
    "text/html",
    "text/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
}
WORTH_IT = 1024  # bytes; below this the headers weigh as much


class Assets:
    """The names the build gave to its files, read when first asked for."""

    def __init__(self, dist: Path):
        self.dist = dist

    @cached_property
    def names(self) -> dict[str, str]:
        return self._read("manifest.json")

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        return self._read("parts.json")

    def _read(self, name: str) -> dict:
        try:
            return json.loads((self.dist / name).read_text())
        except FileNotFoundError:
            raise RuntimeError(f"{self.dist / name} is missing: run `make assets`") from None


def init_app(app: Flask, dist: Path = DIST) -> None:
    app.extensions["assets"] = Assets(dist)
    app.add_url_rule("/static/dist/<name>", endpoint="asset", view_func=limiter.exempt(send_asset))
    app.add_template_global(asset)
    app.add_template_global(asset_parts)
    app.after_request(compress)


def asset(name: str) -> str:
    """Return the address of a built file: `asset('app.css')`."""
    names = built().names
    if name not in names:
        raise RuntimeError(f"{name} was not built: is it under static/? Then run `make assets`")
    return url_for("asset", name=names[name])


def asset_parts(name: str) -> list[str]:
    """Return the addresses of what a script imports at once, to be fetched beside it."""
    return [url_for("asset", name=part) for part in built().parts.get(name, [])]


def built() -> Assets:
    return current_app.extensions["assets"]


def send_asset(name: str) -> Response:
    match = BUILT.fullmatch(name) or abort(404)
    encoding = chosen_encoding(name)
    response = send_from_directory(
        built().dist,
        name + ENCODINGS.get(encoding, ""),
        mimetype=TYPES[match[1]],
        download_name=name,
        max_age=A_YEAR,
    )
    response.cache_control.immutable = True
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    return response


def chosen_encoding(name: str) -> str | None:
    """Return the best compressed form that exists and that the browser takes."""
    for encoding, ending in ENCODINGS.items():
        if request.accept_encodings[encoding] and (built().dist / (name + ending)).is_file():
            return encoding
    return None


def compress(response: Response) -> Response:
    if not is_compressible(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
        response.content_encoding = "gzip"
    return response


def is_compressible(response: Response) -> bool:
    return (
        response.mimetype in GZIPPED
        and not response.is_streamed
        and not response.direct_passthrough
        and response.content_encoding is None
        and (response.calculate_content_length() or 0) > WORTH_IT
    )
