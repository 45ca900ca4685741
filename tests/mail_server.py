"""A mail server for tests: it really speaks SMTP, on a free port."""

import email
import threading
from contextlib import contextmanager
from email import policy

from aiosmtpd.controller import Controller

PATIENCE = 60  # seconds; processes start slowly on a busy machine


class MailServer:
    """Takes mails in; refuses the next ones while `refusals` lasts."""

    def __init__(self):
        self.messages, self.raw, self.refusals, self.url = [], [], 0, ""
        self.arrived = threading.Condition()

    async def handle_DATA(self, _server, _session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 Not now"
        with self.arrived:
            self.raw.append(envelope.content)
            self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
            self.arrived.notify_all()
        return "250 OK"

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
