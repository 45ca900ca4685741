"""People with phones on a frozen product, and their mail, which is all read and followed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PHONE, close, listen, new_browser
from tests.browser.frozen import FrozenProduct, frozen_product
from tests.browser.post import Letter, letter_of


@dataclass
class Lives:
    """`phone("nora")` is Nora's; `until` lets time pass, and says who has heard what by then."""

    chromium: object
    product: FrozenProduct
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    read: int = 0
    followed: set = field(default_factory=set)

    def phone(self, handle: str) -> Page:
        if handle not in self.contexts:
            alone = {"service_workers": "block"}  # nobody is offline here
            context = new_browser(self.chromium, self.product, PHONE, person=handle, **alone)
            listen(context, self.complaints)
            context.new_page()
            self.contexts[handle] = context
        return self.contexts[handle].pages[0]

    def until(self, instant: datetime, *expected: tuple[str, str]) -> dict[str, Letter]:
        self.product.live_until(instant)
        return self.hear(*expected)

    def hear(self, *expected: tuple[str, str]) -> dict[str, Letter]:
        """Read what has come; nothing else has, and nothing twice. Return it by its receiver."""
        letters = self.open_mail()
        assert sorted((one.to, one.subject) for one in letters) == sorted(expected)
        return {letter.to: letter for letter in letters}

    def open_mail(self) -> list[Letter]:
        self.product.work()
        letters = [letter_of(message) for message in self.product.mails.messages[self.read :]]
        self.read += len(letters)
        for letter in letters:
            self.follow(letter)
        return letters

    def follow(self, letter: Letter) -> None:
        """Each link of a mail opens a page for who got it."""
        for words, link in letter.links.items():
            if (letter.to, link) not in self.followed:
                self.followed.add((letter.to, link))
                answer = self.phone(letter.to).request.get(link)
                assert answer.ok, (letter.subject, words, answer.status)


@contextmanager
def lives_of(chromium, folder: Path, make_people: Callable) -> Iterator[Lives]:
    """Let people live; a complaint in any of their browsers fails the test."""
    with frozen_product(folder) as product:
        product.write(make_people)
        lives = Lives(chromium, product)
        try:
            yield lives
        finally:
            for context in lives.contexts.values():
                close(context)
    assert lives.complaints == []
