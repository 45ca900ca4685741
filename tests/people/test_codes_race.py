"""Twenty requests with the same right code: one is let in. On a database of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.people.conftest import KEY
from webapp import create_app
from webapp.config import Config
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people import codes
from webapp.people.errors import CodeSpent

MANY = 20


def test_of_many_uses_at_once_exactly_one_succeeds(own_database):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        ada = Maker(MONDAY_9AM).person()
        browser = codes.send_code(ada.email, key=KEY, now=MONDAY_9AM)
        code = db.session.query(Outbox).one().payload["subject"][:6]
    start = Barrier(MANY)

    def use(_number) -> bool:
        with app.app_context():
            asked = codes.code_asked_by(browser, now=MONDAY_9AM)
            start.wait()
            try:
                return codes.prove_code(asked, code, key=KEY, now=MONDAY_9AM) is not None
            except CodeSpent:
                return False

    with ThreadPoolExecutor(MANY) as pool:
        assert sum(pool.map(use, range(MANY))) == 1
