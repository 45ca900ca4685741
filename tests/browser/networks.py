"""A phone on a network of its own, which is cut, made thin and changed as radio networks are.

Real namespaces of the kernel: what the browser sees is what it would see on a train. Needs root.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Radio:
    """The network of one phone. Its other end is the bridge at which the server listens."""

    def __init__(self):
        number = os.getpid() % 16384
        self.subnet = f"10.{64 + number // 256}.{number % 256}"
        self.namespace = f"momentor{number}"
        self.bridge, self.mast, self.phone = f"mb{number}", f"mm{number}", f"mp{number}"
        self.host = 2
        self.is_shaped = False

    @property
    def server(self) -> str:
        return f"{self.subnet}.1"

    def open(self) -> None:
        ip("netns", "add", self.namespace)
        ip("link", "add", self.bridge, "type", "bridge", "forward_delay", "0")
        ip("address", "add", f"{self.server}/24", "dev", self.bridge)
        ip("link", "add", self.mast, "type", "veth", "peer", self.phone, "netns", self.namespace)
        ip("link", "set", self.mast, "master", self.bridge)
        for name in (self.bridge, self.mast):
            ip("link", "set", name, "up")
        self.in_phone("link", "set", "lo", "up")
        self.in_phone("link", "set", self.phone, "up")
        self.take_address()

    def close(self) -> None:
        for what in (("netns", "del", self.namespace), ("link", "del", self.bridge)):
            subprocess.run(["ip", *what], check=False, capture_output=True)

    def cut(self) -> None:
        """A tunnel: nothing passes, and nobody is told."""
        self.shape("1kbit", burst="10", queue=("limit", "10"))  # smaller than any packet

    def restore(self) -> None:
        """Let everything through again, after a cut or a thin line."""
        if not self.is_shaped:
            return
        self.is_shaped = False
        for device in self.devices:
            run("tc", *device[:-1], "qdisc", "del", "dev", device[-1], "root")

    def change_address(self) -> None:
        """From Wi-Fi to mobile data: the old address is gone at once."""
        old, self.host = self.host, self.host % 200 + 2
        self.in_phone("address", "del", f"{self.subnet}.{old}/24", "dev", self.phone)
        self.take_address()

    def take_address(self) -> None:
        self.in_phone("address", "add", f"{self.subnet}.{self.host}/24", "dev", self.phone)
        self.in_phone("route", "add", "default", "via", self.server)

    def make_thin(self, rate: str) -> None:
        """Let no more than this through in either direction, in a queue as long as a router's."""
        self.shape(rate, burst="3000", queue=("latency", "800ms"))

    def shape(self, rate: str, *, burst: str, queue: tuple[str, str]) -> None:
        self.is_shaped = True
        for device in self.devices:
            where = ("tc", *device[:-1], "qdisc", "replace", "dev", device[-1], "root")
            run(*where, "tbf", "rate", rate, "burst", burst, *queue)

    @property
    def devices(self) -> tuple[tuple[str, ...], ...]:
        """Both ends of the way, as `tc` names them."""
        return (self.mast,), ("-netns", self.namespace, self.phone)

    def in_phone(self, *words: str) -> None:
        ip("-netns", self.namespace, *words)

    def start_script(self, program: str, folder: Path) -> Path:
        """A program that starts another one on the phone's network."""
        script = folder / "on-the-phone"
        script.write_text(f'#!/bin/sh\nexec ip netns exec {self.namespace} {program} "$@"\n')
        script.chmod(0o755)
        return script


def ip(*words: str) -> None:
    run("ip", *words)


def run(*words: str) -> None:
    subprocess.run(words, check=True)


@contextmanager
def radio_network() -> Iterator[Radio]:
    if os.geteuid() != 0:
        raise PermissionError("a network of its own for a phone needs root: run the tests as root")
    radio = Radio()
    try:
        radio.open()
        yield radio
    finally:
        radio.close()
