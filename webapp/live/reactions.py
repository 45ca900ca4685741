"""What live does when something happens below it."""

from functools import partial

from webapp.booking.events import BookingCancelled
from webapp.booking.group_events import GroupHourCancelled, PlaceGivenBack
from webapp.booking.models import Booking
from webapp.core.db import after_commit, db
from webapp.core.events import subscribe
from webapp.live import bus
from webapp.people.events import DeviceRevoked


@subscribe(DeviceRevoked)
def cut_sockets(event: DeviceRevoked) -> None:
    after_commit(partial(bus.tell, "cut", device_id=event.device_id))


@subscribe(PlaceGivenBack)
def shut_out(event: PlaceGivenBack) -> None:
    booking = db.session.get(Booking, event.booking_id)
    details = {"booking": booking.public_id, "person_id": event.person_id}
    after_commit(partial(bus.tell, "shut_out", **details))


@subscribe(GroupHourCancelled)
@subscribe(BookingCancelled)
def close_the_room(event: BookingCancelled | GroupHourCancelled) -> None:
    booking = db.session.get(Booking, event.booking_id)
    after_commit(partial(bus.tell, "close_room", booking=booking.public_id))
