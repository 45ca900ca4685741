"""The chat, and asking to be slower."""

import pytest

from webapp.live import talking


def written(text="I cannot hear you.", key="a-key-of-16-characters"):
    return {"key": key, "text": text}


def test_a_message_reaches_the_others_and_stays_for_who_comes_back(both, connect, booking):
    mentor, mentee = both
    assert mentor.send("send_chat", written("  I cannot hear you. "))["ok"]

    (message,) = mentee.heard("chat_sent")
    assert (message["name"], message["text"]) == (booking.mentor.name, "I cannot hear you.")
    assert mentor.heard() == []
    assert connect(booking.mentee).take_over(booking)["chat"] == [message]


def test_a_message_sent_twice_is_one(both):
    mentor, mentee = both
    for _ in range(2):
        assert mentor.send("send_chat", written())["ok"]
    assert len(mentee.heard("chat_sent")) == 1


def test_a_chat_has_an_end(both, monkeypatch):
    monkeypatch.setattr(talking, "MOST_MESSAGES", 2)
    answers = [both[0].send("send_chat", written(key=f"a-key-number-{n:04}")) for n in range(3)]
    assert [answer.get("error") for answer in answers] == [None, None, "chat_full"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (written("  "), "bad_message"),
        (written("a\0b"), "bad_message"),
        (written("x" * 1001), "too_long"),
        (written(key="short"), "bad_message"),
        ({"text": "Hello"}, "bad_message"),
    ],
)
def test_what_is_no_message_is_refused(both, message, code):
    mentor, mentee = both
    assert mentor.send("send_chat", message)["error"] == code
    assert mentee.heard() == []


def test_asking_to_be_slower_reaches_the_other(both):
    mentor, mentee = both
    assert mentee.send("slow_down", {})["ok"]
    assert mentor.heard("slowed_down") == [{"peer": mentee.peer}]
    assert mentee.heard() == []
