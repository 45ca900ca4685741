"""Goals with what gathers under them, for tests."""

from datetime import timedelta
from itertools import count

from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.seats import seat_of
from webapp.core.db import db, transaction
from webapp.followup.board_models import Decision
from webapp.followup.models import Action, Insight
from webapp.goals import service
from webapp.goals.models import Brief, Goal
from webapp.people.models import Person

LINE = "Split the team by January"
_hours = count(1)


def goal_of(make, person: Person, line: str = LINE, **options) -> Goal:
    return service.begin_goal(person, line, now=make.now, **options)


def talk_under(make, goal: Goal | None, mentee: Person, mentor: Person, **attributes) -> Booking:
    """A talk of the past, an hour earlier each time."""
    slot = make.slot(make.now - timedelta(hours=2 * next(_hours)), 20)
    brief = make.brief(mentee, goal_id=goal and goal.id, sent_at=make.now)
    attributes = {"status": BookingStatus.ENDED, "ended_reason": "completed"} | attributes
    return make.booking(slot=slot, mentor=mentor, mentee=mentee, brief_id=brief.id, **attributes)


def fill(make, goal: Goal, mentee: Person, mentors: list[Person], count: int) -> None:
    """Put many talks under a goal at once, each with an insight and an action."""
    with transaction():
        for number in range(count):
            mentor = mentors[number % len(mentors)]
            talk = full_talk(make, goal, {Part.MENTOR: mentor, Part.MENTEE: mentee})
            left = {"created_at": make.now, "updated_at": make.now, "booking": talk}
            said = {"text": f"Sentence {number}", "goal_id": goal.id, "mentor_id": mentor.id}
            will = {"when_text": "we meet", "will_text": "tell him", "due_on": make.now.date()}
            db.session.add(Insight(person_id=mentee.id, **said, **left))
            db.session.add(Action(owner_id=mentee.id, **will, **left))


def full_talk(make, goal: Goal, people: dict[Part, Person]) -> Booking:
    start = make.now - timedelta(hours=2 * next(_hours))
    brief = Brief(person_id=goal.person_id, goal_id=goal.id, question="Who tells him?")
    brief.created_at = brief.updated_at = start
    talk = Booking(status=BookingStatus.ENDED, ended_reason="completed", brief=brief)
    talk.starts_at, talk.ends_at, talk.created_at = start, start + timedelta(minutes=20), start
    talk.wall_start, talk.time_zone = f"{start:%Y-%m-%dT%H:%M}", "UTC"
    talk.seats = [seat_of(talk, person, part) for part, person in people.items()]
    return talk


def insight(make, goal: Goal, mentor: Person, text: str = "Tell him first.", **attributes):
    row = Insight(person_id=goal.person_id, mentor_id=mentor.id, text=text, goal_id=goal.id)
    row.created_at = row.updated_at = make.now
    for name, value in attributes.items():
        setattr(row, name, value)
    return make.save(row)


def decision(make, goal: Goal, text: str = "I tell him.", reason: str = "he asked me") -> Decision:
    return make.save(Decision(goal_id=goal.id, text=text, reason=reason, created_at=make.now))
