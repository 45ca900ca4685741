import os
import socket
from contextlib import contextmanager

import pytest
from aioice import stun

from webapp.media.stun_responder import binding_request

FAMILIES = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]


@contextmanager
def ask(media, family=socket.AF_INET, host="127.0.0.1"):
    with socket.socket(family, socket.SOCK_DGRAM) as browser:
        browser.settimeout(5)
        browser.connect((host, media.stun_port))
        yield browser


def request() -> stun.Message:
    return stun.Message(stun.Method.BINDING, stun.Class.REQUEST)


@pytest.mark.parametrize(("family", "host"), FAMILIES)
def test_a_browser_learns_its_address(media, family, host):
    with ask(media, family, host) as browser:
        browser.send(bytes(question := request()))
        answer = stun.parse_message(browser.recv(1500))

        assert answer.message_class == stun.Class.RESPONSE
        assert answer.transaction_id == question.transaction_id
        assert answer.attributes == {"XOR-MAPPED-ADDRESS": browser.getsockname()[:2]}


def test_a_fingerprint_is_answered_with_one(media):
    question = request()
    question.add_fingerprint()
    with ask(media) as browser:
        browser.send(bytes(question))

        assert "FINGERPRINT" in stun.parse_message(browser.recv(1500)).attributes


def test_anything_else_gets_no_answer(media):
    with ask(media) as browser:
        for datagram in not_requests():
            browser.send(datagram)
        browser.send(bytes(question := request()))

        # datagrams are answered in order, so an answer to the others would come first
        assert stun.parse_message(browser.recv(1500)).transaction_id == question.transaction_id


@pytest.mark.parametrize("size", [0, 1, 20, 200, 1400])
def test_noise_is_no_request(size):
    assert binding_request(os.urandom(size)) is None


def not_requests():
    yield b""
    yield os.urandom(64)
    yield bytes(stun.Message(stun.Method.BINDING, stun.Class.RESPONSE))
    yield bytes(stun.Message(stun.Method.BINDING, stun.Class.INDICATION))
    yield bytes(stun.Message(stun.Method.ALLOCATE, stun.Class.REQUEST))
    yield bytes(request()).replace(stun.COOKIE.to_bytes(4, "big"), b"3489")
    yield bytes(request())[:2] + b"\x00\x04" + bytes(request())[4:] + b"\x80\x28\x00\x00"
