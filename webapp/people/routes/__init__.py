"""The pages of people: one blueprint, a module a subject."""

from webapp.people.routes import (
    devices,
    favourites,
    passkeys,
    pictures,
    settings,
    sign_in,
    sign_in_by_passkey,
)
from webapp.people.routes.blueprint import bp

__all__ = [
    "bp", "devices", "favourites", "passkeys", "pictures", "settings", "sign_in",
    "sign_in_by_passkey",
]  # fmt: skip
