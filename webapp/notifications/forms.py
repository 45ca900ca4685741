"""What one is told and when: the forms of the page about it."""

from datetime import time

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, TimeField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp.notifications.due import ALWAYS, Channel, Kind
from webapp.notifications.models import QuietSetting
from webapp.people.forms import choices_of

WAYS = {
    "both": frozenset(Channel),
    "push": frozenset({Channel.PUSH}),
    "mail": frozenset({Channel.MAIL}),
    "off": frozenset(),
}
NAMES = {"both": "Both", "push": "Push", "mail": "Mail", "off": "Off"}
ALL_BUT_SILENT = {"both": "Mail and push", "mail": "Mail"}  # for what always comes by mail
WORDS = {
    Kind.REMINDER: ("Before a talk", "One day, one hour and five minutes"),
    Kind.BOOKING: ("A talk is booked, moved or cancelled", "Always by mail, nobody waits alone"),
    Kind.REQUEST: ("A request or an answer", "A brief, one thing asked, yes, passed"),
    Kind.FREE_NOW: ("Right now", "A question while you say you are free, or the answer to yours"),
    Kind.WAITLIST: ("A time came free", "You have 15 minutes, so push is quicker"),
    Kind.FOLLOWUP: ("A week and a month on", "Did you do it, what came of it, of your advice too"),
}
UNREADABLE = "Write a time of day, like 22:00."


def way_of(channels: frozenset[Channel]) -> str:
    return next(way for way, its_channels in WAYS.items() if its_channels == channels)


class KindsForm(FlaskForm):
    """One of a few ways for each kind; what was not sent stays as it is."""

    @classmethod
    def of(cls, wishes: dict[Kind, frozenset[Channel]], **sent) -> "KindsForm":
        return cls(data={kind.value: way_of(seen(kind, wishes[kind])) for kind in Kind}, **sent)

    @property
    def wishes(self) -> dict[Kind, frozenset[Channel]]:
        return {kind: WAYS[self[kind.value].data] for kind in Kind}

    @property
    def rows(self) -> list[tuple]:
        return [(self[kind.value], hint) for kind, (_, hint) in WORDS.items()]


def seen(kind: Kind, channels: frozenset[Channel]) -> frozenset[Channel]:
    return channels | {channel for of_kind, channel in ALWAYS if of_kind == kind}


for _kind, (_label, _hint) in WORDS.items():
    _names = ALL_BUT_SILENT if (_kind, Channel.MAIL) in ALWAYS else NAMES
    setattr(KindsForm, _kind.value, RadioField(_label, choices=choices_of(_names.items())))


class QuietForm(FlaskForm):
    is_on = BooleanField("Quiet at night")
    start = TimeField("From", validators=[InputRequired(UNREADABLE)])
    end = TimeField("Until", validators=[InputRequired(UNREADABLE)])
    on_weekends = BooleanField("All of Saturday and Sunday")

    @classmethod
    def of(cls, kept: QuietSetting, **sent) -> "QuietForm":
        is_on = kept.from_minute != kept.until_minute
        times = (kept.from_minute, kept.until_minute) if is_on else (22 * 60, 7 * 60)
        start, end = (time(*divmod(minute, 60)) for minute in times)
        data = {"is_on": is_on, "start": start, "end": end, "on_weekends": kept.on_weekends}
        return cls(data=data, **sent)

    @property
    def setting(self) -> dict:
        start, end = (minute_of(field.data) if self.is_on.data else 0 for field in self.times)
        return {"start": start, "end": end, "on_weekends": self.on_weekends.data}

    @property
    def times(self) -> tuple[TimeField, TimeField]:
        return self.start, self.end

    def validate_end(self, field: TimeField) -> None:
        if self.is_on.data and field.data == self.start.data:
            raise ValidationError("Let them end at another time than they begin.")


def minute_of(wall: time) -> int:
    return wall.hour * 60 + wall.minute


class BrowserForm(FlaskForm):
    """What a browser says about itself once it may be rung; a script fills it in."""

    endpoint = HiddenField(validators=[InputRequired(), Length(max=1000)])
    p256dh = HiddenField(validators=[InputRequired(), Length(max=200)])
    auth = HiddenField(validators=[InputRequired(), Length(max=100)])
