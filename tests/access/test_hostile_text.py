"""Text that wants to be code, in every field people write, on every page and in every mail."""

from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from tests.access.tables import PAGES, rows_of
from tests.making.live import Notebook
from webapp.booking.models import Booking, BookingChange
from webapp.core.db import db, transaction
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.board_models import Decision
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.models import Action, Closing, Insight
from webapp.followup.verdict_models import Attended
from webapp.goals.models import Brief, Goal, GoalChange
from webapp.live.models import NoteUpdate
from webapp.notifications import followup_letters as letters
from webapp.notifications.letters import cancelled_mail, confirmed_mail
from webapp.people.models import HelpTopic, Person, Profile, Skill
from webapp.people.signin_models import DeviceSession, Passkey

pytestmark = pytest.mark.long

EVIL = (
    """e'"></title></textarea></script><x-evil onx=1 hx-get=/x>{{7*7}}${7*7}[a](javascript:b)<!--"""
)
FIELDS = {
    Person.name, Profile.headline, Profile.quote, Brief.situation, Brief.tried, Brief.question,
    Brief.done, Brief.line, BookingChange.why, Goal.line, Goal.reason, GoalChange.line,
    GoalChange.reason, Decision.text, Decision.reason, Action.when_text, Action.will_text,
    Action.note,
    Insight.text, Closing.thanks, Closing.strength, Closing.reflection, Outcome.line,
    Attended.appeal, Passkey.name, DeviceSession.name,
}  # fmt: skip


@pytest.fixture
def hostile(world):
    """The same world, in which everything people could write is an attack."""
    with transaction():
        for field in FIELDS:
            db.session.execute(sa.update(field.class_).values({field: EVIL}))
        notes = Notebook()
        notes.text += EVIL
        update = sa.update(NoteUpdate).values(data=notes.document.get_update())
        db.session.execute(update)
        profile = db.session.get(Profile, world.mentor.id)
        profile.topics = [HelpTopic(position=0, title=EVIL, detail=EVIL)]
        profile.skills = [Skill(slug="evil", label=EVIL)]
    return world


class Reader(HTMLParser):
    """Notes what a browser would make of it."""

    def __init__(self, text):
        super().__init__()
        self.wrong = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "x-evil":
            self.wrong.append(tag)
        for name, value in attributes:
            if name.startswith("on") or (value or "").lower().startswith("javascript:"):
                self.wrong.append((tag, name, value))
            if tag not in ("input", "textarea") and name.startswith("hx-") and EVIL in value:
                self.wrong.append((tag, name, value))

    def handle_comment(self, data):
        self.wrong.append(data)


@pytest.mark.parametrize("name", ["anonymous", "mentee", "mentor", "stranger"])
@pytest.mark.parametrize("kind", [None, "partial"])
def test_no_page_runs_what_people_wrote(name, kind, hostile, actors, demo):
    browser = actors.browser(name)
    headers = {"HX-Request": "true", "HX-Request-Type": kind} if kind else {}
    for row in rows_of(PAGES):
        answer = browser.get(row.path.format(**hostile.ids), headers=headers)
        if answer.mimetype == "text/html":
            assert Reader(answer.text).wrong == [], row


@pytest.mark.parametrize("query", ["q", "skill", "language", "to", "day", "slot", "next", "step"])
def test_nothing_in_an_address_runs(query, browser, demo, make):
    for _ in range(13):
        make.mentor()
    for path in ("/", "/mentors", "/sign-in", "/demo/mail", "/nothing"):
        page = browser().get(path, query_string={query: EVIL})
        assert Reader(page.text).wrong == [], path


def test_no_mail_runs_what_people_wrote(hostile, now):
    booking = db.session.get(Booking, hostile.later.id)
    mentor, mentee = booking.mentor, booking.mentee
    asked = db.session.scalars(sa.select(FollowUp)).first()
    action = asked.action
    for reader in (mentor, mentee):
        mails = (
            confirmed_mail(booking, reader, now=now),
            cancelled_mail(booking, reader, by=mentor, reason=EVIL, now=now),
            letters.follow_up_mail(asked, mentee),
            letters.result_mail(action, mentor, ActionStatus.DONE, EVIL),
            letters.thanks_mail(booking, mentee, EVIL),
            letters.strength_mail(booking, EVIL),
            letters.reflection_mail(booking, reader),
            letters.absence_mail(booking, reader),
            letters.appeal_mail(booking, reader, EVIL),
            letters.waiting_mail(booking, reader),
        )
        for mail in mails:
            assert Reader(mail.html).wrong == []
            assert "\n" not in mail.subject


def test_a_name_adds_no_line_to_a_calendar(hostile, actors):
    with transaction():
        db.session.execute(sa.update(Person).values(name='A"\\nX-EVIL:1;x,y:z'))
    path = "/bookings/{talk}.ics".format(**hostile.ids)
    entry = actors.browser("mentee").get(path).text
    assert not [line for line in entry.splitlines() if line.startswith("X-EVIL")]
    assert entry.count("BEGIN:VEVENT") == 1
