"""How time is offered: lengths and their starts, pauses, notice, and how much of it."""

from flask import Response, url_for

from webapp.core import htmx
from webapp.core.db import db
from webapp.people.access import current_person, signed_in
from webapp.scheduling import service
from webapp.scheduling.models import LENGTHS, CalendarSettings
from webapp.scheduling.offered_forms import SettingsForm
from webapp.scheduling.routes.blueprint import bp
from webapp.scheduling.routes.reading import diary_of_reader


@bp.get("/availability/settings")
@signed_in
def settings() -> Response:
    diary_of_reader()
    settings = settings_of_reader()
    steps = {f"step_{n}": settings.steps.get(str(n), 0) for n in LENGTHS}
    return render_settings(SettingsForm(obj=settings, **steps))


@bp.post("/availability/settings")
@signed_in
def change_settings() -> Response:
    diary_of_reader()
    form = SettingsForm()
    if not form.validate():
        return render_settings(form, status=422)
    service.change_settings(settings_of_reader(), **form.changes)
    return htmx.go_to(url_for(".settings", saved=1))


def settings_of_reader() -> CalendarSettings:
    return db.session.get(CalendarSettings, current_person().id)


def render_settings(form: SettingsForm, *, status=200) -> Response:
    return htmx.render(
        "scheduling/settings.html", fragment="scheduling/_settings.html", form=form, status=status
    )
