"""`flask worker`, for which every name leads to the test's own https server on `CALENDAR_PORT`.

The certificate of that server lies in `CALENDAR_CERTIFICATE`.
"""

import os
import socket
import ssl

from tests.making.https import PUBLIC
from webapp import create_app
from webapp.core.safe_get import Internet
from webapp.notifications.cli import workers
from webapp.notifications.worker import run_until_stopped
from webapp.scheduling import busy_fetching


def main() -> None:
    busy_fetching.INTERNET = Internet(
        resolve=lambda _host, _port: [PUBLIC],
        connect=connect,
        tls=ssl.create_default_context(cafile=os.environ["CALENDAR_CERTIFICATE"]),
    )
    run_until_stopped(*workers(create_app()))


def connect(_place: tuple, timeout: float) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(os.environ["CALENDAR_PORT"])), timeout)


if __name__ == "__main__":
    main()
