"""What mails say. Pure: names, instants and zones in, words out."""

import unicodedata
from dataclasses import dataclass

from webapp.core.intervals import Interval
from webapp.core.times import clock_time, day_of
from webapp.core.zones import city, zone

ISOLATE, END_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class TimeLine:
    """One line of a mail: "14:10–14:30", "you", "Berlin, Tue 24 Nov"."""

    span: str
    who: str
    where: str


def both_times(
    talk: Interval, *, mine: str, theirs: str, other: str, together: str = "both of you"
) -> list[TimeLine]:
    """Return when it is for the reader, and then for the other one where clocks differ."""
    if span(talk, mine) == span(talk, theirs) and day(talk, mine) == day(talk, theirs):
        return [TimeLine(span(talk, mine), together, f"{city(mine)}, {day(talk, mine)}")]
    return [
        TimeLine(span(talk, mine), "you", f"{city(mine)}, {day(talk, mine)}"),
        TimeLine(span(talk, theirs), other, f"{city(theirs)}, {their_day(talk, mine, theirs)}"),
    ]


def span(talk: Interval, zone_name: str) -> str:
    return f"{clock_time(talk.start, zone_name)}–{clock_time(talk.end, zone_name)}"


def day(talk: Interval, zone_name: str) -> str:
    return day_of(talk.start.astimezone(zone(zone_name)).date())


def their_day(talk: Interval, mine: str, theirs: str) -> str:
    return "the same day" if day(talk, mine) == day(talk, theirs) else day(talk, theirs)


def moment(talk: Interval, zone_name: str) -> str:
    """Return "Tue 24 Nov, 14:10"; never "tomorrow", which is wrong when it is read."""
    return f"{day(talk, zone_name)}, {clock_time(talk.start, zone_name)}"


def talk_with(minutes: int, name: str) -> str:
    return f"{minutes} minutes with {isolated(name)}"


def isolated(name: str) -> str:
    """Keep a name of another direction from turning the words beside it around."""
    is_rtl = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{ISOLATE}{name}{END_ISOLATE}" if is_rtl else name


def who_cancelled(*, by_reader: bool, other: str) -> str:
    return "You cancelled this talk." if by_reader else f"{isolated(other)} cancelled this talk."


def next_thing(*, is_mentor: bool) -> str:
    return "The time is free again." if is_mentor else "Your brief is kept for another time."


def brief_lines(
    *, question: str, situation: str, tried: str, done: str, of: str | None
) -> list[tuple[str, str]]:
    """Return what of a brief stands in a mail: all of it for the mentor, who does not know it.

    `of` is the mentee's name, None for the mentee's own mail.
    """
    if of is None:
        lines = [("Your one question", question)]
    else:
        name = isolated(of)
        lines = [
            (f"{name}’s one question", question),
            (f"Where {name} is", situation),
            (f"What {name} tried", tried),
            ("Done looks like", done),
        ]
    return [(label, words) for label, words in lines if words]
