"""Real databases for tests: a PostgreSQL server of our own, and an empty database on demand."""

import atexit
import glob
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlalchemy as sa
from flask_migrate import upgrade

from webapp import create_app
from webapp.config import Config
from webapp.core.db import db

PROGRAMS = "/usr/lib/postgresql/*/bin"  # Debian keeps them off PATH


def on_postgres() -> bool:
    return os.environ.get("TEST_DATABASE_URL", "").startswith("postgresql")


@contextmanager
def new_database(folder) -> Iterator[str]:
    """Yield the URL of an empty database on the engine under test, dropped afterwards."""
    if not on_postgres():
        yield f"sqlite:///{folder}/own.db"
        return
    with postgres_database("template0") as url:
        yield url


@contextmanager
def migrated_database(folder) -> Iterator[str]:
    """Yield the URL of a copy of a migrated and empty database, dropped afterwards."""
    if not on_postgres():
        shutil.copy(sqlite_template(), f"{folder}/own.db")
        yield f"sqlite:///{folder}/own.db"
        return
    with postgres_database(postgres_template()) as url:
        yield url


@contextmanager
def postgres_database(template: str) -> Iterator[str]:
    name = f"own_{os.getpid()}_{secrets.token_hex(4)}"
    in_postgres(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield postgres_url(name)
    finally:
        in_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def sqlite_template() -> str:
    folder = tempfile.TemporaryDirectory(prefix="momentor-template-")
    atexit.register(folder.cleanup)
    migrate(f"sqlite:///{folder.name}/template.db")
    return f"{folder.name}/template.db"


@cache
def postgres_template() -> str:
    name = f"template_{os.getpid()}"  # goes with the server
    in_postgres(f"CREATE DATABASE {name} TEMPLATE template0")
    migrate(postgres_url(name))
    return name


def migrate(url: str) -> None:
    with create_app(Config.for_tests(url)).app_context():
        upgrade()
        db.engine.dispose()  # SQLite writes its log into the file, PostgreSQL lets it be copied


def in_postgres(statement: str) -> None:
    admin = sa.create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(statement)
    admin.dispose()


def postgres_url(database: str) -> str:
    url = sa.make_url(os.environ["TEST_DATABASE_URL"])
    return url.set(database=database).render_as_string(hide_password=False)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL in a folder of its own, on a socket, and stop it afterwards."""
    programs = sorted(glob.glob(PROGRAMS))
    if not programs:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    home = tempfile.mkdtemp(prefix="momentor-pg-")
    user = {}
    if os.getuid() == 0:  # initdb refuses root
        shutil.chown(home, "postgres", "postgres")
        user = {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": home}

    def run(program, *arguments):
        command = [f"{programs[-1]}/{program}", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **user)

    run("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c jit=off -c max_connections=300"
    run("pg_ctl", "-D", f"{home}/data", "-o", options, "-l", f"{home}/log", "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)
