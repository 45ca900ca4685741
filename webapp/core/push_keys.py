"""Keys of Web Push: points of the curve P-256, written in base64url without padding."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def new_private_key() -> str:
    return text_of(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32))


def public_key_of(private_key: str) -> str:
    private = ec.derive_private_key(int.from_bytes(bytes_of(private_key)), CURVE)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return text_of(point)


def text_of(key: bytes) -> str:
    return urlsafe_b64encode(key).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_secret(auth: str) -> bool:
    try:
        return len(bytes_of(auth)) == 16
    except ValueError:
        return False


def is_point(p256dh: str) -> bool:
    """Say whether a key is a point of the curve: nothing can be encrypted for other bytes."""
    try:
        key = bytes_of(p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    except ValueError:
        return False
    return len(key) == 65
