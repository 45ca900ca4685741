"""`flask worker`."""

import logging

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from webapp.core import clock
from webapp.doctor import database_problems, refuse_if
from webapp.notifications.housekeeping import CHORES, EACH_TURN, EVERY, PROMPT
from webapp.notifications.server_key import make_key
from webapp.notifications.worker import Worker, run_until_stopped


@click.command("worker")
@with_appcontext
def worker_command():
    """Send what is due and tidy up, until stopped."""
    refuse_if(database_problems())
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    make_key(now=clock.now())
    run_until_stopped(*workers(current_app._get_current_object()))


def workers(app: Flask) -> list[Worker]:
    """Return one for mail, one for all that is quick, and two for the chores: slow and prompt."""
    quick = app.extensions["outbox_senders"].keys() - {"mail"}
    return [
        Worker(app, (), EVERY, kinds={"mail"}),
        Worker(app, (), EVERY, kinds=quick),
        Worker(app, CHORES, EVERY, kinds=()),
        Worker(app, PROMPT, EACH_TURN, kinds=()),
    ]
