"""Parts that features above add to the pages of bookings, which know nothing of them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.booking.models import Booking
from webapp.people.models import Person

PanelContext = Callable[[Booking, Person, datetime], dict | None]
LineContexts = Callable[[Sequence[Booking], Person, datetime], Mapping[int, dict]]


@dataclass(frozen=True)
class Panel:
    """A template to include, and what it finds under the name `panel`."""

    template: str
    values: dict


_panels: dict[str, PanelContext] = {}
_lines: dict[str, LineContexts] = {}


def register_panel(template: str, context_of: PanelContext) -> None:
    """Add a part to a booking's page. `context_of(booking, reader, now)`: None leaves it out."""
    _panels[template] = context_of


def register_line(template: str, contexts_of: LineContexts) -> None:
    """Add a line to the rows of past bookings, asked for once for all of them.

    `contexts_of(bookings, reader, now)` returns what the template needs by `booking.id`;
    a booking that is not in it has no such line.
    """
    _lines[template] = contexts_of


def panels_of(booking: Booking, reader: Person, *, now: datetime) -> list[Panel]:
    contexts = ((name, context_of(booking, reader, now)) for name, context_of in _panels.items())
    return [Panel(name, values) for name, values in contexts if values is not None]


def lines_of(
    bookings: Sequence[Booking], reader: Person, *, now: datetime
) -> dict[int, list[Panel]]:
    lines = defaultdict(list)
    for name, contexts_of in _lines.items() if bookings else ():
        for booking_id, values in contexts_of(bookings, reader, now).items():
            lines[booking_id].append(Panel(name, values))
    return lines
