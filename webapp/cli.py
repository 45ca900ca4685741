"""Commands: the demo, and what an operator asks before and after a night."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade

from webapp.core import clock
from webapp.core.db import transaction
from webapp.demo import cast, free, goals, meetings
from webapp.doctor import refuse_if, startup_problems
from webapp.invariants import violations
from webapp.live.ice import turn_urls
from webapp.media.turn_probe import turn_problems
from webapp.notifications.push_doctor import push_problems
from webapp.notifications.server_key import make_key

demo_cli = AppGroup("demo", help="The demo's people and talks.")
check_cli = AppGroup(
    "check", help="Whether what is stored, and what stands beside us, is as it must be."
)


@demo_cli.command("load")
def load_demo():
    """Add what is missing of the demo, and a talk that can be joined now."""
    if current_app.config["IS_PRODUCTION"]:
        raise click.ClickException("the demo lets anybody continue as anybody: not in production")
    click.echo(add_demo())


@click.command("prepare")
@with_appcontext
def prepare():
    """Migrate the database and, in demo mode, load the demo if nobody else is in it."""
    upgrade()
    make_key(now=clock.now())
    if not current_app.config["DEMO"]:
        return
    click.echo(add_demo() if cast.may_be_added() else "demo: left out, other people are here")


def add_demo() -> str:
    now = clock.now()
    with transaction():
        added = cast.add_cast(now=now)
    with transaction():
        free.keep_free_now(now=now)
        free.add_favourite(now=now)
    with transaction():
        joinable, past = meetings.add_joinable(now=now), meetings.add_past(now=now)
        earlier = goals.add_goal(now=now)
    return f"demo: {added} people and {joinable + past + earlier} talks added"


@click.command("doctor")
@with_appcontext
def doctor():
    """Say what keeps this from serving; exit 78 if anything does."""
    refuse_if(startup_problems(current_app))
    for problem in push_problems():
        click.echo(problem)
    click.echo("Nothing keeps this from serving.")


@check_cli.command("invariants")
def check_invariants():
    """Say which rows contradict each other; exit 1 if any do."""
    senders = current_app.extensions["outbox_senders"]
    if broken := list(violations(senders=senders)):
        raise click.ClickException("\n".join(broken))
    click.echo("Everything stored fits together.")


@check_cli.command("turn")
def check_turn():
    """Try what a TURN server must not do for its guests; exit 1 if it does any of it."""
    secret, urls = current_app.config["TURN_SECRET"], turn_urls()
    if not urls:
        raise click.ClickException("TURN_URLS names no server.")
    problems = [
        f"{url}: {problem}"
        for url in urls
        for problem in turn_problems(url, secret, now=clock.now())
    ]
    if problems:
        raise click.ClickException("\n".join(problems))
    click.echo("It serves those we send, and reaches nobody it must not.")
