"""A mail server for tests: it really speaks SMTP, on a free port."""

import asyncio
import email
import threading
from contextlib import contextmanager
from email import policy

from aiosmtpd.controller import Controller

PATIENCE = 60  # seconds; processes start slowly on a busy machine


class MailServer:
    """Takes mails in; refuses the next ones while `refusals` lasts.

    `refused` has answers by recipient, `pause()` says how many seconds the next one is thought
    about, and `taken()` is called for each that it has, before it says so.
    """

    def __init__(self):
        self.messages, self.raw, self.refusals, self.url = [], [], 0, ""
        self.refusal, self.refused = "451 Not now", {}
        self.pause, self.taken = (lambda: 0), (lambda message: None)
        self.arrived = threading.Condition()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.refusals:
            self.refusals -= 1
            return self.refusal
        await asyncio.sleep(self.pause())
        self.take(envelope)
        return "250 OK"

    def take(self, envelope) -> None:
        with self.arrived:
            self.raw.append(envelope.content)
            self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
            self.arrived.notify_all()
        self.taken(self.messages[-1])

    def wait_for(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(
                lambda: len(self.messages) >= count, timeout=60
            )  # seconds; processes start slowly on a busy machine


class FreePort(Controller):
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server():
    server = MailServer()
    controller = FreePort(server, hostname="127.0.0.1", port=0)
    controller.start()
    server.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield server
    finally:
        controller.stop()
