"""What must not face the public is refused at start, each with its line."""

import os
import subprocess
import sys

import pytest

from webapp.config import Config

GOOD = {
    "APP_ENV": "production",
    "SECRET_KEY": "kX9vQ2mT7wL4pR8sZ1bN6cY3hJ5fD0gA",
    "PUBLIC_URL": "https://momentor.example",
    "TRUSTED_HOSTS": "momentor.example",
    "MAIL_URL": "smtps://user:word@mail.example",
    "PROXIES": "1",
}
UNSAFE = {
    "SECRET_KEY": [{"SECRET_KEY": ""}, {"SECRET_KEY": "short"}, {"SECRET_KEY": "change-me" * 9}],
    "PUBLIC_URL": [{"PUBLIC_URL": "http://momentor.example"}],
    "TRUSTED_HOSTS": [{"TRUSTED_HOSTS": ""}, {"TRUSTED_HOSTS": "other.example"}],
    "FLASK_DEBUG": [{"FLASK_DEBUG": "1"}],
    "DEMO": [{"DEMO": "1"}],
    "WEB_CONCURRENCY": [{"WEB_CONCURRENCY": "2"}],
    "PROXIES": [{"PROXIES": ""}, {"PROXIES": "some"}],
    "TURN_SECRET": [{"TURN_URLS": "turn:t.example", "TURN_SECRET": "change-me"}],
    "MAIL_URL": [{"MAIL_URL": ""}],
    "VAPID_PRIVATE_KEY": [{"VAPID_PRIVATE_KEY": "short"}, {"VAPID_PRIVATE_KEY": "…"}],
    "PUSH_HOSTS": [{"PUSH_HOSTS": "http://push.example"}, {"PUSH_HOSTS": "push.example"}],
}
CASES = [(name, change) for name, changes in UNSAFE.items() for change in changes]


@pytest.fixture
def environment(monkeypatch):
    def set_environment(**values):
        for name in ("REDIS_URL", "FLASK_DEBUG", "DEMO", "WEB_CONCURRENCY", "TURN_URLS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in (GOOD | values).items():
            monkeypatch.setenv(name, value)

    return set_environment


def test_a_complete_production_setting_is_accepted(environment):
    environment()
    assert Config().problems() == []


@pytest.mark.parametrize(("name", "change"), CASES)
def test_each_unsafe_setting_is_one_line_that_names_it(environment, name, change):
    environment(**change)

    (problem,) = Config().problems()

    assert problem.startswith(name)


def test_several_processes_may_run_with_redis(environment):
    environment(WEB_CONCURRENCY="2", REDIS_URL="redis://localhost")
    assert Config().problems() == []


def test_an_unknown_environment_is_refused(environment):
    environment(APP_ENV="prod")
    assert "APP_ENV" in Config().problems()[0]


def test_the_process_ends_with_78_and_says_why(environment):
    environment(DEMO="1", MAIL_URL="")

    command = [sys.executable, "-c", "import wsgi"]
    ended = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)

    assert ended.returncode == 78
    assert [line.split()[1] for line in ended.stderr.splitlines()] == ["DEMO", "MAIL_URL"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_the_names_that_providers_use_for_postgresql_work(environment, scheme):
    environment(DATABASE_URL=f"{scheme}://user@host/name")
    assert Config().SQLALCHEMY_DATABASE_URI == "postgresql+psycopg://user@host/name"


def test_on_a_laptop_nothing_has_to_be_set(environment):
    environment(APP_ENV="development", PUBLIC_URL="", TRUSTED_HOSTS="", PORT="8123")

    config = Config()

    assert config.PUBLIC_URL == "http://localhost:8123"
    assert "localhost" in config.TRUSTED_HOSTS
    assert config.problems() == []
