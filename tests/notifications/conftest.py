import pytest

from tests.conftest import from_outside
from tests.push_service import push_service
from webapp.core import outbox
from webapp.core.push_keys import new_private_key


@pytest.fixture
def service(app, monkeypatch):
    """A push service that we may call, and a key of ours that browsers subscribe to."""
    with push_service() as service:
        monkeypatch.setitem(app.config, "PUSH_SERVICES", [service.url])
        monkeypatch.setitem(app.config, "VAPID_PRIVATE_KEY", new_private_key())
        yield service


@pytest.fixture
def deliver(app, clock):
    """Send all that is due, and what comes of it, as the worker does; return how much left."""

    def deliver() -> int:
        senders, count = app.extensions["outbox_senders"], 0
        with app.app_context():
            while outbox.due_ids(senders, now=clock.now(), limit=1):
                count += outbox.deliver_due(senders, now=clock.now())
        return count

    return lambda: from_outside(deliver)
