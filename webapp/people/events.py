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
