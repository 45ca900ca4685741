"""What goes along with a brief: a link, a goal, and what was written before."""

import pytest

from tests.making.booking import BRIEF
from webapp.goals import service
from webapp.goals.errors import BriefClosed
from webapp.goals.prompts import Beside, Prompts
from webapp.goals.queries import earlier_briefs, goals_of, unsent_brief_of

LINE = "Split the team by January"
LINK = "https://example.org/plan"


@pytest.fixture
def ben(make):
    return make.person(handle="ben")


@pytest.fixture
def brief(make, ben):
    return make.brief(ben)


@pytest.fixture
def goal(ben, now):
    return service.begin_goal(ben, LINE, now=now)


@pytest.fixture
def put(brief, ben, now):
    return lambda **beside: service.keep_beside(brief, ben, Beside(**beside), now=now)


@pytest.fixture
def bens(sign_in, ben):
    return sign_in(ben)


def test_a_brief_goes_under_a_goal_and_out_again(put, brief, goal):
    put(goal_key=goal.public_id)
    assert brief.goal == goal

    put(goal_key="")
    assert brief.goal is None


def test_what_a_form_did_not_ask_about_stays(put, brief, goal):
    put(goal_key=goal.public_id, link=LINK)
    put()

    assert (brief.goal, brief.link) == (goal, LINK)


def test_a_new_goal_goes_before_the_one_that_was_chosen(put, brief, ben, goal):
    put(goal_key=goal.public_id, new_goal="Keep Jonas")

    assert brief.goal.line == "Keep Jonas"
    assert [g.line for g in goals_of(ben)] == ["Keep Jonas", LINE]


def test_after_the_talk_the_goal_may_change_and_the_link_may_not(put, brief, goal, now):
    service.close_brief(brief, now=now)
    put(goal_key=goal.public_id, link=LINK)

    assert (brief.goal, brief.link) == (goal, "")


def test_one_begins_from_an_earlier_brief_and_what_stood_there_is_kept(make, ben, brief, clock):
    earlier = make.brief(ben, **vars(BRIEF), link=LINK, sent_at=clock.now())
    clock.advance(minutes=1)

    service.take_earlier(brief, earlier, now=clock.now())

    assert (brief.prompts, brief.link) == (BRIEF, LINK)
    assert unsent_brief_of(ben, now=clock.now()) == brief
    kept = [b.question for b in earlier_briefs(ben, besides=brief)]
    assert kept == ["Who tells him?"]


def test_an_empty_brief_leaves_nothing_behind(make, ben, now):
    empty, earlier = make.brief(ben, question=""), make.brief(ben, **vars(BRIEF))
    service.take_earlier(empty, earlier, now=now)

    assert earlier_briefs(ben, besides=empty) == []


def test_a_brief_of_a_talk_that_is_over_is_not_overwritten(make, ben, now):
    closed, earlier = make.brief(ben, closed_at=now), make.brief(ben, **vars(BRIEF))
    with pytest.raises(BriefClosed):
        service.take_earlier(closed, earlier, now=now)
    assert closed.question == "Who tells him?"


def test_each_earlier_brief_is_offered_once_the_latest_first_and_five_at_most(make, ben, clock):
    for question in ("A?", "B?", "A?", "C?", "D?", "E?", "F?", ""):
        clock.advance(minutes=1)
        make.brief(ben, question=question, updated_at=clock.now())
    make.brief(make.person(), question="Somebody else's?")

    offered = [brief.question for brief in earlier_briefs(ben, besides=None)]

    assert offered == ["F?", "E?", "D?", "C?", "A?"]


def test_the_page_begins_from_an_earlier_one(bens, make, ben, brief):
    earlier = make.brief(ben, **vars(BRIEF))
    url = f"/briefs/{brief.public_id}"
    assert BRIEF.question in bens.get(url).text

    response = bens.post(f"{url}/take/{earlier.public_id}", data={"next": "/bookings/x"})

    assert (response.status_code, response.location) == (303, "/bookings/x")
    assert brief.prompts == BRIEF


def test_nobody_begins_from_what_others_wrote(bens, make, brief):
    theirs = make.brief(make.person(), **vars(BRIEF))

    response = bens.post(f"/briefs/{brief.public_id}/take/{theirs.public_id}")

    assert response.status_code == 404
    assert brief.question == "Who tells him?"


def test_the_goal_is_chosen_on_the_page_or_begun(bens, brief, goal):
    url = f"/briefs/{brief.public_id}"
    page = bens.get(url).text
    assert LINE in page and "Or begin a new goal" in page

    bens.post(url, data=vars(BRIEF) | {"goal_key": goal.public_id, "link": LINK})
    assert (brief.goal, brief.link) == (goal, LINK)

    bens.post(url, data=vars(BRIEF) | {"goal_key": goal.public_id, "new_goal": "Keep Jonas"})
    assert brief.goal.line == "Keep Jonas"


def test_no_goal_is_begun_while_its_line_is_typed(bens, brief, ben, htmx):
    data = vars(BRIEF) | {"new_goal": "Keep Jo"}
    bens.post(f"/briefs/{brief.public_id}", data=data, headers=htmx)

    assert goals_of(ben) == []


def test_a_goal_of_somebody_else_is_none_of_mine(bens, make, brief, now):
    theirs = service.begin_goal(make.person(), "Something of theirs", now=now)

    data = vars(BRIEF) | {"goal_key": theirs.public_id}
    response = bens.post(f"/briefs/{brief.public_id}", data=data)

    assert response.status_code == 422
    assert "Choose one of your goals" in response.text
    assert brief.goal is None


def test_a_goal_that_is_closed_stays_with_its_brief(bens, brief, put, goal, now):
    put(goal_key=goal.public_id)
    service.reach_goal(goal, now=now)

    page = bens.get(f"/briefs/{brief.public_id}").text

    assert f'<option selected value="{goal.public_id}">' in page


@pytest.mark.parametrize("link", ["http://example.org", "javascript:alert(1)", "example.org"])
def test_what_is_no_link_to_a_page_is_said_and_kept_in_the_form(bens, brief, link):
    response = bens.post(f"/briefs/{brief.public_id}", data=vars(BRIEF) | {"link": link})

    assert response.status_code == 422
    assert "begins with https://" in response.text
    assert f'value="{link}"' in response.text
    assert brief.link == ""


def test_hints_are_there_after_a_save_without_a_script(bens, brief):
    brief_url = f"/briefs/{brief.public_id}"
    bens.post(brief_url, data={"question": "Who tells him? When?"})

    page = bens.get(brief_url).text

    assert "This reads like two questions." in page
    assert "Say what you will have afterwards" in page


def test_a_counter_is_seen_near_the_end(bens, make, ben):
    brief = make.brief(ben, situation="x" * 480, tried="x" * 479)

    page = bens.get(f"/briefs/{brief.public_id}").text

    assert "data-counter>480 of 600<" in page
    assert "data-counter hidden>479 of 600<" in page


def test_both_see_host_and_path_of_the_link_and_it_tells_nobody_where_from(
    make, sign_in, ben, bens
):
    link = "https://docs.example.org/plan?key=1"
    brief = make.brief(ben, link=link, sent_at=make.now)
    booking = make.booking(mentee=ben, brief_id=brief.id)

    for client in (bens, sign_in(booking.mentor)):
        page = client.get(f"/bookings/{booking.public_id}").text
        assert f'href="{link}" target="_blank" rel="noopener noreferrer nofollow"' in page
        assert ">docs.example.org/plan<" in page


def test_the_mentor_reads_the_goal_too(make, sign_in, ben, goal):
    brief = make.brief(ben, goal_id=goal.id, sent_at=make.now)
    booking = make.booking(mentee=ben, brief_id=brief.id)

    assert LINE in sign_in(booking.mentor).get(f"/bookings/{booking.public_id}").text


def test_signed_out_the_prompts_are_half_filled_and_nothing_is_stored(browser, ben):
    page = browser().get("/brief?q=Who+tells+Jonas%3F").text

    assert "Who tells Jonas?</textarea>" in page
    assert "Kept in this browser" in page

    response = browser().post("/brief", data=vars(BRIEF) | {"q": "Who tells Jonas?"})

    assert response.location == "/?q=Who+tells+Jonas,+and+when?#three"
    assert earlier_briefs(ben, besides=None) == []


def test_signed_in_it_is_kept_while_it_is_typed_and_gone_on_with(bens, ben, clock, htmx):
    line = {"q": "Who tells Jonas?"}
    for tried in ("No", "Nothing yet."):
        data = line | {"question": "Who tells Jonas?", "tried": tried}
        response = bens.post("/brief", data=data, headers=htmx)
        assert ">Saved at" in response.text

    brief = unsent_brief_of(ben, now=clock.now())
    assert brief.prompts == Prompts(question="Who tells Jonas?", tried="Nothing yet.")
    response = bens.get("/brief", query_string=line)
    assert response.location.startswith(f"/briefs/{brief.public_id}?next=")


def test_another_line_begins_another_brief(bens, ben, brief):
    page = bens.get("/brief?q=How+do+I+ask%3F")

    assert page.status_code == 200
    assert "How do I ask?</textarea>" in page.text


def test_too_much_before_anybody_is_found_is_said(browser):
    response = browser().post("/brief", data={"tried": "x" * 601})

    assert response.status_code == 422
    assert "600 characters or fewer" in response.text
