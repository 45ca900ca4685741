import signal
import socket
import stat
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_and_leaves_no_socket(start_media, tmp_path, number):
    media = start_media(tmp_path / "instance" / "m.sock")
    assert Path(media.socket).exists()

    assert media.stop(number) == 0
    assert not Path(media.socket).exists()


def test_only_its_owner_may_open_the_socket(media):
    assert stat.S_IMODE(Path(media.socket).stat().st_mode) == 0o600


def test_a_socket_left_behind_is_replaced(start_media, tmp_path):
    path = tmp_path / "m.sock"
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(str(path))

    media = start_media(path)

    assert media.first_line.startswith("Media: STUN on UDP")


def test_a_second_process_leaves_the_first_its_socket(start_media, media):
    second = start_media(media.socket)

    assert "served by another process" in second.first_line
    assert second.exit_code() == 1
    assert Path(media.socket).exists()


def test_a_taken_stun_port_is_one_clear_line(start_media, tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("0.0.0.0", 0))
        port = str(other.getsockname()[1])
        media = start_media(tmp_path / "m.sock", STUN_PORT=port)

    assert f"UDP {port} (Address already in use)" in media.first_line
    assert "STUN_PORT" in media.first_line
    assert media.child.stderr.read() == ""
    assert media.exit_code() == 1


def test_a_setting_nobody_can_mean_is_a_configuration_error(start_media, tmp_path):
    media = start_media(tmp_path / "m.sock", MEDIA_PUBLIC_ADDRESS="here")

    assert "MEDIA_PUBLIC_ADDRESS" in media.first_line
    assert media.exit_code() == 78


def test_other_stun_servers_leave_the_port_alone(start_media, tmp_path):
    media = start_media(tmp_path / "m.sock", STUN_URLS="stun:stun.example.org", STUN_PORT="1")

    assert media.first_line.startswith("Media: STUN on UDP off")
