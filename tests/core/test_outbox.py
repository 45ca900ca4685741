"""The outbox: written with the change, sent after it, once."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from webapp import create_app
from webapp.config import Config
from webapp.core import outbox
from webapp.core.db import db, transaction
from webapp.core.outbox import CLAIM_LASTS, MOST_ATTEMPTS, Outbox


class Post:
    """A sender that remembers what it sent, and fails while it is broken."""

    def __init__(self):
        self.sent, self.broken = [], False

    def __call__(self, row):
        if self.broken:
            raise ConnectionRefusedError
        self.sent.append((row.payload["words"], row.message_id))

    @property
    def words(self):
        return [words for words, _ in self.sent]


@pytest.fixture
def post():
    return Post()


def put(words, *, now, key=None, kind="note"):
    with transaction():
        outbox.put(kind, recipient="ben", payload={"words": words}, key=key or words, due_at=now)


def rows():
    return db.session.scalars(sa.select(Outbox).order_by(Outbox.id)).all()


def test_what_is_due_is_sent_once(post, now):
    put("hello", now=now)

    assert outbox.deliver_due({"note": post}, now=now) == 1
    assert outbox.deliver_due({"note": post}, now=now + timedelta(days=1)) == 0

    assert post.words == ["hello"]


@pytest.mark.parametrize(
    ("settings", "kept"),
    [({"MAIL_URL": "smtp://mail.example"}, {}), ({"MAIL_URL": ""}, {"words": "hello"}),
     ({"MAIL_URL": "smtp://mail.example", "DEMO": True}, {"words": "hello"})],
)  # fmt: skip
def test_what_was_said_is_kept_only_where_it_went_nowhere_else(
    app, monkeypatch, post, now, settings, kept
):
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    put("hello", now=now)

    outbox.deliver_due({"note": post}, now=now)

    assert rows()[0].payload == kept


def test_nothing_is_sent_before_it_is_due(post, now):
    put("hello", now=now + timedelta(minutes=1))

    outbox.deliver_due({"note": post}, now=now)

    assert post.words == []


def test_the_oldest_is_sent_first(post, now):
    put("second", now=now)
    put("first", now=now - timedelta(minutes=1))

    outbox.deliver_due({"note": post}, now=now)

    assert post.words == ["first", "second"]


def test_the_same_key_twice_is_one_notification(post, now):
    put("hello", key="greeting", now=now)
    put("hello again", key="greeting", now=now)

    outbox.deliver_due({"note": post}, now=now)

    assert post.words == ["hello"]


def test_a_row_goes_with_the_change_it_belongs_to(now):
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.put("note", recipient="ben", payload={}, key="gone", due_at=now)
        raise ZeroDivisionError

    assert rows() == []


def test_what_was_called_off_is_not_sent(post, now):
    put("check", key="check:a1:1", now=now)
    put("other", key="check:a12:1", now=now)

    with transaction():
        outbox.cancel("check:a1:", now=now)
    outbox.deliver_due({"note": post}, now=now)

    assert post.words == ["other"]


def test_signs_in_a_key_are_not_wildcards(post, now):
    put("other", key="check:aXb:1", now=now)

    with transaction():
        outbox.cancel("check:a_b:", now=now)
    outbox.deliver_due({"note": post}, now=now)

    assert post.words == ["other"]


def test_a_kind_that_nobody_delivers_waits(post, now):
    put("hello", kind="pigeon", now=now)

    assert outbox.deliver_due({"note": post}, now=now) == 0
    assert [row.claimed_at for row in rows()] == [None]


def test_one_that_fails_waits_longer_each_time_and_keeps_its_message_id(post, now):
    put("hello", now=now)
    message_id = rows()[0].message_id
    post.broken = True

    pauses = []
    for _ in range(3):
        outbox.deliver_due({"note": post}, now=now)
        pauses.append(rows()[0].due_at - now)
        now = rows()[0].due_at
    post.broken = False
    outbox.deliver_due({"note": post}, now=now)

    assert pauses == [timedelta(seconds=seconds) for seconds in (10, 20, 40)]
    assert post.sent == [("hello", message_id)]


def test_no_pause_is_longer_than_an_hour():
    assert outbox.pause_after(50) == timedelta(hours=1)


def test_one_that_fails_does_not_stop_the_others(post, now):
    put("bad", now=now)
    put("good", now=now)

    def send(row):
        if row.payload["words"] == "bad":
            raise TimeoutError
        post(row)

    assert outbox.deliver_due({"note": send}, now=now) == 1
    assert post.words == ["good"]


def test_one_that_never_arrives_is_given_up(post, now):
    put("hello", now=now)
    with transaction():
        rows()[0].attempts = MOST_ATTEMPTS - 1
    post.broken = True

    outbox.deliver_due({"note": post}, now=now)

    assert rows()[0].cancelled_at == now


def test_a_claimed_row_is_left_to_its_worker(post, now):
    put("hello", now=now)
    assert outbox.claim(rows()[0].id, now=now)

    outbox.deliver_due({"note": post}, now=now + CLAIM_LASTS - timedelta(seconds=1))

    assert post.words == []


def test_what_a_dead_worker_claimed_is_sent_again_under_the_same_message_id(post, now):
    put("hello", now=now)
    before = outbox.claim(rows()[0].id, now=now).message_id

    outbox.deliver_due({"note": post}, now=now + CLAIM_LASTS)

    assert post.sent == [("hello", before)]


def test_a_worker_that_comes_late_leaves_the_row_to_the_one_that_took_it_over(now):
    put("hello", now=now)
    slow = outbox.claim(rows()[0].id, now=now)
    assert outbox.claim(slow.id, now=now + CLAIM_LASTS)

    outbox.give_back(slow, now=now + CLAIM_LASTS)

    assert rows()[0].claimed_at == now + CLAIM_LASTS


def test_message_ids_are_of_our_own_host(app, now):
    put("one", now=now)
    put("two", now=now)

    ids = {row.message_id for row in rows()}

    assert len(ids) == 2
    assert all(message_id.endswith("@localhost>") for message_id in ids)


def test_no_transaction_is_open_while_a_row_is_sent(now):
    put("hello", now=now)
    open_while_sending = []

    outbox.deliver_due(
        {"note": lambda _row: open_while_sending.append(db.session().in_transaction())}, now=now
    )

    assert open_while_sending == [False]


def test_two_workers_never_send_the_same_row(own_database, now, post):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        for number in range(40):
            put(f"note {number}", now=now)
    start = threading.Barrier(4)

    def work():
        start.wait(10)
        with app.app_context():
            outbox.deliver_due({"note": post}, now=now)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert sorted(post.words) == sorted(f"note {number}" for number in range(40))


def test_two_who_put_the_same_key_at_once_leave_one_row(own_database, now):
    app = create_app(Config.for_tests(own_database))
    start = threading.Barrier(4)
    done = []

    def work():
        start.wait(10)
        with app.app_context():
            put("hello", key="greeting", now=now)
            done.append(True)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    with app.app_context():
        assert len(done) == 4
        assert len(rows()) == 1
