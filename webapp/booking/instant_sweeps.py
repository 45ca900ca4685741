"""What the worker does every second about those who ask now; each step is done once."""

from datetime import datetime

from webapp.booking.instant import go_on
from webapp.booking.instant_queries import due_requests

AT_ONCE = 50


def go_on_with_requests(*, now: datetime) -> int:
    """Ask the next mentors, or end what came to nothing; return how many were due."""
    requests = due_requests(now=now, limit=AT_ONCE)
    for request in requests:
        go_on(request, now=now)
    return len(requests)
