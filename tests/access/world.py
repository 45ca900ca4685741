"""Two people with all they can have together, and somebody who has no part in it."""

from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from tests.making.booking import slot_at
from tests.making.live import Notebook
from tests.making.push import subscription_for
from tests.making.waitlist import full_mentor, waiting
from webapp.booking.engagement_lifecycle import EngagementStatus, WhyEnded
from webapp.booking.engagement_models import Engagement
from webapp.booking.feed_service import make_feed
from webapp.booking.group_service import offer_hour, take_place
from webapp.booking.instant_lifecycle import AskStatus, InstantStatus
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.models import Booking, BookingChange, BookingStatus
from webapp.booking.request_lifecycle import Form, RequestStatus
from webapp.booking.request_models import EntryKind, Request, RequestEntry
from webapp.booking.waitlist_lifecycle import WaitlistStatus
from webapp.booking.waitlist_models import WaitlistOffer
from webapp.core.db import db, transaction
from webapp.core.mail import Mail, put_mail
from webapp.core.outbox import Outbox
from webapp.followup.board_models import Decision
from webapp.followup.chain import FollowUpKind, FollowUpStatus, OutcomeKind
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.models import Action, ActionStatus, Closing, GoalMet, Insight, Prompt
from webapp.followup.verdict_models import Attended
from webapp.goals.models import Goal
from webapp.goals.service import begin_goal
from webapp.live.models import LiveSession, NoteUpdate
from webapp.live.note_models import NoteText
from webapp.live.private_pad import keep_pad
from webapp.live.verdicts import Verdict
from webapp.notifications.due import Kind
from webapp.notifications.unsubscribing import stop_link
from webapp.people.pictures import bitmap_from
from webapp.people.service import set_picture
from webapp.people.signin_models import Passkey
from webapp.scheduling.busy_models import BusyCalendar
from webapp.scheduling.models import CalendarSettings

PRIVATE = "only between the two"  # in every text that a third person must never read
NOTES = f"Tell him first, {PRIVATE}\n- [ ] ask Mira @2026-03-09\n"
OWN = "for one person alone"  # in what not even the other one of a talk may read
FAR_LESS, MORE = -2, 1  # than was expected


class World:
    """What there is, and its ids for addresses: `world.ids["talk"]`."""

    def __init__(self, make):
        self.make = make
        self.mentor = make.mentor(handle="ada", name="Ada Lind", email="ada@private.test")
        self.mentee = make.person(handle="ben", name="Ben Acht", email="ben@private.test")
        self.stranger = make.person(handle="eve", name="Eve Else", email="eve@private.test")
        self.talk = self.booked(slot_at(9, 10))  # its room is open
        self.later = self.booked(slot_at(15))
        self.past = self.booked(slot_at(10, day=1), status=BookingStatus.ENDED)
        self.off = self.booked(slot_at(16), status=BookingStatus.CANCELLED)
        self.missed = self.missed_by_the_mentee(slot_at(8, day=1))
        self.hold = self.held(slot_at(14), make.now + timedelta(minutes=5))
        self.lapsed = self.held(slot_at(13), None)
        self.ids = {
            name: getattr(self, name).public_id
            for name in ("talk", "later", "past", "off", "missed", "hold", "lapsed")
        }
        self.ids |= {"brief": self.hold.brief.public_id}
        self.ask_for_answers()
        self.write_notes(self.past, NOTES)
        self.close_past_talk()
        self.talk_elsewhere()
        self.add_ways_in()
        self.go_away()
        self.show_a_face()
        self.send_a_mail()
        self.add_calendars()
        self.let_a_browser_ring()
        self.add_engagements()
        self.ask_now()
        self.offer_group_hour()
        self.wait_for_a_time()

    def ask_now(self) -> None:
        now = self.make.now
        brief = self.make.brief(self.mentee, question=f"Now? {PRIVATE}", sent_at=now)
        asking = InstantRequest(
            mentee=self.mentee, brief=brief, minutes=15, status=InstantStatus.OPEN, favourites=0,
            ranked=[self.mentor.id], others=[], created_at=now, next_at=now + timedelta(minutes=1),
        )  # fmt: skip
        asking.asks.append(
            InstantAsk(mentor=self.mentor, wave=1, status=AskStatus.WAITING, asked_at=now)
        )
        self.ids["instant"] = self.make.save(asking).public_id

    def wait_for_a_time(self) -> None:
        """Ben waits for another mentor, whose time was offered to him."""
        other, _ = full_mentor(self.make)
        entry = waiting(self.make, other, person=self.mentee)
        brief = self.make.brief(self.mentee, question=f"Now? {PRIVATE}, {OWN}")
        held = self.make.hold(
            mentor=other, mentee=self.mentee, slot=slot_at(12, day=3), brief_id=brief.id
        )
        offer = WaitlistOffer(entry=entry, booking=held, starts_at=held.starts_at)
        offer.offered_at, offer.until = self.make.now, held.held_until
        self.ids |= {"place": entry.public_id, "offer": self.make.save(offer).public_id}
        with transaction():
            entry.status = WaitlistStatus.OFFERED
            held.changes.append(BookingChange(to_status=held.status, at=self.make.now))

    def booked(self, slot, **attributes) -> Booking:
        brief = self.make.brief(
            self.mentee, question=f"Who tells? {PRIVATE}", sent_at=self.make.now
        )
        return self.of_the_two(slot=slot, brief_id=brief.id, **attributes)

    def held(self, slot, held_until) -> Booking:
        brief = self.make.brief(self.mentee, question=f"Who tells? {PRIVATE}, {OWN}")
        status = BookingStatus.HELD if held_until else BookingStatus.LAPSED
        return self.of_the_two(slot=slot, brief_id=brief.id, status=status, held_until=held_until)

    def of_the_two(self, **attributes) -> Booking:
        booking = self.make.booking(mentor=self.mentor, mentee=self.mentee, **attributes)
        with transaction():
            booking.changes.append(self.change_to(booking))
        return booking

    def change_to(self, booking: Booking) -> BookingChange:
        change = BookingChange(person_id=self.mentee.id, to_status=booking.status, why=PRIVATE)
        change.at = self.make.now
        return change

    def ask_for_answers(self) -> None:
        """Requests to Ada that wait for her, for Ben and in a thread; a time held for one more."""
        settings = db.session.get(CalendarSettings, self.mentor.id)
        with transaction():
            settings.answers_in_writing = True
        waiting = self.booked(slot_at(11, day=5), status=BookingStatus.PENDING)
        asked = self.booked(slot_at(12, day=5), status=BookingStatus.PENDING)
        open_ = self.request(waiting.brief, booking=waiting, status=RequestStatus.OPEN)
        questioned = self.request(
            asked.brief, booking=asked, status=RequestStatus.ASKED, asked_at=self.make.now
        )
        thread = self.request(self.talk.brief, form=Form.WRITING, status=RequestStatus.ACCEPTED)
        self.ids |= {"waiting": waiting.public_id, "open": open_.public_id}
        self.ids |= {"questioned": questioned.public_id, "thread": thread.public_id}
        self.ids |= {"kept": self.held_with_a_reader().public_id}

    def request(self, brief, **attributes) -> Request:
        two = {"mentee_id": self.mentee.id, "mentor_id": self.mentor.id, "brief_id": brief.id}
        times = {"created_at": self.make.now, "due_at": self.make.now + timedelta(days=2)}
        row = self.make.save(Request(**two | times | attributes))
        for kind in (EntryKind.SENT, EntryKind.ASKED, EntryKind.WROTE):
            entry = RequestEntry(request_id=row.id, person_id=self.mentor.id, kind=kind)
            entry.words, entry.at = f"Does he know, {PRIVATE}", self.make.now
            self.make.save(entry)
        return row

    def held_with_a_reader(self) -> Booking:
        reader = self.make.mentor(handle="lea", name="Lea Read", calendar={"reads_first": True})
        brief = self.make.brief(self.mentee, question=f"Who tells? {PRIVATE}, {OWN}")
        until = self.make.now + timedelta(minutes=5)
        return self.make.hold(
            mentor=reader, mentee=self.mentee, slot=slot_at(13, day=5), held_until=until,
            brief_id=brief.id,
        )  # fmt: skip

    def write_notes(self, talk: Booking, words: str) -> None:
        came = talk.starts_at
        session = LiveSession(booking_id=talk.id, opened_at=came, starts_at=came)
        session.ends_at, session.rev = talk.ends_at, 1
        self.make.save(session)
        notes = Notebook()
        notes.text += words
        data = notes.document.get_update()
        self.make.save(NoteUpdate(live_session_id=session.id, data=data, at=came))
        self.make.save(NoteText(live_session_id=session.id))
        keep_pad(talk, talk.mentor, f"Seems tired, {PRIVATE}", rev=0, now=self.make.now)

    def close_past_talk(self) -> None:
        for person, rating, own in ((self.mentee, FAR_LESS, OWN), (self.mentor, MORE, "")):
            closing = Closing(booking_id=self.past.id, person_id=person.id)
            closing.goal_met, closing.rating = GoalMet.YES, rating
            closing.updated_at = self.make.now
            closing.thanks, closing.strength = f"Thank you, {PRIVATE}", f"You listen, {PRIVATE}"
            closing.prompt, closing.reflection = Prompt.TELL, f"It is possible, {PRIVATE} {own}"
            closing.reflected_at = self.make.now
            self.make.save(closing)
        self.keep_insight()
        action, done = (
            self.action(booking, status)
            for booking, status in ((self.past, ActionStatus.OPEN), (self.off, ActionStatus.DONE))
        )
        self.ids |= {"action": action.public_id, "done": done.public_id}
        self.ids["asked"] = self.ask_about(action, FollowUpKind.WEEK, FollowUpStatus.ASKED)
        self.ids["told"] = self.ask_about(done, FollowUpKind.MONTH, FollowUpStatus.ANSWERED)
        outcome = Outcome(action_id=done.id, person_id=self.mentee.id, kind=OutcomeKind.DECIDED)
        outcome.at = self.make.now
        self.make.save(outcome)

    def talk_elsewhere(self) -> None:
        """Ben talked with somebody else under the same goal: that is none of Ada's business."""
        other = self.make.mentor(handle="kai", name="Kai Other", email="kai@private.test")
        words = f"Ask Kai, {PRIVATE}, {OWN}"
        brief = self.make.brief(self.mentee, question=words, goal_id=self.mentees_goal.id)
        talk = self.make.booking(
            mentor=other, mentee=self.mentee, slot=slot_at(12, day=1), brief_id=brief.id,
            status=BookingStatus.ENDED, ended_reason="completed",
        )  # fmt: skip
        self.write_notes(talk, words)
        closing = Closing(booking_id=talk.id, person_id=self.mentee.id, updated_at=self.make.now)
        closing.goal_met, closing.none_needed, closing.rating = GoalMet.NO, False, FAR_LESS
        action = self.action(talk, ActionStatus.DONE)
        with transaction():
            action.when_text, action.note = words, words
        self.make.save(closing)
        self.ids["elsewhere"] = talk.public_id

    def action(self, booking: Booking, status: ActionStatus) -> Action:
        action = Action(booking_id=booking.id, owner_id=self.mentee.id, status=status)
        action.when_text, action.will_text = f"I meet him, {PRIVATE}", "tell him"
        action.due_on, action.created_at = self.make.now.date(), self.make.now
        action.updated_at = self.make.now
        return self.make.save(action)

    def keep_insight(self) -> None:
        insight = Insight(person_id=self.mentee.id, mentor_id=self.mentor.id, booking=self.past)
        insight.text, insight.created_at = f"Say it first, {PRIVATE}, {OWN}", self.make.now
        insight.updated_at, insight.goal_id = self.make.now, self.goal().id
        self.ids["insight"] = self.make.save(insight).public_id

    def goal(self) -> Goal:
        """A goal with a decision, for the mentee alone."""
        goal = begin_goal(self.mentee, f"Stay, {PRIVATE}, {OWN}", now=self.make.now)
        words = {"text": f"I tell him, {PRIVATE}, {OWN}", "reason": f"he asked, {OWN}"}
        self.make.save(Decision(goal_id=goal.id, created_at=self.make.now, **words))
        self.ids["goal"], self.mentees_goal = goal.public_id, goal
        return goal

    def ask_about(self, action: Action, kind: FollowUpKind, status: FollowUpStatus) -> str:
        asked = FollowUp(action=action, person_id=self.mentee.id, kind=kind, status=status)
        asked.due_at = asked.asked_at = asked.created_at = self.make.now
        return self.make.save(asked).public_id

    def missed_by_the_mentee(self, slot) -> Booking:
        booking = self.booked(slot, status=BookingStatus.ENDED, ended_reason="absent_mentee")
        for person, verdict in ((self.mentor, Verdict.ATTENDED), (self.mentee, Verdict.ABSENT)):
            row = Attended(booking_id=booking.id, person_id=person.id, verdict=verdict)
            row.at = self.make.now
            self.make.save(row)
        return booking

    def add_ways_in(self) -> None:
        passkey = Passkey(person_id=self.mentee.id, credential_id=b"id", public_key=b"key")
        passkey.name, passkey.created_at = "Chrome on Linux", self.make.now
        self.ids["passkey"] = self.make.save(passkey).public_id

    def go_away(self) -> None:
        may = date(2026, 5, 4)
        self.ids["off_days"] = self.make.time_off(self.mentor, may, may).public_id
        self.ids["trip"] = self.make.trip(self.mentor, may, may, "Asia/Tokyo").public_id

    def show_a_face(self) -> None:
        drawn = BytesIO()
        Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
        set_picture(self.mentor, bitmap_from(BytesIO(drawn.getvalue())))
        self.ids["face"] = self.mentor.profile.picture_etag

    def add_engagements(self) -> None:
        now = self.make.now
        goal = Goal(person_id=self.mentee.id, line=f"Lead them, {PRIVATE}", created_at=now)
        self.make.save(goal)
        for name, status in (("running", "running"), ("closed", "ended")):
            row = Engagement(mentor_id=self.mentor.id, mentee_id=self.mentee.id, goal_id=goal.id)
            row.sessions, row.minutes, row.ends_on = 2, 20, now.date()
            row.status, row.created_at = EngagementStatus(status), now
            if name == "closed":
                row.why_ended, row.ended_at = WhyEnded.TALKS_OVER, now
                row.mentee_line = row.mentor_strength = f"He asks back, {PRIVATE}"
            self.ids[name] = self.make.save(row).public_id

    def send_a_mail(self) -> None:
        letter = Mail("Your code", "123456", "<html><head></head><body>123456</body></html>")
        with transaction():
            put_mail(letter, to=self.mentee.email, key="one", due_at=self.make.now)
        row = db.session.query(Outbox).one()
        with transaction():
            row.sent_at, row.attempts = self.make.now, 1
        self.ids["mail"] = row.message_id.strip("<").partition("@")[0]

    def add_calendars(self) -> None:
        calendar = BusyCalendar(person_id=self.mentor.id, name="Work", created_at=self.make.now)
        calendar.address = f"http://not.asked.test/{OWN}"  # refused before it is asked
        calendar.read_at = calendar.known_until = calendar.due_at = self.make.now
        self.ids["read"] = self.make.save(calendar).public_id
        self.ids["feed"] = make_feed(self.mentor, now=self.make.now)

    def let_a_browser_ring(self) -> None:
        row = self.make.save(subscription_for(self.mentee, "key", now=self.make.now))
        self.ids["browser"] = row.public_id
        self.ids["stop"] = stop_link(self.mentee, Kind.FOLLOWUP).rpartition("/")[2]

    def offer_group_hour(self) -> None:
        when = slot_at(10, day=4, minutes=60)
        hour = offer_hour(self.mentor, when, topic="One", places=2, now=self.make.now)
        take_place(hour, self.mentee, question=PRIVATE, now=self.make.now)
        self.ids["hour"] = hour.public_id
