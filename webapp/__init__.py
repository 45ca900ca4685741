"""The application factory: every feature is wired in here, and only here."""

import sys

import sqlalchemy as sa
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import models
from webapp.config import Config
from webapp.core import assets, clock, faults, headers, outbox, text, times
from webapp.core.db import db
from webapp.core.health import bp as health
from webapp.core.rate_limit import limiter
from webapp.extensions import csrf, htmx, migrate
from webapp.matching import reactions as matching_reactions
from webapp.people import access
from webapp.pwa.routes import bp as pwa_pages

# imported for what they do: they subscribe to events
REACTIONS = (matching_reactions,)
__all__ = ["create_app", "models"]

EX_CONFIG = 78  # sysexits.h: something is wrong in the configuration


def create_app(config: Config | None = None, *, system_clock=None) -> Flask:
    config = config or Config()
    refuse_unsafe(config)
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.config.from_object(config)
    app.json.sort_keys = False
    trust_proxies(app, config)

    db.init_app(app)
    migrate.init_app(app, db, directory="migrations")
    htmx.init_app(app)
    clock.init_app(app, system_clock)
    faults.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    csrf.init_app(app)
    access.init_app(app)
    limiter.init_app(app)
    times.init_app(app, access.reader_zone)
    text.init_app(app)
    outbox.init_app(app)
    register_features(app)
    return app


def refuse_unsafe(config: Config) -> None:
    """Stop with exit code 78 and a line for each setting that must not face the public."""
    if problems := config.problems():
        print(*(f"momentor: {problem}" for problem in problems), sep="\n", file=sys.stderr)
        raise SystemExit(EX_CONFIG)


def trust_proxies(app: Flask, config: Config) -> None:
    if count := int(config.PROXIES or 0):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)


def register_features(app: Flask) -> None:
    sa.orm.configure_mappers()
    app.register_blueprint(health)
    app.register_blueprint(pwa_pages)
