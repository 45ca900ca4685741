"""The calendar page: one blueprint, a module a subject."""

from webapp.scheduling.routes import away, dates, offered, seen, week
from webapp.scheduling.routes.blueprint import bp

__all__ = ["away", "bp", "dates", "offered", "seen", "week"]
