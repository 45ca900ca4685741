"""An authenticator in a few lines: makes a key, signs challenges, and lies where a test says so."""

import hashlib
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    def __init__(self, origin="http://localhost", host="localhost"):
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = hashlib.sha256(str(self.public_numbers).encode()).digest()
        self.user_handle = b""
        self.count = 0
        self.flags = PRESENT | VERIFIED

    @property
    def public_numbers(self):
        return self.key.public_key().public_numbers()

    def register(self, options: dict) -> str:
        """Answer what `navigator.credentials.create` was asked for."""
        self.user_handle = data(options["user"]["id"])
        numbers = self.public_numbers
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        length = struct.pack(">H", len(self.credential_id))
        credential = bytes(16) + length + self.credential_id + dumps(key)
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self.state(self.flags | HAS_KEY) + credential,
        }
        said = self.client_data("webauthn.create", options)
        return self.answer(clientDataJSON=said, attestationObject=dumps(attestation))

    def sign_in(self, options: dict) -> str:
        """Answer what `navigator.credentials.get` was asked for."""
        self.count += 1
        state, said = self.state(self.flags), self.client_data("webauthn.get", options)
        signed = state + hashlib.sha256(said).digest()
        return self.answer(
            clientDataJSON=said,
            authenticatorData=state,
            signature=self.key.sign(signed, ec.ECDSA(SHA256())),
            userHandle=self.user_handle,
        )

    def state(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def client_data(self, kind: str, options: dict) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def answer(self, **parts: bytes) -> str:
        return json.dumps(
            {
                "id": text(self.credential_id),
                "rawId": text(self.credential_id),
                "type": "public-key",
                "response": {name: text(part) for name, part in parts.items()},
                "clientExtensionResults": {},
            }
        )
