"""Keep the word index in step with profiles."""

from webapp.core.events import subscribe
from webapp.matching.search import index_mentor
from webapp.people.events import ProfileChanged


@subscribe(ProfileChanged)
def index_changed_mentor(event: ProfileChanged) -> None:
    index_mentor(event.person_id)
