"""Shared notes as a Markdown file. Pure."""

from datetime import datetime

from webapp.core.text import one_line
from webapp.core.times import MONTHS
from webapp.core.zones import zone


def markdown(booking, subject: str, text: str, *, zone_name: str) -> str:
    """Return a heading, when it was, and the notes as they were written."""
    begins, ends = (at.astimezone(zone(zone_name)) for at in (booking.starts_at, booking.ends_at))
    when = f"{day(begins)}, {begins:%H:%M}–{ends:%H:%M} ({zone_name})"
    return f"# {one_line(subject)}\n\n{when}\n\n{text.strip()}\n"


def day(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
