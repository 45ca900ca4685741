"""What time alone changes, written down so that lists and hints follow."""

from datetime import timedelta

from webapp.booking.sweeps import end_past_bookings, lapse_expired_holds, refresh_stale_hints

EVERY = timedelta(minutes=1)
CHORES = (lapse_expired_holds, end_past_bookings, refresh_stale_hints)
