"""Sockets under attack, on the real server: it costs next to nothing, and nobody else notices."""

import pytest

from tests.making import attacks
from tests.making.attacks import MB, Attacker, Bystanders, Worker
from tests.making.serving import Wire, grounds_in

pytestmark = pytest.mark.long

MEMORY = 10 * MB
PATIENCE = 5  # seconds until a page takes its socket for dead


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    with grounds_in(tmp_path_factory.mktemp("attacked")) as grounds:
        yield grounds


@pytest.fixture(scope="module")
def server(grounds):
    return grounds.serve()


def come_in(server, device, booking) -> Wire:
    wire = Wire(server, device)
    assert wire.connect().startswith("40/live,")
    assert wire.join(booking, "take_over")["ok"]
    return wire


def room_of(grounds):
    """Return a booking and the devices of its two people."""
    booking, *people = grounds.booking()
    return booking, [grounds.sign_in(person) for person in people]


@pytest.fixture(scope="module")
def bystanders(grounds, server):
    booking, devices = room_of(grounds)
    pair = tuple(come_in(server, device, booking) for device in devices)
    yield Bystanders(server, pair)
    for wire in pair:
        wire.close()


@pytest.fixture(scope="module")
def attacker(grounds, server):
    booking, devices = room_of(grounds)
    attacker = Attacker(lambda who: come_in(server, devices[who], booking), lambda: Wire(server))
    yield attacker
    attacker.close()


@pytest.fixture(scope="module")
def quiet(server, bystanders, attacker):
    """The worker once everything is loaded, with its threads and its memory then."""
    worker = Worker(server)
    with bystanders.at_work():
        attacks.silent(attacker, 3)
        attacker.close()
        worker.settle()
    return worker, worker.threads, worker.memory


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
def test_it_costs_next_to_nothing_and_nobody_else_notices(attack, quiet, bystanders, attacker):
    worker, threads, memory = quiet
    bystanders.waited.clear()

    with bystanders.at_work(), worker.watched() as peak:
        attack(attacker, attacks.ROUNDS)
        attacker.close()
        is_as_before = worker.has_at_most(threads)

    assert bystanders.failures == []
    print(
        f"{attack.__name__}: memory +{(peak.memory - memory) / MB:.1f} MB, threads {threads} -> "
        f"{peak.threads} -> {worker.threads}, others waited {bystanders.typical * 1000:.0f} ms, "
        f"at most {max(bystanders.waited) * 1000:.0f}"
    )
    assert max(bystanders.waited) < PATIENCE
    assert peak.memory < memory + MEMORY
    assert is_as_before
