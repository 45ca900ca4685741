"""Calendar files as other programs write them."""

from itertools import count

_serial = count(1)


def event(*lines: str, uid: str = "") -> str:
    """One event; without a `uid` of its own it gets one that no other has."""
    known = f"UID:{uid or next(_serial)}"
    return "\r\n".join(["BEGIN:VEVENT", known, "DTSTAMP:20260301T000000Z", *lines, "END:VEVENT"])


def ics(*parts: str, name: str = "Work") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//Other//EN"]
    if name:
        head.append(f"X-WR-CALNAME:{name}")
    return "\r\n".join([*head, *parts, "END:VCALENDAR", ""]).encode()


def meeting(start: str = "20260302T100000Z", end: str = "20260302T110000Z", *more: str) -> str:
    return event(f"DTSTART:{start}", f"DTEND:{end}", "SUMMARY:Dismiss Jonas", *more)


BERLIN = "\r\n".join(
    [
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]
)  # fmt: skip
