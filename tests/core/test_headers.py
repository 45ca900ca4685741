import pytest

from webapp import create_app
from webapp.config import Config


@pytest.mark.parametrize("path", ["/offline", "/no-such-page", "/service-worker.js"])
def test_every_answer_carries_the_policy(browser, path):
    headers = browser().get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_pages_are_not_stored(browser):
    assert browser().get("/no-such-page").headers["Cache-Control"] == "no-store"


def test_production_insists_on_https(own_database):
    config = Config.for_tests(
        own_database,
        APP_ENV="production",
        SECRET_KEY="kX9vQ2mT7wL4pR8sZ1bN6cY3hJ5fD0gA",
        PUBLIC_URL="https://momentor.example",
        HOSTS="momentor.example",
        MAIL_URL="smtp://mail.example",
        PROXIES="0",
    )
    client = create_app(config).test_client()

    response = client.get("/offline", base_url="https://momentor.example")

    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_other_hosts_are_not_answered(browser):
    assert browser().get("/offline", base_url="http://evil.example").status_code == 400
