"""The demo's mail, and continuing as somebody of the cast; nowhere else."""

import pytest

from webapp.core import outbox
from webapp.core.db import transaction
from webapp.core.mail import Mail, put_mail
from webapp.notifications.delivery import send_mail


@pytest.fixture
def demo(app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)


@pytest.fixture
def send(clock):
    def send(subject, to="ben@demo.test", html="<html><head></head><p>Hi</p></html>", text="Hi"):
        with transaction():
            put_mail(Mail(subject, text, html), to=to, key=subject, due_at=clock.now())
        outbox.deliver_due({"mail": send_mail}, now=clock.now())

    return send


def token_on(page):
    return page.text.partition('src="/demo/mail/')[2].partition('"')[0]


@pytest.mark.parametrize("path", ["/demo/mail", "/demo/mail/abc"])
def test_outside_the_demo_nobody_reads_mail(browser, send, path):
    send("Your code")

    assert browser().get(path).status_code == 404


def test_outside_the_demo_nobody_continues_as_somebody(make, browser):
    make.person(handle="ada", email="ada@demo.test")

    answer = browser().post("/demo/people/ada")

    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_every_mail_is_readable_the_newest_first(demo, browser, send, clock):
    send("First", text="Open it: http://localhost/bookings/x1\nand <b>read</b>")
    clock.advance(minutes=5)
    send("Second", to="ada@demo.test")

    page = browser().get("/demo/mail").text

    assert page.index("Second") < page.index("First")
    assert "To ada@demo.test" in page
    assert 'href="http://localhost/bookings/x1"' in page
    assert "&lt;b&gt;read&lt;/b&gt;" in page


def test_what_is_not_due_is_not_there(demo, browser, now):
    with transaction():
        put_mail(Mail("Later", "Later"), to="ben@demo.test", key="later", due_at=now)

    assert "No mail yet" in browser().get("/demo/mail").text


def test_mails_are_read_by_person(demo, browser, send):
    send("For Ada", to="ada@demo.test")
    send("For Ben", to="ben@demo.test")

    page = browser().get("/demo/mail?to=ada@demo.test").text

    assert "For Ada" in page
    assert "For Ben" not in page
    assert '<option value="ada@demo.test" selected>' in page


def test_the_html_of_a_mail_is_a_page_without_any_right(demo, browser, send):
    send("Hello", html="<html><head><style>p{}</style></head><script>alert(1)</script></html>")
    client = browser()

    page = client.get("/demo/mail")
    frame = client.get(f"/demo/mail/{token_on(page)}")

    policy = frame.headers["Content-Security-Policy"]
    assert frame.mimetype == "text/html"
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page.text


def test_only_this_page_may_hold_a_frame(demo, browser):
    client = browser()

    assert "frame-src 'self'" in client.get("/demo/mail").headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/sign-in").headers["Content-Security-Policy"]


@pytest.mark.parametrize("token", ["abc", "%", "", "<x@"])
def test_a_mail_that_does_not_exist_is_not_found(demo, browser, send, token):
    send("Hello")

    assert browser().get(f"/demo/mail/{token}").status_code == 404


def test_one_continues_as_somebody_of_the_cast(demo, make, browser):
    make.person(handle="ben", email="ben@demo.test", name="Ben")
    client = browser()

    answer = client.post("/demo/people/ben", data={"next": "/actions"})

    assert answer.location == "/actions"
    assert client.get("/actions").status_code == 200


def test_no_redirect_leads_out_of_the_product(demo, make, browser):
    make.person(handle="ben", email="ben@demo.test")

    answer = browser().post("/demo/people/ben", data={"next": "//evil.test"})

    assert answer.location == "/"


def test_whoever_signed_up_in_the_demo_stays_themselves(demo, make, browser):
    make.person(handle="zoe", email="zoe@example.org")

    assert browser().post("/demo/people/zoe").status_code == 404
    assert browser().post("/demo/people/nobody").status_code == 404


def test_a_link_does_not_sign_anybody_in(demo, make, browser):
    make.person(handle="ben", email="ben@demo.test")

    assert browser().get("/demo/people/ben").status_code == 405


def test_another_site_cannot_sign_anybody_in(demo, app, make, browser, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    make.person(handle="ben", email="ben@demo.test")

    answer = browser().post("/demo/people/ben")

    assert answer.status_code == 403
