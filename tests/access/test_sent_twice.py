"""The same form sent many times at once, by double clicks and second tabs: done once, no fault."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa

from tests.access.world import World
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import slot_at
from webapp.booking.models import Booking
from webapp.core.db import db
from webapp.followup.models import Action, Closing, GoalMet
from webapp.followup.service import answer_goal, keep_action, need_no_action
from webapp.people import service as people
from webapp.people.models import HelpTopic, Person, Picture, ProfileLanguage, ProfileSkill
from webapp.people.pictures import Bitmap
from webapp.scheduling import service as scheduling
from webapp.scheduling.models import AvailabilityRule, CalendarSettings, Override
from webapp.scheduling.schedule import Window

pytestmark = pytest.mark.long

NOW, DAY = MONDAY_9AM, date(2026, 3, 4)
WINDOWS = [Window(600, 660), Window(720, 780)]
MANY = 6


def at_once(app, do, *keys) -> set[str]:
    """Do it in many threads at the same moment; return the faults."""
    start, faults = threading.Barrier(MANY), set()

    def run():
        with app.app_context():
            start.wait(10)
            try:
                do(*(db.session.get(table, key) for table, key in keys))
            except Exception as error:
                faults.add(repr(error))

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def mentoring(person):
    people.set_mentoring(person, is_mentor=True, is_paused=False, minutes_a_week=60)


CHANGES = {
    "one date": (lambda p: scheduling.override_day(p, DAY, WINDOWS), Override, 1),
    "every week": (lambda p: scheduling.open_weekdays(p, {6}, WINDOWS), AvailabilityRule, 2),
    "a calendar": (mentoring, CalendarSettings, 1),
    "topics": (lambda p: people.offer_help(p, [("a", ""), ("b", "")]), HelpTopic, 2),
    "languages": (lambda p: people.set_languages(p, ["de", "en"]), ProfileLanguage, 2),
    "skills": (lambda p: people.set_skills(p, ["Knots", "Sails"]), ProfileSkill, 2),
    "a picture": (lambda p: people.set_picture(p, Bitmap(b"x")), Picture, 1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_ones_own_is_there_once(crowd, name):
    do, table, count = CHANGES[name]
    person = Maker(NOW).person()

    assert at_once(crowd, do, (Person, person.id)) == set()

    mine = sa.select(sa.func.count()).select_from(table).where(table.person_id == person.id)
    db.session.rollback()
    assert db.session.scalar(mine) == count


SAID = {"when": "I meet him", "will": "tell him", "due_on": DAY}
ANSWERS = {
    "the goal": (lambda b, p: answer_goal(b, p, GoalMet.YES, now=NOW), Closing, Closing.person_id),
    "an action": (lambda b, p: keep_action(b, p, **SAID, now=NOW), Action, Action.owner_id),
    "no action": (lambda b, p: need_no_action(b, p, now=NOW), Closing, Closing.person_id),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_after_a_talk_is_there_once(crowd, name):
    do, table, whose = ANSWERS[name]
    world = World(Maker(NOW))
    talk = world.of_the_two(slot=slot_at(8))
    keys = (Booking, talk.id), (Person, world.mentor.id)

    assert at_once(crowd, do, *keys) == set()

    db.session.rollback()
    rows = sa.select(sa.func.count()).select_from(table)
    mine = rows.where(table.booking_id == keys[0][1], whose == keys[1][1])
    assert db.session.scalar(mine) == 1
