"""Ways in that are none: other hosts, other proxies, cookies that were planted, codes of others."""

import re

import pytest
import sqlalchemy as sa
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people.signin_models import DeviceSession

EVIL = "https://evil.example"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def code_for():
    def code_for(email):
        mails = sa.select(Outbox).where(Outbox.recipient == email).order_by(Outbox.id.desc())
        return re.match(r"\d{6}", db.session.scalars(mails).first().payload["subject"])[0]

    return code_for


@pytest.mark.parametrize("path", ["/", "/sign-in", "/bookings", "/healthz", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil", ""])
def test_another_host_is_told_nothing(browser, path, host):
    answer = browser().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert host == "" or host not in f"{answer.headers}{answer.text}"


def test_a_visitor_is_no_proxy(app, browser):
    assert not isinstance(app.wsgi_app, ProxyFix)
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = browser().get("/bookings", headers=forwarded)
    assert answer.location == "/sign-in?next=/bookings"


@pytest.mark.parametrize(
    "wanted",
    [EVIL, "//evil.example", "/\\evil.example", "///evil.example", "/\t/evil.example",
     "javascript:alert(1)", "/%0d%0aSet-Cookie:a=b", "https:evil.example", "\\\\evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_signing_in_leads_to_no_other_site(browser, code_for, headers, wanted):
    client, form = browser(), {"next": wanted, "email": "a@b.test", "name": "Ada"}
    client.post("/sign-in", data=form, headers=headers)
    client.post("/sign-in/code", data=form | {"code": code_for("a@b.test")}, headers=headers)
    answer = client.post("/sign-in/name", data=form, headers=headers)

    target = answer.headers.get("HX-Redirect") or answer.location
    assert target in ("/", "/%0d%0aSet-Cookie:a=b")  # the latter is a path of ours, as it stands


def test_a_code_opens_only_the_browser_that_asked(browser, code_for, make):
    ada = make.person()
    asked, other = browser(), browser()
    asked.post("/sign-in", data={"email": ada.email})
    code = code_for(ada.email)
    other.post("/sign-in", data={"email": "somebody@else.test"})

    other.post("/sign-in/code", data={"code": code})

    assert other.get("/settings").status_code == 303
    assert asked.post("/sign-in/code", data={"code": code}).location == "/"


def test_five_tries_in_all_however_they_are_spread(browser, code_for, make):
    ada = make.person()
    client = browser()
    client.post("/sign-in", data={"email": ada.email})
    code = code_for(ada.email)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        again = browser()
        again.set_cookie("waiting", client.get_cookie("waiting").value)
        assert again.post("/sign-in/code", data={"code": wrong}).status_code == 422

    assert client.post("/sign-in/code", data={"code": code}).status_code == 422
    assert client.get("/settings").status_code == 303


def test_a_planted_token_is_not_kept_at_sign_in(app, browser, code_for, make, sign_in):
    """Whoever plants their own session in a browser does not share what is signed in later."""
    mallory, ada = make.person(), make.person()
    planted = sign_in(mallory).get_cookie(app.config["DEVICE_COOKIE"]).value
    client = browser()
    client.set_cookie(app.config["DEVICE_COOKIE"], planted)
    client.post("/sign-in", data={"email": ada.email})
    client.post("/sign-in/code", data={"code": code_for(ada.email)})

    token = client.get_cookie(app.config["DEVICE_COOKIE"]).value

    assert token != planted
    left = sa.select(DeviceSession).where(DeviceSession.revoked_at.is_(None))
    assert [device.person_id for device in db.session.scalars(left)] == [ada.id]


def test_known_and_unknown_addresses_get_the_same_answer(browser, make, count_queries):
    make.person(email="known@example.test")

    def asked(email):
        with count_queries() as queries:
            answer = browser().post("/sign-in", data={"email": email})
        headers = {k: v for k, v in answer.headers if k != "Set-Cookie"}
        return answer.status_code, headers, answer.text, len(queries)

    assert asked("known@example.test") == asked("none@example.test")
