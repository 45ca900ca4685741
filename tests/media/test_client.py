import json
import socket
import threading

import pytest

from tests.media.samples import call_offer, data_offer
from webapp.media import client
from webapp.media.errors import BadOffer, MediaBusy, MediaUnavailable


@pytest.fixture
def process_that_says(tmp_path, monkeypatch):
    """Serve one call at the client's socket with the given line."""
    monkeypatch.setenv("MEDIA_SOCKET", str(tmp_path / "m.sock"))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "m.sock"))
        listener.listen()

        def say(line: bytes):
            def serve():
                connection, _ = listener.accept()
                with connection, connection.makefile("rb") as lines:
                    lines.readline()
                    connection.sendall(line)

            threading.Thread(target=serve, daemon=True).start()

        yield say


def test_an_offer_is_answered(media):
    answer = client.answer_check(data_offer())

    assert "a=candidate:" in answer
    assert "typ srflx" not in answer  # nobody outside was asked for our address


@pytest.mark.parametrize("offer", ["", "v=0", None, call_offer(), data_offer("s=" + "x" * 40_000)])
def test_a_bad_offer_is_refused(media, offer):
    with pytest.raises(BadOffer):
        client.answer_check(offer)


def test_a_busy_process_is_told_apart(process_that_says):
    process_that_says(json.dumps({"error": "busy"}).encode() + b"\n")

    with pytest.raises(MediaBusy):
        client.answer_check(data_offer())


@pytest.mark.parametrize("line", [b"", b"{\n", b'{"error": "failed"}\n', b'{"error": "new"}\n'])
def test_a_process_that_fails_is_unavailable(process_that_says, line):
    process_that_says(line)

    with pytest.raises(MediaUnavailable):
        client.answer_check(data_offer())


def test_a_process_that_is_silent_is_unavailable(process_that_says, monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT", 0.01)

    with pytest.raises(MediaUnavailable):
        client.answer_check(data_offer())


def test_no_process_is_unavailable(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIA_SOCKET", str(tmp_path / "nobody.sock"))

    with pytest.raises(MediaUnavailable):
        client.answer_check(data_offer())
