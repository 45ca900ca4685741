"""coturn's REST scheme: a name that says until when it is good, signed with our secret. Pure."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import NamedTuple


class TurnCredentials(NamedTuple):
    username: str
    credential: str

    @classmethod
    def sign(cls, secret: str, who: str, *, good_until: datetime):
        username = f"{int(good_until.timestamp())}:{who}"
        signature = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
        return cls(username, base64.b64encode(signature).decode())
