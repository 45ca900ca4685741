"""What must not stand in a log, a database dump or a cookie."""

import logging

import pytest
import sqlalchemy as sa

from webapp.config import Config
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people.signin_models import DeviceSession, SignInCode


def test_an_error_of_the_database_does_not_say_what_was_written():
    with pytest.raises(sa.exc.DBAPIError) as error:
        db.session.execute(sa.text("SELECT :brief FROM nowhere"), {"brief": "Who tells Jonas?"})
    db.session.rollback()
    assert "Jonas" not in str(error.value)


def test_a_dump_of_the_database_signs_nobody_in(app, browser, sign_in, make):
    client = sign_in(make.person())
    browser().post("/sign-in", data={"email": "ada@example.test"})
    token = client.get_cookie(app.config["DEVICE_COOKIE"]).value
    code = db.session.scalars(sa.select(Outbox)).one().payload["subject"][:6]

    devices, codes = (db.session.scalars(sa.select(t)).all() for t in (DeviceSession, SignInCode))

    assert token.encode() not in b"".join(device.token_hash for device in devices)
    assert code.encode() not in b"".join(asked.code_hash for asked in codes)


def test_signing_in_logs_neither_codes_nor_addresses_nor_tokens(app, browser, caplog):
    caplog.set_level(logging.DEBUG)
    client = browser()
    client.post("/sign-in", data={"email": "ada@example.test"})
    code = db.session.scalars(sa.select(Outbox)).one().payload["subject"][:6]
    client.post("/sign-in/code", data={"code": code})
    client.post("/sign-in/name", data={"name": "Ada"})

    token = client.get_cookie(app.config["DEVICE_COOKIE"]).value
    for secret in (code, "ada@example.test", token):
        assert secret not in caplog.text


def test_in_production_no_other_host_can_plant_a_cookie_of_ours():
    config = Config(APP_ENV="production")
    assert config.SESSION_COOKIE_NAME.startswith("__Host-")
    assert config.DEVICE_COOKIE.startswith("__Host-")
    assert (config.SESSION_COOKIE_SECURE, config.SESSION_COOKIE_HTTPONLY) == (True, True)
