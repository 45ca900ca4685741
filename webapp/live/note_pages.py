"""All pages of notes: one blueprint, a module a subject."""

from flask.blueprints import BlueprintSetupState

from webapp.live import pad_routes
from webapp.live.note_markdown import render_notes
from webapp.live.note_routes import bp

__all__ = ["bp", "pad_routes"]


@bp.record_once
def add_filter(state: BlueprintSetupState) -> None:
    state.app.add_template_filter(render_notes, "notes")
