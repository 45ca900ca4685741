import gzip
import json

import pytest
from flask import Flask, Response

from webapp.core import assets

PAGE = "<p>" + "paper " * 400 + "</p>"


@pytest.fixture
def dist(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"app.js": "app-AAAA1111.js"}))
    (tmp_path / "parts.json").write_text(json.dumps({"app.js": ["part-BBBB2222.js"]}))
    (tmp_path / "app-AAAA1111.js").write_text("plain")
    (tmp_path / "app-AAAA1111.js.br").write_text("brotli")
    (tmp_path / "app-AAAA1111.js.gz").write_text("gzip")
    (tmp_path / "icon-CCCC3333.png").write_bytes(b"png")
    return tmp_path


@pytest.fixture
def site(dist):
    """A product of two pages and two assets."""
    site = Flask(__name__, static_folder=None)
    assets.init_app(site, dist)
    site.add_url_rule("/page", "page", lambda: PAGE)
    site.add_url_rule("/short", "short", lambda: "<p>short</p>")
    site.add_url_rule("/picture", "picture", lambda: Response(b"x" * 5000, mimetype="image/webp"))
    return site


@pytest.fixture
def get(site):
    def get(path, accept=""):
        return site.test_client().get(path, headers={"Accept-Encoding": accept})

    return get


def test_a_name_leads_to_the_built_file(site):
    with site.test_request_context():
        assert assets.asset("app.js") == "/static/dist/app-AAAA1111.js"
        assert assets.asset_parts("app.js") == ["/static/dist/part-BBBB2222.js"]


def test_a_missing_build_says_what_to_run(site, dist):
    (dist / "manifest.json").unlink()
    with site.test_request_context(), pytest.raises(RuntimeError, match="run `make assets`"):
        assets.asset("app.js")


def test_a_name_that_was_not_built_is_an_error_of_ours(site):
    with site.test_request_context(), pytest.raises(RuntimeError, match="gone.js was not built"):
        assets.asset("gone.js")


@pytest.mark.parametrize(
    ("accept", "content", "encoding"),
    [
        ("gzip, deflate, br", b"brotli", "br"),
        ("gzip", b"gzip", "gzip"),
        ("br;q=0, gzip", b"gzip", "gzip"),
        ("", b"plain", None),
    ],
)
def test_a_browser_gets_the_best_form_it_takes(get, accept, content, encoding):
    response = get("/static/dist/app-AAAA1111.js", accept)
    assert response.data == content
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Accept-Encoding" in response.headers["Vary"]


def test_what_was_never_compressed_comes_as_it_is(get):
    response = get("/static/dist/icon-CCCC3333.png", "br, gzip")
    assert response.data == b"png"
    assert "Content-Encoding" not in response.headers
    assert response.headers["Content-Type"] == "image/png"


def test_built_files_are_kept_for_a_year(get):
    caching = get("/static/dist/app-AAAA1111.js").cache_control
    assert caching.public
    assert caching.max_age == 31_536_000
    assert caching.immutable


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "app-AAAA1111.js.br",
        "app-DDDD4444.js",
        "../manifest.json",
        "..%2f..%2fpyproject.toml",
        "%2e%2e/app-AAAA1111.js",
        "app.js",
    ],
)
def test_nothing_but_built_files_is_served(get, path):
    assert get(f"/static/dist/{path}").status_code == 404


def test_a_page_is_gzipped_for_who_takes_it(get):
    response = get("/page", "gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data).decode() == PAGE
    assert response.content_length == len(response.data) < len(PAGE)


def test_a_page_says_that_it_could_have_been_gzipped(get):
    response = get("/page")
    assert response.text == PAGE
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/short", "/picture"])
def test_what_would_not_get_smaller_is_left_alone(get, path):
    assert "Content-Encoding" not in get(path, "gzip").headers
