"""What must be right before this serves anybody. Shared by the launcher and `flask doctor`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from webapp import EX_CONFIG
from webapp.core.db import db
from webapp.core.text import one_line

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def startup_problems(app: Flask, *, workers: int | None = None) -> list[str]:
    """Return why this must not serve, a line each; empty means it may.

    The settings that are unsafe in production alone are refused by the factory already.
    """
    workers = workers or app.config["WEB_CONCURRENCY"]
    with app.app_context():
        return [*worker_problems(app, workers), *asset_problems(app), *database_problems()]


def refuse_if(problems: Iterable[str]) -> None:
    """Stop with exit code 78 and a line for each reason, if there is any."""
    if lines := [f"momentor: {problem}\n" for problem in problems]:
        sys.stderr.writelines(lines)
        raise SystemExit(EX_CONFIG)


def worker_problems(app: Flask, workers: int) -> Iterator[str]:
    if workers > 1 and not app.config["REDIS_URL"]:
        yield f"{workers} workers without REDIS_URL: they could not hear each other."


def asset_problems(app: Flask) -> Iterator[str]:
    if not (app.extensions["assets"].dist / "manifest.json").is_file():
        yield "The scripts and sheets are not built: run `make assets`."


def database_problems() -> Iterator[str]:
    try:
        with db.engine.connect() as connection:
            applied = set(MigrationContext.configure(connection).get_current_heads())
    except sa.exc.OperationalError as error:
        yield f"The database does not answer: {one_line(str(error.orig))}"
        return
    finally:
        db.engine.dispose()  # whoever forks after this must not share a connection
    if applied != set(ScriptDirectory(str(MIGRATIONS)).get_heads()):
        yield "The database is not at the newest migration: run `flask db upgrade`."
