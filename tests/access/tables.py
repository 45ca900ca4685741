"""What every route answers to whom. A route or method that is not here fails the build.

Columns: anonymous, mentee, mentor, and a stranger, who is signed in and has no part in any of it.
`in` leads to sign-in. The mentee's are hold, lapsed, brief, action, done, asked, told, goal,
insight, device and passkey; elsewhere is the mentee's with somebody else;
both have talk, later, past, missed, off, waiting, open, questioned and
thread. Whose sign-in has ended gets what anonymous gets.
"""

from dataclasses import dataclass

from tests.access.actors import PEOPLE
from tests.access.world import NOTES
from webapp.followup.noted import key_of
from webapp.live.note_markdown import tasks_in
from webapp.live.note_writing import version_of

(BOX,) = tasks_in(NOTES)

PAGES = """
GET /                                     200  200  200  200
GET /?q=Who+tells+Jonas                   200  200  200  200
GET /mentors                              200  200  200  200
GET /mentors/ada                          200  200  200  200
GET /mentors/ada/slots                    200  200  200  200
GET /mentors/ada/zone                     200  200  200  200
GET /mentors/ben                          404  404  404  404
GET /mentors/ben/zone                     404  404  404  404
GET /mentors/ada/engagement               in   200  404  200
GET /mentors/ben/engagement               in   404  404  404
GET /engagements/{running}                in   200  200  404
GET /engagements/{closed}                 in   200  200  404
GET /engagements/{running}/end            in   200  200  404
GET /engagements/{closed}/end             in   303  303  404
GET /now                                  200  200  200  200
GET /now?q=Who+tells+Jonas                200  200  200  200
GET /now/{instant}                        in   200  200  404
GET /free-now                             in   404  200  404
GET /waitlist/{place}                     in   200  404  404
GET /offers/{offer}                       in   200  404  404
GET /people/ada/picture/{face}            200  200  200  200
GET /people/ben/picture/{face}            404  404  404  404
GET /bookings                             in   200  200  200
GET /bookings?show=past                   in   200  200  200
GET /bookings/{talk}                      in   200  200  404
GET /bookings/{past}                      in   200  200  404
GET /bookings/{off}                       in   200  200  404
GET /bookings/{hold}                      in   303  404  404
GET /bookings/{lapsed}                    in   303  404  404
GET /bookings/{talk}.ics                  in   200  200  404
GET /bookings/{hold}.ics                  in   404  404  404
GET /bookings/{later}/cancel              in   200  200  404
GET /bookings/{hold}/cancel               in   303  404  404
GET /bookings/{later}/move                in   200  200  404
GET /bookings/{hold}/move                 in   303  404  404
GET /bookings/{later}/still-right         in   200  200  404
GET /bookings/{hold}/still-right          in   303  404  404
GET /bookings/{hold}/confirm              in   200  404  404
GET /bookings/{lapsed}/confirm            in   409  404  404
GET /bookings/{talk}/confirm              in   303  404  404
GET /bookings/{talk}/close                in   409  409  404
GET /bookings/{past}/close                in   200  200  404
GET /bookings/{past}/action               in   303  303  404
GET /bookings/{later}/action              in   404  404  404
GET /bookings/{past}/noted                in   303  303  404
GET /bookings/{later}/noted               in   404  404  404
GET /notes                                in   200  200  200
GET /notes?q=tell                         in   200  200  200
GET /bookings/{past}/notes                in   200  200  404
GET /bookings/{talk}/notes                in   404  404  404
GET /bookings/{past}/notes.md             in   200  200  404
GET /bookings/{past}/pad                  in   404  200  404
GET /bookings/{talk}/pad                  in   404  200  404
GET /bookings/{hold}/pad                  in   404  404  404
GET /bookings/{hold}/close                in   409  404  404
GET /bookings/{past}/reflect              in   200  200  404
GET /bookings/{elsewhere}                 in   200  404  404
GET /bookings/{elsewhere}/close           in   200  404  404
GET /bookings/{elsewhere}/reflect         in   200  404  404
GET /bookings/{talk}/reflect              in   409  409  404
GET /bookings/{talk}/waiting              in   204  204  404
GET /bookings/{missed}/appeal             in   200  409  404
GET /bookings/{past}/appeal               in   409  409  404
GET /goals                                in   200  200  200
GET /goals/{goal}                         in   200  404  404
GET /goals/{goal}.md                      in   200  404  404
GET /insights/{insight}                   in   200  404  404
GET /follow-ups/{asked}                   in   200  404  404
GET /brief                                200  303  200  200
GET /brief?q=How+do+I+ask                 200  200  200  200
GET /briefs/{brief}                       in   200  404  404
GET /requests                             in   200  200  200
GET /requests/{open}                      in   200  200  404
GET /requests/{open}?step=pass            in   200  200  404
GET /requests/{questioned}                in   200  200  404
GET /requests/{thread}                    in   200  200  404
GET /requests/{open}/withdraw             in   200  404  404
GET /requests/{thread}/close              in   409  404  404
GET /requests/{thread}/withdraw           in   303  404  404
GET /requests/pause                       in   200  200  200
GET /mentors/ada/write                    in   200  303  200
GET /mentors/ben/write                    in   404  404  404
GET /bookings/{waiting}                   in   303  303  404
GET /bookings/{kept}/confirm              in   200  404  404
GET /room/{waiting}                       in   404  404  404
GET /room/{talk}                          in   200  200  404
GET /room/{past}                          in   200  200  404
GET /room/{elsewhere}                     in   200  404  404
GET /room/{hold}                          in   404  404  404
GET /room/{off}                           in   404  404  404
GET /actions                              in   200  200  200
GET /actions/{action}                     in   200  404  404
GET /network                              in   200  200  200
GET /network?by=goal                      in   200  200  200
GET /network/impact                       in   404  200  404
GET /certificates/no-such-token           404  404  404  404
GET /availability                         in   404  200  404
GET /availability/dates                   in   404  200  404
GET /availability/time-off                in   404  200  404
GET /availability/preview                 in   404  200  404
GET /availability/why                     in   404  200  404
GET /availability/why?date=2026-03-04     in   404  200  404
GET /availability/settings                in   404  200  404
GET /calendar                             in   200  200  200
GET /calendar/{feed}.ics                  200  200  200  200
GET /availability/groups                  in   404  200  404
GET /groups/{hour}                        200  303  303  200
GET /groups/{hour}/cancel                 in   404  200  404
GET /bookings/{hour}                      in   200  200  404
GET /bookings/{hour}/cancel               in   303  303  404
GET /bookings/{hour}/close                in   409  303  404
GET /availability/calendars               in   404  200  404
GET /settings                             in   200  200  200
GET /settings/profile                     in   200  200  200
GET /settings/identity                    in   303  303  303
GET /settings/notifications               in   200  200  200
GET /settings/notifications/quiet         in   303  303  303
GET /stop/{stop}                          200  200  200  200
GET /stop/nonsense                        404  404  404  404
GET /sign-in                              200  303  303  303
GET /sign-in/code                         in   in   in   in
GET /manifest.webmanifest                 200  200  200  200
GET /service-worker.js                    200  200  200  200
GET /offline                              200  200  200  200
GET /healthz                              200  200  200  200
GET /readyz                               200  200  200  200
GET /static/dist/{script}                 200  200  200  200
GET /static/dist/manifest.json            404  404  404  404
GET /demo/mail                            404  404  404  404
GET /demo/mail/{mail}                     404  404  404  404
"""

CHANGES = """
POST /mentors/ada/slots                   in   303  409  303
POST /mentors/ben/slots                   404  404  404  404
POST /mentors/ada/engagement              in   303  404  303
POST /engagements/{running}/end           in   303  303  404
POST /engagements/{closed}/reflection     in   303  303  404
POST /engagements/{running}/reflection    in   409  409  404
POST /engagements/{closed}/renew          in   303  303  404
POST /engagements/{running}/renew         in   409  409  404
POST /now                                 in   303  409  303
POST /now/{instant}/accept                in   404  409  404
POST /now/{instant}/pass                  in   404  303  404
POST /now/{instant}/stop                  in   303  404  404
POST /free-now                            in   404  303  404
POST /mentors/ada/waitlist                in   303  409  303
POST /mentors/ben/waitlist                in   404  404  404
POST /waitlist/{place}                    in   303  404  404
POST /waitlist/{place}/leave              in   303  404  404
POST /offers/{offer}/take                 in   303  404  404
POST /offers/{offer}/decline              in   303  404  404
POST /free-now/stop                       in   404  303  404
POST /people/ada/favourite                in   303  409  303
POST /people/ada/favourite/remove         in   303  303  303
POST /bookings/{later}/cancel             in   303  303  404
POST /bookings/{hold}/cancel              in   409  404  404
POST /bookings/{later}/move               in   303  303  404
POST /bookings/{hold}/move                in   409  404  404
POST /bookings/{later}/still-right        in   303  303  404
POST /bookings/{hold}/still-right         in   409  404  404
POST /bookings/{past}/close               in   303  303  404
POST /bookings/{past}/action              in   303  303  404
POST /bookings/{past}/noted               in   303  303  404
POST /bookings/{later}/noted              in   404  404  404
POST /bookings/{past}/notes               in   303  303  404
POST /bookings/{past}/notes/boxes         in   303  303  404
POST /bookings/{past}/notes/updates       in   422  422  404
POST /bookings/{past}/pad                 in   404  303  404
POST /bookings/{hold}/pad                 in   404  404  404
POST /bookings/{hold}/close               in   409  404  404
POST /bookings/{past}/insights            in   303  404  404
POST /bookings/{past}/thanks              in   303  404  404
POST /bookings/{past}/strength            in   404  303  404
POST /bookings/{past}/reflect             in   303  303  404
POST /bookings/{talk}/call                in   409  409  404
POST /bookings/{talk}/no-show             in   409  409  404
POST /bookings/{missed}/appeal            in   303  409  404
POST /bookings/{hold}/confirm             in   303  404  404
POST /bookings/{lapsed}/confirm           in   409  404  404
POST /bookings/{hold}/keep                in   303  404  404
POST /bookings/{talk}/keep                in   409  404  404
POST /bookings/{hold}/let-go              in   303  404  404
POST /bookings/{talk}/let-go              in   303  404  404
POST /brief                               303  303  303  303
POST /bookings/{kept}/request             in   303  404  404
POST /bookings/{kept}/confirm             in   409  404  404
POST /bookings/{hold}/request             in   409  404  404
POST /bookings/{waiting}/cancel           in   409  409  404
POST /mentors/ada/write                   in   303  409  303
POST /mentors/ben/write                   in   404  404  404
POST /requests/{open}/accept              in   404  303  404
POST /requests/{open}/ask                 in   404  303  404
POST /requests/{open}/pass                in   404  303  404
POST /requests/{open}/answer              in   409  404  404
POST /requests/{questioned}/answer        in   303  404  404
POST /requests/{questioned}/accept        in   404  409  404
POST /requests/{open}/withdraw            in   303  404  404
POST /requests/{open}/next                in   303  404  404
POST /requests/{open}/write               in   409  409  404
POST /requests/{thread}/write             in   303  303  404
POST /requests/{thread}/end               in   303  404  404
POST /requests/{open}/end                 in   409  404  404
POST /requests/{thread}/close             in   409  404  404
POST /requests/pause                      in   303  303  303
POST /briefs/{brief}                      in   303  404  404
POST /briefs/{brief}/goal                 in   303  404  404
POST /briefs/{brief}/take/{brief}         in   303  404  404
POST /room/{talk}/check                   401  422  422  404
POST /room/{later}/check                  401  409  409  404
POST /room/{hold}/check                   401  404  404  404
POST /network/impact/certificate          in   404  303  404
POST /network/impact/certificate/revoke   in   404  303  404
POST /actions/{action}                    in   303  404  404
POST /actions/{done}/line                 in   303  404  404
POST /follow-ups/{asked}                  in   303  404  404
POST /follow-ups/{told}/line              in   303  404  404
POST /goals                               in   303  303  303
POST /goals/{goal}                        in   303  404  404
POST /goals/{goal}/reach                  in   303  404  404
POST /goals/{goal}/drop                   in   303  404  404
POST /goals/{goal}/reopen                 in   303  404  404
POST /goals/{goal}/insights               in   422  404  404
POST /goals/{goal}/insights/{insight}/mark in  303  404  404
POST /goals/{goal}/decision               in   409  404  404
POST /goals/{goal}/actions                in   303  404  404
POST /insights/{insight}                  in   303  404  404
POST /insights/{insight}/remove           in   303  404  404
POST /availability/weekdays/0             in   404  303  404
POST /availability/week                   in   404  303  404
POST /availability/first-hours            in   404  303  404
POST /availability/dates/2026-03-04       in   404  303  404
POST /availability/time-off               in   404  303  404
POST /availability/time-off/{off_days}/remove in 404 303 404
POST /availability/trips                  in   404  303  404
POST /availability/trips/{trip}/remove    in   404  303  404
POST /availability/settings               in   404  303  404
POST /calendar/new                        in   200  200  200
POST /calendar/details                    in   303  303  303
POST /calendar/stop                       in   303  303  303
POST /availability/groups                 in   404  303  404
POST /groups/{hour}/take                  in   303  409  303
POST /groups/{hour}/give-back             in   303  303  303
POST /groups/{hour}/cancel                in   404  303  404
POST /bookings/{hour}/cancel              in   303  303  404
POST /bookings/{hour}/close               in   409  303  404
POST /availability/calendars/address      in   404  422  404
POST /availability/calendars/file         in   404  422  404
POST /availability/calendars/{read}/read  in   404  303  404
POST /availability/calendars/{read}/stop  in   404  303  404
POST /settings/identity                   in   303  303  303
POST /settings/picture                    in   422  422  422
POST /settings/picture/remove             in   303  303  303
POST /settings/devices/{device}/revoke    in   303  404  404
POST /settings/devices/revoke-others      in   303  303  303
POST /settings/passkeys                   in   422  422  422
POST /settings/passkeys/options           in   200  200  200
POST /settings/passkeys/{passkey}/remove  in   303  404  404
POST /settings/notifications/kinds        in   303  303  303
POST /settings/notifications/quiet        in   303  303  303
POST /settings/notifications/browsers     in   422  422  422
POST /settings/notifications/browsers/{browser}/remove  in  303  404  404
POST /settings/notifications/test         in   303  303  303
POST /stop/{stop}                         200  200  200  200
POST /stop/nonsense                       404  404  404  404
POST /sign-in                             303  303  303  303
POST /sign-in/code                        in   in   in   in
POST /sign-in/name                        in   in   in   in
POST /sign-in/passkey                     422  422  422  422
POST /sign-in/passkey/options             200  200  200  200
POST /sign-out                            in   in   in   in
POST /demo/people/ada                     404  404  404  404
"""

# With the demo on; everything else is as above.
DEMO_PAGES = """
GET /demo/mail                            200  200  200  200
GET /demo/mail/{mail}                     200  200  200  200
GET /demo/mail/nothing                    404  404  404  404
GET /sign-in                              200  303  303  303
"""
DEMO_CHANGES = """
POST /demo/people/ada                     404  404  404  404
POST /demo/people/chidi                   303  303  303  303
"""

FORMS = {
    "/now": {"q": "Who tells him?", "minutes": "10"},
    "/free-now": {"until": "2026-03-02T10:00Z"},
    "/mentors/ada/waitlist": {"wait_for": "2026-03-07", "length": "20"},
    "/waitlist/{place}": {"last_day": "2026-03-20"},
    "/mentors/ada/slots": {"slot": "2026-03-02T11:00Z", "length": "20"},
    "/mentors/ben/slots": {"slot": "2026-03-02T11:00Z", "length": "20"},
    "/mentors/ada/engagement": {
        "slot-0": "2026-03-10T11:00Z", "slot-1": "2026-03-17T11:00Z", "length": "20",
        "goal": "Lead the half", "question": "Who tells him?", "ends_on": "2026-03-20",
    },
    "/engagements/{running}/end": {"why": "I change jobs."},
    "/engagements/{closed}/reflection": {"line": "I told him."},
    "/engagements/{running}/reflection": {"line": "I told him."},
    "/bookings/{later}/move": {"slot": "2026-03-06T11:00Z"},
    "/bookings/{hold}/move": {"slot": "2026-03-06T11:00Z"},
    "/bookings/{past}/close": {"step": "goal", "goal_met": "no"},
    "/bookings/{past}/action": {"none": "1"},
    "/bookings/{past}/noted": {"line": key_of(BOX.words)},
    "/bookings/{past}/notes": {"text": "I tell him.", "seen": version_of(NOTES)},
    "/bookings/{past}/notes/boxes": {"box": f"{BOX.key}-1"},
    "/bookings/{past}/pad": {"text": "Better now.", "rev": "1"},
    "/bookings/{hold}/pad": {"text": "Better now.", "rev": "1"},
    "/bookings/{hold}/close": {"step": "goal", "goal_met": "no"},
    "/bookings/{hold}/confirm": {"question": "Who tells him?"},
    "/bookings/{lapsed}/confirm": {"question": "Who tells him?"},
    "/brief": {"question": "Who tells him now?"},
    "/briefs/{brief}": {"question": "Who tells him now?"},
    "/bookings/{kept}/request": {"question": "Who tells him?"},
    "/bookings/{kept}/confirm": {"question": "Who tells him?"},
    "/bookings/{hold}/request": {"question": "Who tells him?"},
    "/mentors/ada/write": {"question": "Who tells him?"},
    "/requests/{open}/ask": {"asked": "Does he know?"},
    "/requests/{open}/pass": {"reason": "time"},
    "/requests/{open}/answer": {"answer": "Half of it."},
    "/requests/{questioned}/answer": {"answer": "Half of it."},
    "/requests/{open}/write": {"text": "Tell him first."},
    "/requests/{thread}/close": {"step": "insight", "text": "Tell him first."},
    "/requests/{thread}/write": {"text": "Tell him first."},
    "/briefs/{brief}/goal": {"new_goal": "Keep all eleven"},
    "/bookings/{past}/insights": {"text": "Say it first."},
    "/bookings/{past}/thanks": {"line": "Thank you."},
    "/bookings/{past}/strength": {"line": "You listen."},
    "/bookings/{past}/reflect": {"prompt": "tell", "text": "That it is possible."},
    "/bookings/{missed}/appeal": {"line": "The room did not open."},
    "/follow-ups/{asked}": {"answer": "changed"},
    "/follow-ups/{told}/line": {"line": "He starts in May."},
    "/goals": {"line": "Stay with all eleven"},
    "/goals/{goal}": {"line": "Stay with all eleven"},
    "/goals/{goal}/drop": {"dropped-reason": "There is no second team."},
    "/goals/{goal}/insights/{insight}/mark": {"mark": "agree"},
    "/goals/{goal}/decision": {"decision-text": "I do.", "decision-reason": "he asked"},
    "/goals/{goal}/actions": {"when": "we meet", "will": "tell", "due_on": "2026-03-09"},
    "/insights/{insight}": {"text": "Say it first."},
    "/actions/{action}": {"status": "done"},
    "/actions/{done}/line": {"line": "He took it well."},
    "/availability/weekdays/0": {"quarter": "600"},
    "/availability/dates/2026-03-04": {"holds": "closed"},
    "/availability/week": {"span": "0-4 540-600 open"},
    "/availability/time-off": {"first_day": "2026-03-09", "last_day": "2026-03-10"},
    "/availability/trips": {
        "trip-first_day": "2026-03-09", "trip-last_day": "2026-03-10",
        "trip-time_zone": "Africa/Nairobi",
    },
    "/availability/settings": {
        "time_zone": "UTC", "lengths": "20", "notice_minutes": "0", "buffer_minutes": "0",
        "window_days": "30",
    },
    "/availability/groups": {
        "topic": "One", "day": "2026-03-05", "start": "16:00", "length": "60", "places": "3",
    },
    "/bookings/{hour}/close": {"step": "goal", "goal_met": "no"},
    "/settings/identity": {"name": "Somebody Else", "handle": "somebody-else"},
    "/settings/notifications/quiet": {"is_on": "y", "start": "21:00", "end": "06:00"},
    "/sign-in": {"email": "new@private.test"},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    method: str
    path: str  # with ids of the world in braces
    answers: dict[str, str]

    def __str__(self):
        return f"{self.method} {self.path}"


def rows_of(table: str) -> list[Row]:
    return [row_of(*line.split()) for line in table.splitlines() if line]


def row_of(method: str, path: str, *answers: str) -> Row:
    return Row(method, path, dict(zip(PEOPLE, answers, strict=True)))
