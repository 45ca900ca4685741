"""What somebody who waits for a yes is shown: who was asked when, and what comes next. Pure."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from webapp.booking.instant_lifecycle import AskStatus
from webapp.booking.instant_times import WAVE, ends_by


@dataclass(frozen=True)
class Wave:
    at: datetime
    names: list[str]
    passed: list[str]


@dataclass(frozen=True)
class Asking:
    request: object
    waves: list[Wave]
    left: int  # mentors who may still be asked
    next_count: int  # of them next
    ends_by: datetime
    passed: int
    unanswered: int
    seen: str  # changes with what is shown
    reply: str  # what came with the yes


def asking_of(request, *, now: datetime) -> Asking:
    asks = list(request.asks)
    asked = {ask.mentor_id for ask in asks}
    left = sum(mentor_id not in asked for mentor_id in request.ranked)
    passed = sum(ask.status == AskStatus.PASSED for ask in asks)
    return Asking(
        request=request,
        waves=[wave_of(list(some)) for _, some in groupby(asks, key=lambda ask: ask.wave)],
        left=left,
        next_count=min(WAVE, left),
        ends_by=ends_by(max(request.next_at, now), left),
        passed=passed,
        unanswered=len(asks) - passed,
        reply="".join(ask.reply for ask in asks if ask.status == AskStatus.ACCEPTED),
        seen=f"{request.status}.{len(asks)}.{passed}.{int(request.next_at.timestamp())}",
    )


def wave_of(asks: list) -> Wave:
    passed = [ask.mentor.first_name for ask in asks if ask.status == AskStatus.PASSED]
    return Wave(asks[0].asked_at, [ask.mentor.first_name for ask in asks], passed)
