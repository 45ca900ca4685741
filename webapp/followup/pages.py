"""All pages of this feature; importing is registering."""

from webapp.followup import (
    action_routes,
    follow_up_routes,
    harvest_routes,
    network_routes,
    no_show_routes,
    noted_routes,
    room_routes,
    thread_routes,
)
from webapp.followup.routes import bp

_ = action_routes, follow_up_routes, harvest_routes, network_routes
_ = no_show_routes, noted_routes, room_routes, thread_routes

__all__ = ["bp"]
