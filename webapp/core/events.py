"""How features react to each other without importing each other.

Subscribers run inside the announcer's transaction, so the rows they write commit
with it or not at all. Anything that leaves the process belongs in `after_commit`.
"""

from collections import defaultdict
from collections.abc import Callable

_subscribers: dict[type, list[Callable]] = defaultdict(list)


def subscribe(event_type: type) -> Callable:
    def register(react: Callable) -> Callable:
        _subscribers[event_type].append(react)
        return react

    return register


def announce(event: object) -> None:
    for react in _subscribers[type(event)]:
        react(event)
