"""Our coturn reaches nobody it must not, and the probe finds one that does."""

from datetime import timedelta

import pytest

from tests.conftest import from_outside
from tests.making.turn import MEETING, SECRET, SHIPPED, running_coturn
from webapp import create_app
from webapp.config import Config
from webapp.core.clock import SystemClock
from webapp.media.turn_credentials import TurnCredentials
from webapp.media.turn_probe import SPECIAL, turn_problems
from webapp.media.turn_server import NoAnswer, TurnClient, TurnUrl

now = SystemClock().now  # coturn reads the real clock, too
OPEN = "use-auth-secret\nrealm=open\nno-cli\n"
SHIPPED_LINES = SHIPPED.read_text().splitlines(keepends=True)
ONLY_IPV4 = [line for line in SHIPPED_LINES if not (line.startswith("denied") and ":" in line)]


@pytest.fixture(scope="module")
def coturn(tmp_path_factory):
    with running_coturn(tmp_path_factory.mktemp("coturn"), "--relay-ip=::1") as coturn:
        yield coturn


@pytest.fixture
def problems_with(tmp_path):
    """Return what the probe says of a coturn under other lines than those we ship."""

    def problems_with(config: str, *options: str) -> set[str]:
        path = tmp_path / "turnserver.conf"
        path.write_text(config)
        with running_coturn(tmp_path, "--relay-ip=::1", *options, config=path) as coturn:
            return set(turn_problems(coturn.url, SECRET, now=now()))

    return problems_with


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_the_configuration_we_ship_reaches_nothing_special(coturn, transport):
    problems = list(turn_problems(f"{coturn.url}?transport={transport}", SECRET, now=now()))

    # all that is refused, its own two addresses included: they are loopback here
    assert [line.split(",")[0] for line in problems] == [
        "it refuses its own address 127.0.0.2",
        "it refuses its own address ::1",
    ]


def test_an_open_one_is_found_out_address_by_address(problems_with):
    found = problems_with(OPEN, "--allow-loopback-peers")

    hosts = {host for hosts in SPECIAL.values() for host in hosts} - {
        "0.0.0.0",
        "0.0.0.1",
        "::",
        "::1",
    }
    assert found >= {f"it reaches {host}" for host in hosts}
    assert "it opens TCP connections for its guests: no-tcp-relay" in found
    assert "it gives one person 40 relays at once: user-quota" in found


def test_one_that_forgot_ipv6_is_found_out(problems_with):
    reached = problems_with("".join(ONLY_IPV4))

    for host in ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::169.254.169.254", "fd00::1"):
        assert f"it reaches {host}" in reached
    assert "it reaches 10.0.0.1" not in reached


def test_one_that_asks_nobody_who_they_are_is_found_out(problems_with):
    assert "it relays for anybody" in problems_with("no-auth\nno-cli\n")


def test_one_with_another_secret_is_said_to_refuse_us(coturn):
    problems = list(turn_problems(coturn.url, "another secret", now=now()))

    assert problems[0] == "it refuses our credentials for an IPv4 relay (401)"


def test_credentials_end_with_their_time(coturn):
    for minutes, is_served in ((1, True), (-1, False)):
        until = now() + timedelta(minutes=minutes)
        credentials = TurnCredentials.sign(SECRET, "person:room", good_until=until)
        with TurnClient.opened(TurnUrl.read(coturn.url)) as client:
            assert client.allocate(credentials).is_success is is_served


def test_where_nothing_answers_the_probe_fails(monkeypatch):
    monkeypatch.setattr("webapp.media.turn_server.PATIENCE", 0.01)

    assert list(turn_problems("turn:127.0.0.1:9", SECRET, now=now()))[0].startswith("it cannot be")
    assert list(turn_problems("stun:a.example", SECRET, now=now()))[0].startswith("it cannot be")


@pytest.mark.parametrize(
    ("text", "host", "port", "is_tcp", "is_tls"),
    [
        ("turn:a.example", "a.example", 3478, False, False),
        ("turn:[::1]:9?transport=tcp", "::1", 9, True, False),
        ("turns:a.example?transport=tcp", "a.example", 5349, True, True),
        ("turns:a.example", "a.example", 5349, True, True),
    ],
)
def test_addresses_of_servers_are_read(text, host, port, is_tcp, is_tls):
    assert TurnUrl.read(text) == TurnUrl(host, port, is_tcp, is_tls)


def test_a_port_where_nobody_listens_is_no_turn_server(media):
    url = TurnUrl("127.0.0.1", media.stun_port, is_tcp=True, is_tls=False)  # it speaks UDP alone
    with pytest.raises(NoAnswer), TurnClient.opened(url):
        pass


def test_an_operator_is_told_with_an_exit_code(tmp_path):
    fine = "It serves those we send, and reaches nobody it must not."
    with running_coturn(tmp_path, *MEETING) as coturn:
        assert check_turn(tmp_path, **coturn.settings) == (0, fine)
        code, said = check_turn(tmp_path, **coturn.settings | {"TURN_SECRET": "another"})
    assert code == 1
    assert said.startswith(f"Error: {coturn.url}: it refuses our credentials")
    assert check_turn(tmp_path, TURN_URLS="") == (1, "Error: TURN_URLS names no server.")


def check_turn(folder, **settings: str) -> tuple[int, str]:
    app = create_app(Config.for_tests(f"sqlite:///{folder}/unused.db", **settings))
    ended = from_outside(app.test_cli_runner().invoke, args=["check", "turn"])
    return ended.exit_code, ended.output.strip()
