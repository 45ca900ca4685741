"""Answers when something is refused, missing, too much, or broken."""

import logging
import sqlite3

import sqlalchemy as sa
from flask import Flask, Response, current_app
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.core import htmx
from webapp.core.db import db
from webapp.core.errors import DomainError

log = logging.getLogger(__name__)

PAGES = {403, 404, 413, 429}  # each has a template of its own; others share one
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def init_app(app: Flask) -> None:
    app.register_error_handler(DomainError, show_refusal)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(SecurityError, show_unknown_host)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(sa.exc.OperationalError, show_database_trouble)
    app.register_error_handler(sa.exc.TimeoutError, lambda _error: busy())


def show_refusal(error: DomainError) -> Response:
    return htmx.render(
        "errors/refused.html", fragment="errors/_refused.html", error=error, status=error.status
    )


def show_expired_form(_error: CSRFError) -> Response:
    return htmx.render("errors/403.html", fragment="errors/_http.html", status=403, code=403)


def show_unknown_host(_error: SecurityError) -> Response:
    # no page: nothing can be linked to from a host that is not ours
    return Response("This host is not in TRUSTED_HOSTS.", status=400, mimetype="text/plain")


def show_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response
    code = error.code or 500
    if code >= 500:
        log.error("answered %s", code, exc_info=getattr(error, "original_exception", None))
        return without_database("errors/500.html", code)
    page = f"errors/{code}.html" if code in PAGES else "errors/http.html"
    response = htmx.render(page, fragment="errors/_http.html", status=code, code=code)
    for name, value in error.get_headers():
        if name.lower() in ("retry-after", "allow"):
            response.headers[name] = value
    return response


def show_database_trouble(error: sa.exc.OperationalError) -> Response:
    """A lock held too long is a 503 to try again, never a 500."""
    if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in BUSY:
        return busy()
    raise error


def busy() -> Response:
    response = without_database("errors/503.html", 503)
    response.headers["Retry-After"] = "5"
    return response


def without_database(page: str, status: int) -> Response:
    """Render without the context of other pages: who asks would be asked of the database."""
    db.session.rollback()
    return Response(current_app.jinja_env.get_template(page).render(), status=status)
