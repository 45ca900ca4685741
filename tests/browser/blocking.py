"""Two networks between which nothing passes: each browser hears of the other's addresses others.

Signals arrive as always, so both try; what they try is an address where nobody is. The way to the
server stays open, and it is real.
"""

import re

from playwright.sync_api import Page, WebSocketRoute

ADDRESS = re.compile(r"(candidate:\S+ \d+ (?:udp|tcp) \d+ )\S+ \d+", re.I)
NOWHERE = r"\g<1>203.0.113.99 9"


def let_nothing_through(page: Page) -> None:
    page.route_web_socket(re.compile("/socket.io/"), pass_on)


def pass_on(browser: WebSocketRoute) -> None:
    server = browser.connect_to_server()
    browser.on_message(lambda message: server.send(misdirected(message)))
    server.on_message(lambda message: browser.send(misdirected(message)))


def misdirected(message: str | bytes) -> str | bytes:
    if isinstance(message, str) and '"signal"' in message:
        return ADDRESS.sub(NOWHERE, message)
    return message
