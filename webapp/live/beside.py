"""What features above the room add to its lobby; the room knows nothing of them."""

from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.panels import Panel, PanelContext
from webapp.people.models import Person

_parts: dict[str, PanelContext] = {}


def register_beside(template: str, context_of: PanelContext) -> None:
    """Add a part to the lobby. `context_of(booking, reader, now)`: None leaves it out."""
    _parts[template] = context_of


def beside(booking: Booking, reader: Person, *, now: datetime) -> list[Panel]:
    contexts = ((name, context_of(booking, reader, now)) for name, context_of in _parts.items())
    return [Panel(name, values) for name, values in contexts if values is not None]
