import json
import socket

import pytest

from tests.media.samples import call_offer


def exchange(media, line: bytes) -> dict:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(media.socket)
        connection.sendall(line)
        connection.shutdown(socket.SHUT_WR)
        return json.loads(connection.makefile().readline())


def call(media, method, *arguments) -> dict:
    return exchange(media, json.dumps({"method": method, "arguments": arguments}).encode() + b"\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"hello\n",
        b"[]\n",
        b'{"method": "answer_check"}\n',
        b'{"method": ["answer_check"], "arguments": []}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_is_no_call_is_refused(media, line):
    assert exchange(media, line) == {"error": "bad_request"}


def test_a_line_without_end_is_refused(media):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(media.socket)
        with pytest.raises(OSError):
            connection.sendall(b"x" * 10_000_000)
            connection.recv(1)  # refused and closed with our bytes unread


def test_unknown_methods_are_refused(media):
    assert call(media, "__init__") == {"error": "unknown_method"}


def test_a_refused_offer_has_a_code(media):
    assert call(media, "answer_check", call_offer()) == {"error": "bad_offer"}
    assert call(media, "answer_check", None) == {"error": "bad_offer"}
