"""The only module that reads the wall clock."""

from datetime import UTC, datetime

from flask import Flask, current_app


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def init_app(app: Flask, system_clock: SystemClock | None = None) -> None:
    app.extensions["clock"] = system_clock or SystemClock()


def now() -> datetime:
    """Return the current instant in UTC. For edges only: routes, sockets, commands."""
    return current_app.extensions["clock"].now()
