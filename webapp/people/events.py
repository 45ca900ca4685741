"""What happens to people that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonJoined:
    person_id: int


@dataclass(frozen=True)
class ProfileChanged:
    person_id: int


@dataclass(frozen=True)
class DeviceRevoked:
    device_id: int


@dataclass(frozen=True)
class DeviceReplaced:
    """Somebody signed in once more in the same browser; the old device is revoked after this."""

    old_id: int
    new_id: int
