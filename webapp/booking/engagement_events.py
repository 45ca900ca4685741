"""What happens to engagements that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EngagementBooked:
    """All its talks are booked; each is announced by itself as well."""

    engagement_id: int


@dataclass(frozen=True)
class EngagementEnded:
    """It closed itself, or one of the two ended it; now both may say what came of it."""

    engagement_id: int


@dataclass(frozen=True)
class EngagementReflected:
    """One of the two wrote the closing line, for the first time."""

    engagement_id: int
    by_id: int


@dataclass(frozen=True)
class RenewalAgreed:
    """One of the two would go on; once both would, it is renewed."""

    engagement_id: int
    by_id: int
