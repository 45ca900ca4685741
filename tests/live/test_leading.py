"""The mentor leads through the agenda and may change it; nobody else may."""

import pytest

from webapp.live.agenda import NAMES

MINE = [("Hello", 2), ("Goal", 3), ("Both sides", 10), ("Decide", 5), ("Goodbye", 0)]


def agenda_of(*titles_and_minutes):
    return {"phases": [{"title": title, "minutes": n} for title, n in titles_and_minutes]}


def clock_of(tab):
    return tab.send("read_clock", {})["clock"]


def starts(clock):
    """When each phase begins, in minutes after the start."""
    return [(at - clock["starts_at"]) / 60_000 for _name, at in clock["phases"]]


def test_the_mentor_goes_on_and_everybody_sees_it(both, clock):
    mentor, mentee = both
    rev = clock_of(mentor)["rev"]
    clock.advance(minutes=3)
    assert mentor.send("set_phase", {"phase": "decide"})["ok"]

    for tab in both:
        (heard,) = tab.heard("clock")
        assert dict(heard["phases"])["decide"] == heard["now"]
        assert heard["rev"] == rev + 1


def test_the_mentor_calls_phases_something_else_and_shares_the_time_another_way(both):
    mentor, mentee = both
    assert mentor.send("set_agenda", agenda_of(*MINE))["ok"]

    for tab in both:
        (heard,) = tab.heard("clock")
        assert [tuple(planned[1:]) for planned in heard["agenda"]] == MINE
        assert starts(heard) == [0, 2, 5, 15, 20]
    assert clock_of(mentee)["agenda"] == heard["agenda"]


def test_what_has_been_stays_when_the_agenda_changes(both, clock):
    mentor, _mentee = both
    clock.advance(minutes=6)
    before = starts(clock_of(mentor))
    mentor.send(
        "set_agenda", agenda_of(("Hello", 9), ("Goal", 9), ("Explore", 5), ("A", 5), ("B", 5))
    )

    after = clock_of(mentor)
    assert starts(after) == [*before[:3], 10, 15]
    assert [minutes for _name, _title, minutes in after["agenda"]] == [2, 3, 5, 5, 5]


def test_it_can_be_changed_before_the_other_is_there(mentor, mentee, booking):
    mentor.join(booking)
    assert mentor.send("set_agenda", agenda_of(*MINE))["ok"]
    assert clock_of(mentor)["phases"] == []

    started = mentee.join(booking)["clock"]
    assert [title for _name, title, _minutes in started["agenda"]][2] == "Both sides"
    assert starts(started) == [0, 2, 5, 15, 20]
    assert started["rev"] == 2


def test_more_time_goes_to_what_is_to_come(both, clock):
    mentor, mentee = both
    clock.advance(minutes=17)
    before = starts(clock_of(mentor))
    mentee.send("ask_extension", {})
    question = mentee.heard("extension_asked")[0]["question"]
    for tab in both:
        tab.send("answer_extension", {"question": question, "accepts": True})

    after = starts(clock_of(mentor))
    assert after[:4] == before[:4]
    assert after[4] > before[4]


@pytest.mark.parametrize(
    ("verb", "message"), [("set_phase", {"phase": "decide"}), ("set_agenda", agenda_of(*MINE))]
)
def test_the_mentee_follows_and_after_the_end_nobody_leads(both, clock, verb, message):
    mentor, mentee = both
    assert mentee.send(verb, message) == {"ok": False, "error": "mentor_only"}
    clock.advance(minutes=21)
    assert mentor.send(verb, message) == {"ok": False, "error": "not_running"}


@pytest.mark.parametrize("message", [{}, {"phase": "lunch"}, {"phase": ["open"]}])
def test_a_phase_that_is_none_is_refused(both, message):
    assert both[0].send("set_phase", message)["error"] == "bad_message"


@pytest.mark.parametrize(
    "change",
    [{"title": ""}, {"title": "\u202e\u200b "}, {"title": 7}, {"minutes": -1}, {"minutes": 121},
     {"minutes": True}, {"minutes": 1.5}, {"name": "open"}],
)  # fmt: skip
def test_an_agenda_of_another_shape_is_refused(both, change):
    phases = agenda_of(*MINE)["phases"]
    phases[0] |= change
    assert both[0].send("set_agenda", {"phases": phases})["error"] == "bad_message"


def test_a_talk_has_all_its_phases_and_some_time(both):
    for wrong in (MINE[1:], [*MINE, ("More", 5)], [(name, 0) for name in NAMES]):
        assert both[0].send("set_agenda", agenda_of(*wrong))["error"] == "bad_message"


def test_a_title_has_no_character_that_turns_a_line_around(both):
    mentor, mentee = both
    mentor.send("set_agenda", agenda_of(("\u202eevil\u202c\n<b>", 2), *MINE[1:]))
    assert mentee.heard("clock")[0]["agenda"][0][1] == "evil <b>"
