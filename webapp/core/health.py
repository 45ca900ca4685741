"""Is the process up, and can it work: for whatever watches it."""

import sqlalchemy as sa
from flask import Blueprint, Response

from webapp.core.db import db
from webapp.core.rate_limit import limiter

bp = Blueprint("health", __name__)
limiter.exempt(bp)


@bp.get("/healthz")
def healthz():
    """Answer as long as the process does; touches nothing."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def readyz():
    """Answer 200 only while the database does."""
    try:
        db.session.execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return Response("the database does not answer\n", status=503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
