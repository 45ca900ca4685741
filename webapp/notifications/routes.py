"""The demo: every mail that was sent, and continuing as somebody of the cast."""

from flask import Blueprint, Response, abort, current_app, request

from webapp.core import htmx
from webapp.core.headers import POLICY
from webapp.core.links import safe_next
from webapp.notifications.queries import recipients, sent_mail, sent_mails
from webapp.people.entrance import continue_as as admit
from webapp.people.queries import person_with_handle

MOST_MAILS = 100  # shown on the page
CAST = "@demo.test"

# A mail has inline styles and nothing else; it is shown in a frame without any right but one:
# a link that is pressed leads the whole page on.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-top-navigation-by-user-activation"
)
LINKS_LEAD_THE_PAGE = '<head>\n<base target="_top">'

bp = Blueprint("notifications", __name__, url_prefix="/demo")


@bp.before_request
def only_in_the_demo():
    if not current_app.config["DEMO"]:
        abort(404)


@bp.get("/mail")
def mails() -> Response:
    to = request.args.get("to", "")
    response = htmx.render(
        "notifications/mails.html",
        mails=sent_mails(to=to, limit=MOST_MAILS),
        recipients=recipients(),
        to=to,
    )
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@bp.get("/mail/<token>")
def mail(token: str) -> Response:
    """Show the HTML of one mail by itself, for the frame."""
    row = sent_mail(token) or abort(404)
    html = row.payload["html"] or abort(404)
    response = Response(html.replace("<head>", LINKS_LEAD_THE_PAGE, 1), mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


@bp.post("/people/<handle>")
def continue_as(handle: str) -> Response:
    person = person_with_handle(handle) or abort(404)
    if not person.email.endswith(CAST):  # whoever signed up here by themselves stays themselves
        abort(404)
    return admit(person, to=safe_next())
