"""Calendar files that mean no good: known attacks, and sound ones with random damage."""

import random
from collections.abc import Iterator

from tests.making.calendars import BERLIN, event, ics, meeting

STARTS = "DTSTART;TZID=Europe/Berlin:20260302T100000"
BASE = ics(
    BERLIN,
    event(STARTS, "DURATION:PT25M", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20260309T100000",
          "SUMMARY:a\\, b"),
    event("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260312"),
    meeting(),
)  # fmt: skip
PIECES = [
    b"RRULE:", b"FREQ=SECONDLY", b"FREQ=DAILY;BYSECOND=1,2,3", b"9999999999999", b"\x00", b";",
    b"BEGIN:VEVENT\r\n", b"TZID=", b"-P1D", b"\xff", b"99991231T235959Z", b"00000000", b"END:",
    b"\r\n ", b":", b"COUNT=-1", b"INTERVAL=0", b"BYDAY=-53SU", b"UNTIL=00010101", b"\xf0\x9f\x92",
    b"RDATE;VALUE=PERIOD:", b"BEGIN:VTIMEZONE\r\n", b"RECURRENCE-ID:", b"\xe2\x80\xae",
]  # fmt: skip

ALL_MINUTES = ",".join(map(str, range(60)))
ALL_HOURS = ",".join(map(str, range(24)))


def series(rule: str, start: str = STARTS) -> bytes:
    return ics(BERLIN, event(start, "DURATION:PT25M", f"RRULE:{rule}"))


ATTACKS = {
    "every minute": series("FREQ=MINUTELY"),
    "every second, 200,000 times": series("FREQ=SECONDLY;COUNT=200000"),
    "every second, until": series("FREQ=SECONDLY;UNTIL=20260309T000000Z"),
    "every second of every day": series(
        f"FREQ=DAILY;BYHOUR={ALL_HOURS};BYMINUTE={ALL_MINUTES};BYSECOND={ALL_MINUTES}"
    ),
    "every second of every year": series(
        f"FREQ=YEARLY;BYHOUR={ALL_HOURS};BYMINUTE={ALL_MINUTES};BYSECOND={ALL_MINUTES};"
        f"BYYEARDAY={','.join(map(str, range(1, 367)))}"
    ),
    "never": series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "never, looked for daily": series("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "a billion years apart": series("FREQ=YEARLY;INTERVAL=1000000000"),
    "a step of nothing": series("FREQ=DAILY;INTERVAL=0"),
    "since the year one": series("FREQ=DAILY", "DTSTART:00010101T000000Z"),
    "the last second there is": series("FREQ=DAILY", "DTSTART:99991231T235959Z"),
    "as long as ever": ics(event(STARTS, "DURATION:P999999999D")),
    "longer than ever": ics(event(STARTS, "DURATION:P99999999999999999999D")),
    "backwards": ics(meeting("20260302T110000Z", "20260302T100000Z")),
    "a zone that changes daily": ics(BERLIN.replace("FREQ=YEARLY", "FREQ=DAILY"), meeting()),
    "a zone that changes each second": ics(
        BERLIN.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", f"FREQ=DAILY;BYSECOND={ALL_MINUTES}"),
        event(STARTS.replace("Berlin", "Nowhere"), "DURATION:PT5M"),
    ),
    "a path for a zone": ics(meeting().replace("DTSTART:", "DTSTART;TZID=../../../etc/passwd:")),
    "boxes in boxes": ics("BEGIN:VEVENT\r\n" * 499 + "END:VEVENT\r\n" * 499),
    "boxes in boxes in boxes": ics("BEGIN:X\r\n" * 20_000 + "END:X\r\n" * 20_000),
    "half a million line ends": b"BEGIN:VCALENDAR" + b"\n" * 500_000,
    "half a million folds": b"BEGIN:VCALENDAR\r\nX:" + b"\r\n " * 160_000,
    "one long line": b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"a" * 500_000,
    "one long list": ics(event(STARTS, "EXDATE:" + ",".join(["20260302T100000"] * 30_000))),
    "many parameters": ics(event(STARTS, "X" + ";A=B" * 100_000 + ":c")),
    "many quotes": ics(event(STARTS, 'X;A="' + '","' * 100_000 + '":c')),
    "many dates": ics(event(STARTS, "RDATE:" + ",".join(["20260303T100000"] * 30_000))),
    "many backslashes": ics(event(STARTS, "SUMMARY:" + "\\" * 400_000)),
    "nothing but zeros": b"\x00" * 500_000,
    "two bytes a letter": "BEGIN:VCALENDAR\r\n".encode("utf-16"),
    "five hundred endless series": ics(
        *[event(STARTS, "DURATION:PT1M", "RRULE:FREQ=DAILY;COUNT=2000000") for _ in range(500)]
    ),
}


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """Yield a sound calendar with one to five random faults, `count` times."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(BASE)
        for _ in range(chance.randrange(1, 6)):
            damage(data, chance)
        yield bytes(data)


def damage(data: bytearray, chance: random.Random) -> None:
    place, kind = chance.randrange(len(data)), chance.randrange(3)
    if kind == 0:
        data[place] = chance.randrange(256)
    elif kind == 1:
        data[place : place + chance.randrange(8)] = chance.choice(PIECES)
    else:
        del data[place : place + chance.randrange(30)]
