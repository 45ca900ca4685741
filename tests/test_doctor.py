"""What keeps the product from serving is said in a line each, by every program of it."""

import os
import subprocess
import sys

import pytest
from flask_migrate import upgrade

from tests.making.push import subscription_for
from webapp import create_app
from webapp.config import Config
from webapp.core.push_keys import new_private_key
from webapp.doctor import asset_problems
from webapp.notifications.push_doctor import push_problems

QUIET = {"APP_ENV": "test", "DEMO": "", "REDIS_URL": "", "FLASK_APP": "wsgi.py"}


@pytest.fixture
def flask(empty_database):
    """Run a command as an operator would; return its exit code and what it said."""

    def flask(*arguments, **environment):
        command = [sys.executable, "-m", "flask", *arguments]
        values = os.environ | QUIET | {"DATABASE_URL": empty_database} | environment
        ended = subprocess.run(
            command, env=values, capture_output=True, text=True, check=False, timeout=30
        )
        return ended.returncode, (ended.stdout + ended.stderr).strip()

    return flask


@pytest.fixture
def migrated(empty_database):
    with create_app(Config.for_tests(empty_database)).app_context():
        upgrade()


@pytest.mark.parametrize("program", ["doctor", "worker"])
def test_an_old_database_is_refused_with_one_line(flask, program):
    code, said = flask(program)

    assert code == 78
    assert said == (
        "momentor: The database is not at the newest migration: run `flask db upgrade`."
    )


def test_a_database_that_is_away_is_refused_with_its_reason(flask, tmp_path):
    code, said = flask("doctor", DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder.db")

    assert code == 78
    assert said.startswith("momentor: The database does not answer: ")
    assert len(said.splitlines()) == 1


def test_a_healthy_product_is_told_so(flask, migrated):
    key = new_private_key()

    assert flask("doctor", VAPID_PRIVATE_KEY=key) == (0, "Nothing keeps this from serving.")


def test_before_the_first_start_of_the_worker_there_is_no_key_for_push(flask, migrated):
    code, said = flask("doctor")

    assert code == 0
    assert said.splitlines()[0].startswith("Push: there is no key yet")


def test_browsers_of_another_key_are_counted(make):
    make.save(subscription_for(make.person(), "another key", now=make.now))

    assert "another VAPID_PRIVATE_KEY: 1." in " ".join(push_problems())


def test_a_key_that_is_none_is_refused(flask, migrated):
    code, said = flask("doctor", VAPID_PRIVATE_KEY="secret")

    assert code == 78
    assert said.startswith("momentor: VAPID_PRIVATE_KEY must be 32 bytes")


def test_several_workers_need_redis(flask, migrated):
    code, said = flask("doctor", WEB_CONCURRENCY="2")
    assert (code, "2 workers without REDIS_URL" in said) == (78, True)


def test_unsafe_settings_are_said_by_every_command(flask):
    code, said = flask("doctor", APP_ENV="production", MAIL_URL="", PROXIES="")
    assert (code, "momentor: MAIL_URL" in said, "momentor: PROXIES" in said) == (78, True, True)


def test_what_is_not_built_is_not_served(app, monkeypatch, tmp_path):
    monkeypatch.setattr(app.extensions["assets"], "dist", tmp_path)
    (problem,) = asset_problems(app)
    assert "make assets" in problem
