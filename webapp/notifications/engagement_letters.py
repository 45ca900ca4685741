"""The mails about an engagement, each for one reader."""

from webapp.booking.engagement_models import Engagement
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.core.times import day_of
from webapp.notifications.wording import both_times, isolated, moment
from webapp.people.models import Person


def booked_mail(engagement: Engagement, reader: Person) -> Mail:
    about = about_engagement(engagement, reader)
    return write_mail(
        "engagement_booked",
        subject=f"{about['talks']} with {isolated(about['other'].name)}, until {about['until']}",
        times=[times_of(booking, reader) for booking in engagement.bookings],
        **about,
    )


def times_of(booking, reader: Person) -> tuple[str, str]:
    """Return a talk's moment for the reader, and for the other one where clocks differ."""
    other = booking.other(reader)
    lines = both_times(
        booking.interval,
        mine=reader.time_zone,
        theirs=booking.zone_of(other),
        other=other.first_name,
    )
    theirs = f"{lines[1].span} for {isolated(lines[1].who)}, {lines[1].where}" if lines[1:] else ""
    return moment(booking.interval, reader.time_zone), theirs


def ended_mail(engagement: Engagement, reader: Person) -> Mail:
    about = about_engagement(engagement, reader)
    return write_mail(
        "engagement_ended",
        subject=f"{about['talks']} with {isolated(about['other'].first_name)}: one line to close",
        why=engagement.changes[-1].why,
        **about,
    )


def reflected_mail(engagement: Engagement, reader: Person) -> Mail:
    about = about_engagement(engagement, reader)
    other = isolated(about["other"].first_name)
    is_mentor = about["is_mentor"]
    said = f"{other} on what is different now" if is_mentor else f"One strength {other} saw in you"
    line = engagement.mentee_line if is_mentor else engagement.mentor_strength
    return write_mail("engagement_reflected", subject=said, said=said, line=line, **about)


def go_on_mail(engagement: Engagement, reader: Person) -> Mail:
    about = about_engagement(engagement, reader)
    other = isolated(about["other"].first_name)
    both = engagement.mentee_renews_at and engagement.mentor_renews_at
    subject = f"You and {other} go on" if both else f"{other} would go on. Would you?"
    return write_mail("engagement_go_on", subject=subject, said=subject, both=both, **about)


def about_engagement(engagement: Engagement, reader: Person) -> dict:
    count = engagement.sessions
    return {
        "talks": "1 talk" if count == 1 else f"{count} talks",
        "other": engagement.other(reader),
        "goal": engagement.goal.line,
        "until": day_of(engagement.ends_on),
        "is_mentor": reader.id == engagement.mentor_id,
        "link": absolute_url("booking.show_engagement", public_id=engagement.public_id),
    }
