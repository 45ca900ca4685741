"""Who asks: a browser for each kind of person, and for each cookie that opens nothing."""

from webapp.people.devices import device_with, open_device, revoke

PEOPLE = ("anonymous", "mentee", "mentor", "stranger")  # the columns of the tables
SHUT_OUT = ("signed_out", "revoked", "forged")  # they get what an anonymous visitor gets


class Actors:
    """Browsers by the name of who sits before them."""

    def __init__(self, app, world, sign_in, clock):
        self.app, self.world, self.sign_in, self.clock = app, world, sign_in, clock

    def browser(self, name: str):
        return getattr(self, name)() if hasattr(self, name) else self.signed_in(name)

    def signed_in(self, name: str):
        return self.sign_in(getattr(self.world, name))

    def anonymous(self):
        return self.app.test_client()

    def signed_out(self):
        """A browser that kept its cookie when the mentee signed out there."""
        browser = self.sign_in(self.world.mentee)
        kept = browser.get_cookie(self.app.config["DEVICE_COOKIE"]).value
        browser.post("/sign-out")
        return self.with_cookie(kept)

    def revoked(self):
        """A stolen phone that the mentee has signed out from another device."""
        now = self.clock.now()
        token = open_device(self.world.mentee, factor="code", name="Stolen", now=now)
        revoke(device_with(token, now=now), now=now)
        return self.with_cookie(token)

    def forged(self):
        return self.with_cookie("a token that nobody was given")

    def with_cookie(self, token: str):
        browser = self.app.test_client()
        browser.set_cookie(self.app.config["DEVICE_COOKIE"], token)
        return browser
