"""Tell something to every process: to this one at once, to the others where Redis is set up.

Redis may be away, or hang: nobody waits for it, and what the others missed they find in the
database (see rounds.py).
"""

import json
import logging
import time
from collections.abc import Callable

import redis
from flask import Flask, current_app
from redis.backoff import NoBackoff
from redis.retry import Retry
from socketio import RedisManager

from webapp.extensions import socketio

CHANNEL = "momentor:live"
TIMEOUT = 0.5  # seconds
AWAY = 1.0  # seconds for which a Redis that did not answer is left alone

log = logging.getLogger(__name__)
_actions: dict[str, Callable] = {}


class Publisher:
    """Publishes, or gives up soon."""

    def __init__(self, url: str):
        self.redis = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self.away_until = 0.0

    def publish(self, channel: str, message: str) -> None:
        if time.monotonic() < self.away_until:
            return
        try:
            self.redis.publish(channel, message)
        except redis.RedisError as error:
            self.away_until = time.monotonic() + AWAY
            log.warning("other processes do not hear us: %s", error)


class Emitter(RedisManager):
    """Socket.IO's way to other processes, which would wait for a Redis that hangs."""

    def __init__(self, url: str, publisher: Publisher):
        super().__init__(url, channel="momentor:emit")
        self.publisher = publisher

    def _publish(self, data: dict) -> None:
        self.publisher.publish(self.channel, self.json.dumps(data))


def hears(name: str) -> Callable:
    def register(action: Callable) -> Callable:
        _actions[name] = action
        return action

    return register


def tell(name: str, **details) -> None:
    _actions[name](**details)
    if bus := current_app.extensions.get("bus"):
        bus.publish(CHANNEL, json.dumps([name, details]))


def init_app(app: Flask) -> Emitter | None:
    """Return what Socket.IO needs to reach the sockets of other processes."""
    url = app.config["REDIS_URL"]
    if not url:
        return None
    app.extensions["bus"] = Publisher(url)
    return Emitter(url, app.extensions["bus"])


def listen(url: str) -> None:
    """Do what other processes tell, for ever."""
    client = redis.Redis.from_url(url, socket_connect_timeout=TIMEOUT, health_check_interval=5)
    while True:
        try:
            with client.pubsub(ignore_subscribe_messages=True) as channel:
                channel.subscribe(CHANNEL)
                for message in channel.listen():
                    act(message["data"])
        except redis.RedisError:
            socketio.sleep(1)


def act(message: bytes) -> None:
    try:
        name, details = json.loads(message)
        _actions[name](**details)
    except Exception:  # the next message must still be heard
        log.exception("could not do what another process told")
