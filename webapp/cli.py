"""Commands: the demo, and what an operator asks before and after a night."""

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.core import clock
from webapp.core.db import transaction
from webapp.demo import cast, meetings

demo_cli = AppGroup("demo", help="The demo's people and talks.")


@demo_cli.command("load")
def load_demo():
    """Add what is missing of the demo, and a talk that can be joined now."""
    if current_app.config["IS_PRODUCTION"]:
        raise click.ClickException("the demo lets anybody continue as anybody: not in production")
    now = clock.now()
    with transaction():
        added = cast.add_cast(now=now)
    with transaction():
        joinable, past = meetings.add_joinable(now=now), meetings.add_past(now=now)
    click.echo(f"demo: {added} people and {joinable + past} talks added")
