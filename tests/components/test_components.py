"""The macros every page is made of, rendered as pages do."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired

ADA = SimpleNamespace(name="Ada Lindqvist", handle="ada", picture_url=None)


@pytest.fixture
def render(app):
    """Render a macro call: `render("time", "dial(20)")`."""

    def render(file, call, **context):
        name = call.partition("(")[0]
        source = f'{{% from "components/{file}.html" import {name} %}}{{{{ {call} }}}}'
        with app.test_request_context():
            return app.jinja_env.from_string(source).render(**context)

    return render


class BriefForm(FlaskForm):
    question = TextAreaField("My one question", [InputRequired("Write your one question.")])
    headline = StringField("One line")
    more_time = BooleanField("I need more time")


@pytest.fixture
def form(app):
    with app.test_request_context("/", method="POST"):
        form = BriefForm()
        form.validate()
        yield form


def test_a_dial_fills_the_minutes_that_a_length_takes(render):
    drawn = render("time", "dial(20, 10)")
    assert 'stroke-dasharray="20 40" stroke-dashoffset="-10"' in drawn


def test_a_length_over_the_full_hour_goes_on_at_the_top_of_the_dial(render):
    # dash and gap make up the hour, so the pattern begins again where the circle does
    assert 'stroke-dasharray="30 30" stroke-dashoffset="-50"' in render("time", "dial(30, 50)")


def test_the_readers_time_comes_first_then_the_other_persons(render, now):
    shown = render(
        "time",
        "both_spans(starts, ends, 'Europe/Berlin', ada, 'Europe/Lisbon')",
        starts=now, ends=now + timedelta(minutes=20), ada=ADA,
    )  # fmt: skip
    assert shown.index(">10:00–10:20<") < shown.index("for you, Berlin")
    assert shown.index("for you, Berlin") < shown.index(">09:00–09:20<")
    assert "for <bdi>Ada</bdi>, Lisbon" in shown


def test_two_people_in_one_zone_have_one_time(render, now):
    shown = render(
        "time",
        "both_spans(starts, ends, 'Europe/Berlin', ada, 'Europe/Berlin')",
        starts=now, ends=now + timedelta(minutes=20), ada=ADA,
    )  # fmt: skip
    assert shown.count("<time") == 1
    assert "for both of you, Berlin" in shown


def test_a_time_says_which_instant_it_is(render, now):
    shown = render("time", "time_tag(now, 'Africa/Nairobi')", now=now)
    assert shown == '<time datetime="2026-03-02T12:00+03:00">12:00</time>'


def test_a_countdown_is_right_without_script(render, now):
    until = now + timedelta(minutes=3, seconds=4)
    assert ">3:04<" in render("time", "time_left(until, now)", until=until, now=now)


def test_somebody_without_a_picture_has_initials_in_one_colour_everywhere(render):
    first, again = (render("people", "avatar(ada)", ada=ADA) for _ in range(2))
    assert first == again
    assert ">AL</span>" in first
    assert any(f'"avatar a{tint}"' in first for tint in range(1, 7))


def test_a_picture_is_decoration_beside_the_name(render):
    pictured = SimpleNamespace(name="Ada", handle="ada", picture_url="/people/ada.webp")
    assert 'src="/people/ada.webp" alt=""' in render("people", "avatar(ada, 'l')", ada=pictured)


def test_an_error_is_told_above_the_field_and_with_it(render, form):
    shown = render("forms", "field(f, hint='Half a sentence.')", f=form.question)
    assert shown.index('id="question-error"') < shown.index("<textarea")
    assert 'aria-describedby="question-hint question-error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_field_that_is_right_has_nothing_to_explain(render, form):
    shown = render("forms", "field(f, autocomplete='off', data_keep='line')", f=form.headline)
    assert "aria-" not in shown
    assert 'autocomplete="off"' in shown
    assert 'data-keep="line"' in shown


def test_the_summary_leads_to_what_is_wrong(render, form):
    shown = render("forms", "error_summary(form, 'Your brief is not sent yet')", form=form)
    assert '<a href="#question">Write your one question.</a>' in shown


def test_what_people_wrote_is_never_markup(render, now):
    eve = SimpleNamespace(name="<b>Eve</b>", handle="eve", picture_url=None)
    assert "<b>" not in render("people", "first_name(eve)", eve=eve)
    assert "<b>" not in render("feedback", "toast(words)", words="<b>done</b>")
