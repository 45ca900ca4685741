import re

import pytest

from webapp.core.assets import asset


def test_the_manifest_names_icons_that_exist(browser):
    response = browser().get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    for icon in response.get_json(force=True)["icons"]:
        assert browser().get(icon["src"]).mimetype == "image/png"


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/service-worker.js", "/offline"])
def test_what_may_change_with_any_release_is_asked_for_each_time(browser, path):
    assert browser().get(path).headers["Cache-Control"] == "no-cache"


def test_the_service_worker_may_serve_the_whole_site(browser):
    response = browser().get("/service-worker.js")
    assert response.mimetype == "text/javascript"
    assert re.search(r'importScripts\("(/static/dist/service-worker-\w+\.js)"\)', response.text)


def test_the_shell_holds_built_files_and_the_offline_page_only(browser, app):
    text = browser().get("/service-worker.js").text
    paths = re.findall(r'"(/[^"]*)"', text)
    private = [path for path in paths if not path.startswith("/static/dist/")]
    assert private == ["/offline"]
    with app.test_request_context():
        assert asset("app.css") in paths


def test_the_offline_page_is_the_same_for_everybody(browser, sign_in, make):
    person = make.person()
    assert sign_in(person).get("/offline").text == browser().get("/offline").text


def test_the_offline_page_needs_nothing_that_is_not_in_the_shell(browser):
    page = browser().get("/offline").text
    shell = browser().get("/service-worker.js").text
    needed = re.findall(r'(?:src|rel="stylesheet" href|use href)="(/static/dist/[^"#]*)', page)
    assert needed
    assert [path for path in needed if path not in shell] == []
