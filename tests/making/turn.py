"""A real coturn, under the configuration we ship or another one."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.media.turn_server import NoAnswer, TurnClient, TurnUrl

SHIPPED = Path(__file__).parents[2] / "deploy" / "turnserver.conf"
SECRET = "s3cret of a TURN server that only tests know"
STARTS_WITHIN = 10  # seconds
# two who are both relayed meet at the relay's own address, which in a test is on loopback
MEETING = ("--allow-loopback-peers", "--allowed-peer-ip=127.0.0.2")


@dataclass(frozen=True)
class Coturn:
    url: str
    settings: dict[str, str]  # by which the product knows it


@contextmanager
def running_coturn(
    folder: Path, *options: str, config: Path = SHIPPED, at: str = "127.0.0.2"
) -> Iterator[Coturn]:
    """Run coturn at an address of this machine, which is a special one: see MEETING."""
    port = free_port(at)
    command = [
        "turnserver", "-c", str(config), f"--listening-ip={at}",
        f"--listening-port={port}", f"--relay-ip={at}", f"--pidfile={folder}/turn.pid",
        f"--userdb={folder}/turn.db", *options,
    ]  # fmt: skip
    if "no-auth" not in config.read_text():
        command.append(f"--static-auth-secret={SECRET}")
    with (folder / "coturn.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_served(TurnUrl(at, port, is_tcp=False, is_tls=False))
        url = f"turn:{at}:{port}"
        yield Coturn(url, {"TURN_URLS": url, "TURN_SECRET": SECRET})
    finally:
        process.terminate()
        process.wait(10)


def wait_until_served(url: TurnUrl) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with TurnClient.opened(url) as client:
                client.allocate(None)
            return
        except NoAnswer:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def free_port(host: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]
