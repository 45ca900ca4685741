"""What stands in the margin of a diary of days to come. Pure."""

from datetime import date

from webapp.core.times import DAYS, MONTHS


def margin(day: date, today: date) -> tuple[str, str]:
    """Return the day as one writes it in a diary, and how far it is: ("Thu 26", "in 3 days")."""
    distance = (day - today).days
    return written(day, distance), distance_words(distance)


def written(day: date, distance: int) -> str:
    if distance == 0:
        return "Today"
    if abs(distance) < 7:
        return f"{DAYS[day.weekday()]} {day.day}"
    return f"{day.day} {MONTHS[day.month - 1]}"


def distance_words(distance: int) -> str:
    named = {-1: "yesterday", 0: "", 1: "tomorrow"}
    if distance in named:
        return named[distance]
    return f"in {distance} days" if distance > 0 else f"{-distance} days ago"
