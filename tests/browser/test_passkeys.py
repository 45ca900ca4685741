"""Passkeys with Chromium's virtual authenticator: added in settings, used at the door."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Keys:
    """The passkeys of one browser."""

    def __init__(self, page: Page):
        self.client = page.context.new_cdp_session(page)
        self.client.send("WebAuthn.enable")
        added = self.client.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        self.authenticator = {"authenticatorId": added["authenticatorId"]}

    def kept(self) -> list[dict]:
        return self.client.send("WebAuthn.getCredentials", self.authenticator)["credentials"]

    def verify_nobody(self) -> None:
        """From now on it is somebody else's finger."""
        what = self.authenticator | {"isUserVerified": False}
        self.client.send("WebAuthn.setUserVerified", what)


@pytest.fixture
def kim(product) -> str:
    """Somebody who is new in the product's database, by their handle."""
    return product.write(lambda make: make.person(name="Kim Ito").handle)


@pytest.fixture
def page(open_browser, kim) -> Page:
    return open_browser(DESK, person=kim)


@pytest.fixture
def keys(page) -> Keys:
    return Keys(page)


@pytest.fixture
def no_offers(page):
    """Only the button asks: the virtual finger would take at once what the field offers."""
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = undefined")


def add_passkey(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("button", name="Add a passkey of this device").click()
    expect(page.get_by_text("Not used yet")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out of this browser").click()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_and_the_old_cookie_opens_nothing(
    page, keys, no_offers, open_browser
):
    add_passkey(page)
    (key,) = keys.kept()
    assert (key["rpId"], key["isResidentCredential"]) == ("localhost", True)
    (old,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "device"]
    sign_out(page)

    page.goto("/sign-in?next=/settings")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url("/settings")
    expect(page.get_by_text("Last used today")).to_be_visible()
    thief = open_browser(DESK)
    thief.context.add_cookies([old])
    thief.goto("/settings")
    expect(thief).to_have_url("/sign-in?next=/settings")


def test_the_address_field_offers_the_passkeys_of_this_device(page, keys):
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    # the virtual finger takes the offer at once; people choose it in the browser's own list
    expect(page.get_by_role("link", name="Kim Ito, settings")).to_be_visible()


def test_a_device_is_not_added_twice(page, keys):
    add_passkey(page)
    page.get_by_role("button", name="Add a passkey of this device").click()
    expect(page.get_by_text("has a passkey for you already")).to_be_visible()
    assert len(keys.kept()) == 1


def test_another_finger_signs_nobody_in_and_the_way_by_mail_stays(page, keys, no_offers):
    add_passkey(page)
    sign_out(page)
    keys.verify_nobody()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    expect(page.get_by_role("button", name="Send me a code")).to_be_enabled()


def test_a_removed_passkey_is_refused_in_words(page, keys, no_offers):
    add_passkey(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("not known here any more")
