"""Real databases for tests: a PostgreSQL server of our own, and an empty database on demand."""

import glob
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

PROGRAMS = "/usr/lib/postgresql/*/bin"  # Debian keeps them off PATH


def on_postgres() -> bool:
    return os.environ.get("TEST_DATABASE_URL", "").startswith("postgresql")


@contextmanager
def new_database(folder) -> Iterator[str]:
    """Yield the URL of an empty database on the engine under test, dropped afterwards."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{folder}/own.db"
        return
    name = f"own_{os.getpid()}_{secrets.token_hex(4)}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


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
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c max_connections=300"
    run("pg_ctl", "-D", f"{home}/data", "-o", options, "-l", f"{home}/log", "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)
