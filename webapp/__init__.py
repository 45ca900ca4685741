"""The application factory: every feature is wired in here, and only here.

What it needs is imported inside, so that the media process, which needs none of it,
starts without it.
"""

import sys

EX_CONFIG = 78  # sysexits.h: something is wrong in the configuration


def create_app(config=None, *, system_clock=None):
    """Build the app from a `Config` (by default from the environment), or exit with 78."""
    from flask import Flask

    from webapp.config import Config

    config = config or Config()
    refuse_unsafe(config)
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.config.from_object(config)
    app.json.sort_keys = False
    wire_core(app, system_clock)
    register_features(app)
    subscribe_reactions()
    wrap_server(app, config)
    return app


def refuse_unsafe(config) -> None:
    """Stop with exit code 78 and a line for each setting that must not face the public."""
    if problems := config.problems():
        print(*(f"momentor: {problem}" for problem in problems), sep="\n", file=sys.stderr)
        raise SystemExit(EX_CONFIG)


def wire_core(app, system_clock) -> None:
    from webapp.core import assets, clock, faults, headers, no_nul, outbox, text, times
    from webapp.core.db import db
    from webapp.core.rate_limit import limiter
    from webapp.extensions import csrf, htmx, migrate
    from webapp.people import access

    db.init_app(app)
    migrate.init_app(app, db, directory="migrations")
    htmx.init_app(app)
    clock.init_app(app, system_clock)
    faults.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    csrf.init_app(app)
    no_nul.init_app(app)
    access.init_app(app)
    limiter.init_app(app)
    times.init_app(app, access.reader_zone)
    text.init_app(app)
    outbox.init_app(app)


def register_features(app) -> None:
    import sqlalchemy as sa

    from webapp import cli
    from webapp import models as models  # maps every class before the first query
    from webapp.booking import diary
    from webapp.booking.feed_routes import bp as feed_pages
    from webapp.booking.group_routes import bp as group_pages
    from webapp.booking.routes import bp as booking_pages
    from webapp.core.health import bp as health
    from webapp.followup import goal_panel, last_time, panels, prep_panel
    from webapp.followup.goal_routes import bp as board_pages
    from webapp.followup.pages import bp as followup_pages
    from webapp.goals.routes import bp as goals_pages
    from webapp.live.note_pages import bp as note_pages
    from webapp.live.routes import bp as live_pages
    from webapp.matching import suggestions
    from webapp.matching.now_routes import bp as now_pages
    from webapp.matching.routes import bp as matching_pages
    from webapp.notifications import delivery
    from webapp.notifications.browser_routes import bp as telling_pages
    from webapp.notifications.cli import worker_command
    from webapp.notifications.routes import bp as notifications_pages
    from webapp.people.routes import bp as people_pages
    from webapp.pwa.routes import bp as pwa_pages
    from webapp.scheduling.busy_routes import bp as busy_pages
    from webapp.scheduling.routes import bp as scheduling_pages

    sa.orm.configure_mappers()
    for pages in (
        health,
        board_pages,
        booking_pages,
        followup_pages,
        goals_pages,
        live_pages,
        matching_pages,
        note_pages,
        notifications_pages,
        now_pages,
        people_pages,
        pwa_pages,
        scheduling_pages,
        telling_pages,
        busy_pages,
        feed_pages,
        group_pages,
    ):
        app.register_blueprint(pages)
    for command in (cli.prepare, cli.demo_cli, cli.check_cli, cli.doctor, worker_command):
        app.cli.add_command(command)
    delivery.init_app(app)
    goal_panel.register()
    last_time.register()
    panels.register()
    diary.register()
    prep_panel.register()
    suggestions.register()


def subscribe_reactions() -> None:
    """Import what listens to events; importing is subscribing."""
    from webapp.booking import engagement_reactions as _engagements
    from webapp.booking import reactions as _booking
    from webapp.booking import waitlist_reactions as _lines
    from webapp.followup import board_reactions as _boards
    from webapp.followup import reactions as _followup
    from webapp.matching import reactions as _matching
    from webapp.notifications import booking_change_reactions as _booking_changes
    from webapp.notifications import device_reactions as _ringing
    from webapp.notifications import engagement_reactions as _telling_of_engagements
    from webapp.notifications import followup_reactions as _after
    from webapp.notifications import free_now_reactions as _free_now
    from webapp.notifications import group_reactions as _groups
    from webapp.notifications import reactions as _notifications
    from webapp.notifications import reminder_reactions as _reminders
    from webapp.notifications import request_reactions as _requests
    from webapp.notifications import waitlist_reactions as _telling_of_offers
    from webapp.scheduling import reactions as _scheduling

    _ = _after, _boards, _booking, _booking_changes, _followup, _matching, _notifications
    _ = _free_now, _reminders, _requests, _ringing, _scheduling
    _ = _engagements, _groups, _lines, _telling_of_engagements, _telling_of_offers


def wrap_server(app, config) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    from webapp.live import engine

    engine.init_app(app)  # wraps what is above
    if count := int(config.PROXIES or 0):  # outermost: the sockets' addresses too
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
