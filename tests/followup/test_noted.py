"""Lines with a day in the notes, and the one action each becomes."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.making.followup import past_talk
from tests.making.notes import noted
from webapp.core.db import db
from webapp.core.zones import zone
from webapp.followup.chain_models import FollowUp
from webapp.followup.models import Action
from webapp.followup.noted import MOST_NOTED, keep_noted, noted_lines
from webapp.followup.noted_days import noted_day
from webapp.invariants import violations

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
TUESDAY = date(2026, 12, 1)
TEXT = """- [ ] ask Mira @friday
- [x] done already @friday
- [ ] without a day
- [ ] ask  MIRA @Friday
ask Jonas @friday
"""


@pytest.mark.parametrize(
    ("words", "will", "due_on"),
    [
        ("ask Mira @friday", "ask Mira", date(2026, 12, 4)),
        ("ask Mira @Fri, first", "ask Mira, first", date(2026, 12, 4)),
        ("@tuesday ask", "ask", date(2026, 12, 8)),
        ("ask @wed.", "ask.", date(2026, 12, 2)),
        ("ask @today", "ask", TUESDAY),
        ("ask @tomorrow", "ask", date(2026, 12, 2)),
        ("ask @2027-01-15", "ask", date(2027, 1, 15)),
        ("mail ada@friday.test @thu", "mail ada@friday.test", date(2026, 12, 3)),
        ("tell @mira @sun", "tell @mira", date(2026, 12, 6)),
    ],
)
def test_a_day_is_read_as_it_was_meant_when_it_was_written(words, will, due_on):
    noted = noted_day(words, TUESDAY)
    assert (noted.will, noted.due_on) == (will, due_on)


@pytest.mark.parametrize(
    "words",
    ["ask", "@friday", "ask @fr", "ask @2026-02-30", "ask @2031-01-01", "a@friday", "@friday !"],
)
def test_what_is_no_day_or_no_line_is_none(words):
    assert noted_day(words, TUESDAY) is None


@pytest.fixture
def talk(make):
    ada, ben = make.mentor(name="Ada Lindqvist"), make.person(name="Ben Achterberg")
    return noted(make, past_talk(make, mentor=ada, mentee=ben), TEXT)


@pytest.fixture
def line(talk, clock):
    (line,) = noted_lines(talk, talk.mentee, now=clock.now())
    return line


@pytest.fixture
def tap(talk, line, sign_in):
    def tap(person, owner="mine", key=line.key, **options):
        url = f"/bookings/{talk.public_id}/noted"
        return sign_in(person).post(url, data={"line": key, "owner": owner}, **options)

    return tap


def actions():
    return list(db.session.scalars(sa.select(Action)))


def test_an_open_box_with_a_day_is_offered_once(line, talk):
    assert (line.will, line.action) == ("ask Mira", None)
    assert line.due_on.weekday() == 4 and line.due_on > talk.starts_at.date()


def test_a_tap_makes_one_action_of_it_whoever_taps_and_how_often(talk, tap, line, sign_in):
    for person in (talk.mentee, talk.mentee, talk.mentor):
        tap(person)
    (action,) = actions()
    assert (action.owner, action.due_on) == (talk.mentee, line.due_on)
    assert action.sentence.endswith("I will ask Mira.")
    assert action.talk == talk and action.other == talk.mentor
    assert db.session.scalars(sa.select(FollowUp)).all()
    assert list(violations(senders=["mail", "push"])) == []
    for person, words in ((talk.mentee, "Your action"), (talk.mentor, "<bdi>Ben</bdi>’s action")):
        page = sign_in(person).get(f"/bookings/{talk.public_id}").text
        assert words in page and "I will ask Mira" in page
    assert "From <a" in sign_in(talk.mentee).get("/actions").text


def test_it_stands_beside_the_one_thing_said_at_the_end(talk, tap, sign_in):
    said = {"when": "I meet Jonas", "will": "tell him", "owner": "mine"}
    tap(talk.mentee)
    client, end = sign_in(talk.mentee), f"/bookings/{talk.public_id}/close"
    client.post(end, data={"step": "goal", "goal_met": "yes"})
    due_on = str(talk.starts_at.date() + timedelta(days=3))
    client.post(end, data=said | {"step": "action", "due_on": due_on})
    assert {action.will_text for action in actions()} == {"ask Mira", "tell him"}


def test_one_says_it_for_the_other_as_in_the_form(talk, tap):
    tap(talk.mentor, owner="theirs")
    (action,) = actions()
    assert (action.owner, action.said_by_id) == (talk.mentee, talk.mentor.id)


def test_in_the_room_the_part_is_answered(tap, talk):
    part = tap(talk.mentee, headers=HTMX)
    assert part.status_code == 200 and 'id="noted"' in part.text and "Your action" in part.text


def test_a_line_that_is_gone_or_ticked_becomes_nothing(make, talk, tap, line):
    noted(make, talk, "- [x] ask Mira @friday")
    assert tap(talk.mentee).status_code == 409
    assert tap(talk.mentee, key="nonsense").status_code == 409
    assert actions() == []


def test_a_day_that_has_passed_is_said_and_becomes_nothing(talk, tap, clock, sign_in):
    clock.advance(days=10)
    assert tap(talk.mentee).status_code == 409
    assert "has passed." in sign_in(talk.mentee).get(f"/bookings/{talk.public_id}").text
    assert actions() == []


def test_the_writers_calendar_counts(make, talk):
    """11 in the evening in Lisbon is the next day in Tokyo."""
    lisbon, tokyo = make.mentor(time_zone="Europe/Lisbon"), make.person(time_zone="Asia/Tokyo")
    late = past_talk(make, mentor=lisbon, mentee=tokyo)
    noted(make, late, "- [ ] ask @tomorrow")
    days = {p: noted_lines(late, p, now=make.now)[0].due_on for p in (lisbon, tokyo)}
    for person, due_on in days.items():
        local = late.starts_at.astimezone(zone(person.time_zone))
        assert due_on == local.date() + timedelta(days=1)


def test_there_is_an_end_to_it(make, talk, clock):
    lines = "".join(f"- [ ] thing {number} @friday\n" for number in range(MOST_NOTED + 1))
    noted(make, talk, lines)
    keys = [line.key for line in noted_lines(talk, talk.mentee, now=clock.now())]
    for key in keys[:-1]:
        keep_noted(talk, talk.mentee, key, now=clock.now())
    with pytest.raises(Exception, match="Ten actions"):
        keep_noted(talk, talk.mentee, keys[-1], now=clock.now())
    keep_noted(talk, talk.mentor, keys[-1], now=clock.now())


def test_nobody_else_makes_actions_of_it(make, tap, talk, sign_in):
    eve = make.person()
    assert tap(eve).status_code == 404
    assert sign_in(eve).get(f"/bookings/{talk.public_id}/noted").status_code == 404
    assert actions() == []
