"""Text that a dump of the database does not give away: sealed with a key made of `SECRET_KEY`.

Whoever has both reads it; whoever has the database alone does not. With another `SECRET_KEY`
it cannot be opened any more, which reads as `LOST`, and is to be typed again.
"""

from base64 import urlsafe_b64encode
from functools import cache

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

LOST = ""


class SealedText(sa.types.TypeDecorator[str]):
    """Equal texts are sealed differently, so a query cannot look for one."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else seal(value)

    def process_result_value(self, value, dialect):
        return None if value is None else opened(value)


def seal(text: str) -> str:
    return sealer(current_app.config["SECRET_KEY"]).encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    try:
        return sealer(current_app.config["SECRET_KEY"]).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return LOST


@cache
def sealer(secret_key: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"sealed text")
    return Fernet(urlsafe_b64encode(derived.derive(secret_key.encode())))
