import json

import pytest

from tests.access.actors import Actors
from tests.access.world import World
from webapp.people.devices import device_with, open_device


@pytest.fixture
def world(make, app):
    world = World(make)
    token = open_device(world.mentee, factor="code", name="Old phone", now=make.now)
    world.ids["device"] = device_with(token, now=make.now).public_id
    world.ids["script"] = built_script(app)
    return world


def built_script(app) -> str:
    return json.loads((app.extensions["assets"].dist / "manifest.json").read_text())["app.js"]


@pytest.fixture
def actors(app, world, sign_in, clock):
    return Actors(app, world, sign_in, clock)


@pytest.fixture
def demo(app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
