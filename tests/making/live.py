"""Tabs in a room, Yjs updates, and the token of a page, for tests."""

import secrets
from base64 import b64decode, b64encode
from itertools import count

import pycrdt
from flask_socketio.test_client import SocketIOTestClient
from itsdangerous import URLSafeTimedSerializer
from socketio.packet import CONNECT_ERROR

from tests.conftest import from_outside
from tests.making import protocol
from webapp.extensions import socketio
from webapp.live import notes
from webapp.live.packet import NAMESPACE

_serial = count(1)

FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(["AB"] * 32)
SDP = "\r\n".join(["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", FINGERPRINT, ""])
PEER = "a-peer-of-16-chars-and-more"
CALL = "a-visit-of-16-chars.b-visit-of-16-chars"
OFFER = {"call": CALL, "description": {"type": "offer", "sdp": SDP}}
CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host"
CANDIDATES = {"call": CALL, "candidates": [{"candidate": CANDIDATE, "sdpMid": "0"}]}


class Tab:
    """One tab of somebody, as its page would use the socket."""

    def __init__(self, app, browser, *, peer=None, csrf=None, auth=None):
        self.peer = peer or f"peer-{next(_serial):012}"
        self.visit = f"visit-{next(_serial):012}"
        self.text = Notebook()
        token = page_token(app, browser) if csrf is None else csrf
        auth = {"csrf": token, "peer": self.peer} if auth is None else auth
        self.socket = from_outside(Client, app, browser, auth)

    @property
    def is_connected(self) -> bool:
        return self.socket.is_connected(NAMESPACE)

    @property
    def refused_with(self) -> str | None:
        return self.socket.refusal

    def join(self, booking, **more) -> dict:
        return self.come_in("join", booking, **more)

    def take_over(self, booking, **more) -> dict:
        return self.come_in("take_over", booking, **more)

    def come_in(self, verb, booking, **more) -> dict:
        message = {"booking": booking.public_id, "visit": self.visit}
        answer = self.send(verb, message | {"state_vector": self.text.state_vector} | more)
        if answer["ok"]:
            self.text.take(answer["notes"]["update"])
        return answer

    def write(self, text: str) -> dict:
        return self.send("update_notes", {"update": self.text.write(text)})

    def send(self, event, data) -> dict:
        answer = from_outside(self.socket.emit, event, data, namespace=NAMESPACE, callback=True)
        protocol.check_answer(event, answer)
        return answer

    def heard(self, event=None) -> list:
        """Return what has come since the last look; of one event only its data."""
        facts = self.socket.get_received(NAMESPACE)
        for fact in facts:
            protocol.check_fact(fact["name"], *fact["args"])
        if event is None:
            return [fact["name"] for fact in facts]
        return [fact["args"][0] for fact in facts if fact["name"] == event]

    def vanish(self) -> None:
        """The connection is gone, without a word."""
        from_outside(socketio.server._handle_eio_disconnect, self.socket.eio_sid, "transport close")


class Client(SocketIOTestClient):
    """Flask-SocketIO's, which throws away why it was refused."""

    refusal = None

    def __init__(self, app, browser, auth):
        super().__init__(app, socketio, namespace=NAMESPACE, auth=auth, flask_test_client=browser)

    def connect(self, **arguments):
        pass_on = self.socketio.server._send_packet

        def note_refusal(transport, packet):
            if packet.packet_type == CONNECT_ERROR:
                self.refusal = packet.data["message"]
            pass_on(transport, packet)

        self.socketio.server._send_packet = note_refusal
        super().connect(**arguments)


class Notebook:
    """The notes as one browser has them."""

    def __init__(self):
        self.document = pycrdt.Doc()
        self.text = self.document.get(notes.ROOT, type=pycrdt.Text)

    def write(self, text: str) -> str:
        """Write at the end; return the update as it travels."""
        before = self.document.get_state()
        self.text += text
        return to_base64(self.document.get_update(before))

    def take(self, update: str) -> None:
        self.document.apply_update(b64decode(update))

    @property
    def state_vector(self) -> str:
        return to_base64(self.document.get_state())

    def __str__(self):
        return str(self.text)


def gone(tab: Tab, *, kept_for: int) -> dict:
    """What the others hear when a tab's connection is lost."""
    return {"peer": tab.peer, "reason": "gone", "kept_for": kept_for}


def to_base64(data: bytes) -> str:
    return b64encode(data).decode()


def page_token(app, browser) -> str:
    """Return what a page would carry for its socket, and put its other half into the session."""
    raw = secrets.token_hex(20)
    with browser.session_transaction() as session:
        session["csrf_token"] = raw
    return URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)


def session_cookie(app, **values) -> str:
    return app.session_interface.get_signing_serializer(app).dumps(values)
