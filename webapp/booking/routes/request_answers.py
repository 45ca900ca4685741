"""What the two answer: each button and each form leads to one service and back to the page."""

from flask import Response, url_for
from flask import request as sent

from webapp.booking import request_answers as service
from webapp.booking.handing_on import hand_on
from webapp.booking.request_forms import AnswerForm, PassForm, QuestionForm, WritingForm
from webapp.booking.request_models import Request
from webapp.booking.request_thread import close_thread, write
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.finding import find_received_request, find_request, find_sent_request
from webapp.booking.routes.next_choices import choice_from
from webapp.booking.routes.requests import show
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in

OFTEN = "30 per minute"


def back_to(asked: Request) -> Response:
    return htmx.go_to(url_for(".show_request", public_id=asked.public_id))


@bp.post("/requests/<public_id>/accept")
@limiter.limit(OFTEN)
@signed_in
def accept(public_id: str) -> Response:
    asked = find_received_request(public_id)
    service.accept_request(asked, current_person(), now=clock.now())
    return back_to(asked)


@bp.post("/requests/<public_id>/ask")
@limiter.limit(OFTEN)
@signed_in
def ask_one_thing(public_id: str) -> Response:
    asked, form = find_received_request(public_id), QuestionForm()
    if not form.validate():
        return show(asked, step="ask", form=form, status=422)
    service.ask_one_thing(asked, current_person(), form.asked.data, now=clock.now())
    return back_to(asked)


@bp.post("/requests/<public_id>/pass")
@limiter.limit(OFTEN)
@signed_in
def pass_(public_id: str) -> Response:
    """Say no; then the next choice is asked. If that fails here, the worker does it."""
    asked, form = find_received_request(public_id), PassForm()
    if not form.validate():
        return show(asked, step="pass", form=form, status=422)
    said = {"reason": form.reason.data, "line": form.line.data}
    service.pass_request(asked, current_person(), **said, now=clock.now())
    hand_on(asked, now=clock.now())
    return back_to(asked)


@bp.post("/requests/<public_id>/answer")
@limiter.limit(OFTEN)
@signed_in
def answer(public_id: str) -> Response:
    asked, form = find_sent_request(public_id), AnswerForm()
    if not form.validate():
        return show(asked, form=form, status=422)
    service.answer_question(asked, current_person(), form.answer.data, now=clock.now())
    return back_to(asked)


@bp.get("/requests/<public_id>/withdraw")
@signed_in
def ask_to_withdraw(public_id: str) -> Response:
    asked = find_sent_request(public_id)
    if not asked.is_waiting:
        return back_to(asked)
    return htmx.render("booking/withdraw.html", asking=asked)


@bp.post("/requests/<public_id>/withdraw")
@limiter.limit(OFTEN)
@signed_in
def withdraw(public_id: str) -> Response:
    asked = find_sent_request(public_id)
    service.withdraw_request(asked, current_person(), now=clock.now())
    return back_to(asked)


@bp.post("/requests/<public_id>/next")
@limiter.limit(OFTEN)
@signed_in
def choose_next(public_id: str) -> Response:
    asked = find_sent_request(public_id)
    choice = choice_from(sent.form.get("next_choice"), current_person(), asked.mentor)
    service.choose_next(asked, choice, now=clock.now())
    return htmx.go_to(url_for(".show_request", public_id=public_id, saved="next"))


@bp.post("/requests/<public_id>/write")
@limiter.limit(OFTEN)
@signed_in
def write_lines(public_id: str) -> Response:
    asked, form = find_request(public_id), WritingForm()
    if not form.validate():
        return show(asked, step="write", form=form, status=422)
    key = sent.form.get("form_key", "")[:64]
    write(asked, current_person(), form.text.data, form_key=key, now=clock.now())
    return back_to(asked)  # without an anchor: to the page one is on it would not be loaded again


@bp.post("/requests/<public_id>/end")
@limiter.limit(OFTEN)
@signed_in
def end_thread(public_id: str) -> Response:
    asked = find_sent_request(public_id)
    close_thread(asked, current_person(), now=clock.now())
    return htmx.go_to(url_for("followup.close_thread", public_id=public_id))


@bp.get("/requests/pause")
@signed_in
def pause() -> Response:
    return htmx.render("booking/paused.html", me=current_person())


@bp.post("/requests/pause")
@limiter.limit(OFTEN)
@signed_in
def come_back() -> Response:
    """Put one's page back; who is not away stays as they are."""
    me = current_person()
    if me.is_mentor and me.profile.is_paused:
        service.come_back(me)
    return htmx.go_to(url_for(".pause"))
