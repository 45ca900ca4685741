"""Tell something to every process: to this one at once, to the others where Redis is set up.

Redis may be away: nobody waits for it, and what the others missed they find in the database
(see rounds.py).
"""

import json
import logging
from collections.abc import Callable

import redis
from flask import Flask, current_app

from webapp.extensions import socketio

CHANNEL = "momentor:live"
TIMEOUT = 0.5  # seconds; pages must not hang while Redis is away

log = logging.getLogger(__name__)
_actions: dict[str, Callable] = {}


def hears(name: str) -> Callable:
    def register(action: Callable) -> Callable:
        _actions[name] = action
        return action

    return register


def tell(name: str, **details) -> None:
    _actions[name](**details)
    if bus := current_app.extensions.get("bus"):
        try:
            bus.publish(CHANNEL, json.dumps([name, details]))
        except redis.RedisError as error:
            log.warning("could not tell other processes to %s: %s", name, error)


def init_app(app: Flask) -> None:
    if url := app.config["REDIS_URL"]:
        app.extensions["bus"] = redis.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )


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
