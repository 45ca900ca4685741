"""From the door to one's profile, on a phone, with and without script."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from webapp.core.db import db
from webapp.core.outbox import Outbox


@pytest.fixture
def code_for(product):
    """Return the digits of the last mail to an address."""

    def last_subject(email):
        mails = sa.select(Outbox).where(Outbox.recipient == email).order_by(Outbox.id.desc())
        return db.session.scalars(mails).first().payload["subject"]

    return lambda email: re.match(r"\d{6}", product.write(lambda _: last_subject(email)))[0]


def ask_for_code(page: Page, email: str) -> None:
    page.goto("/sign-in?next=/settings/profile")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Six digits, and you are in")).to_be_visible()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def say_name(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", name="How others see you")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_new_address_becomes_an_account_and_one_is_where_one_wanted_to_be(
    open_browser, code_for, has_script
):
    email = f"new-{has_script}@example.test".lower()
    page = open_browser(java_script_enabled=has_script)
    ask_for_code(page, email)
    code = code_for(email)

    type_code(page, f"{(int(code) + 1) % 1_000_000:06}")
    expect(page.get_by_role("alert")).to_contain_text("not the code from our last mail")
    type_code(page, code)
    expect(page.get_by_role("heading", name="What do people call you?")).to_be_visible()
    say_name(page, "Nia Okafor")

    expect(page).to_have_url("/settings/profile")
    expect(page.get_by_label("Address of your page")).to_have_value(re.compile("^nia-okafor"))


def test_without_script_a_form_that_is_wrong_comes_back_with_what_was_typed(open_browser):
    page = open_browser(person="eve", java_script_enabled=False)
    page.goto("/settings/profile")
    page.get_by_label("What you do, and where").fill("x" * 160)
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Save name and address").click()
    expect(page.get_by_role("alert")).to_contain_text("people call you by")
    page.get_by_label("Name", exact=True).fill("Eve Tremblay")
    page.get_by_role("button", name="Save name and address").click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()


def test_a_part_is_saved_in_its_place_and_what_is_typed_elsewhere_stays(open_browser):
    page = open_browser(person="dana")
    page.goto("/settings/profile")
    page.get_by_label("First thing").fill("Not sent yet")
    page.get_by_label("What you do, and where").fill("Keeps the calendar honest")
    page.get_by_role("button", name="Save what you do").click()

    expect(page.get_by_text("What you do is saved.")).to_be_visible()
    expect(page.get_by_role("complementary")).to_contain_text("Keeps the calendar honest")
    expect(page.get_by_label("First thing")).to_have_value("Not sent yet")


def test_a_photo_is_seen_at_once_and_taken_away_again(open_browser):
    page = open_browser(person="dana")
    page.goto("/settings/profile")
    file = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "PNG")
    chosen = {"name": "me.png", "mimeType": "image/png", "buffer": file.getvalue()}
    page.get_by_label("Photo").set_input_files(chosen)
    page.get_by_role("button", name="Save this photo").click()

    picture = page.get_by_role("complementary").locator("img")
    expect(picture).to_have_js_property("naturalWidth", 200)
    page.get_by_role("button", name="Take the photo away").click()
    expect(picture).to_have_count(0)


def test_neither_the_name_nor_a_form_with_errors_keeps_anybody_out(open_browser, code_for):
    page = open_browser()
    ask_for_code(page, "axel@example.test")
    type_code(page, code_for("axel@example.test"))
    expect(page.get_by_label("Name")).to_be_visible()
    assert barriers(page) == []

    say_name(page, "Axel Grün")
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Save name and address").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # what the tab bar covers just now can be scrolled
    assert barriers(page) == []
