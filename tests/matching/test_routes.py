import pytest

from webapp.core.db import transaction
from webapp.core.events import announce
from webapp.people.events import ProfileChanged
from webapp.people.models import HelpTopic

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def publish(make):
    """Make a mentor who is found by words and has free time."""

    def publish(*topics, **attributes):
        mentor = make.mentor(**attributes)
        with transaction():
            mentor.profile.topics = [
                HelpTopic(position=at, title=title) for at, title in enumerate(topics)
            ]
            announce(ProfileChanged(mentor.id))
        return mentor

    return publish


def test_the_first_page_shows_three_with_time_soon(publish, browser):
    for name in ("One", "Two", "Three", "Four"):
        publish("Anything", name=name)

    page = browser().get("/").text

    assert "Three people with time soon" in page
    assert "One more person" in page
    assert page.count('class="match"') == 3


def test_the_reason_is_the_mentors_own_line_with_the_words_marked(publish, browser):
    publish("Baking bread", "Splitting a team", quote="I have done it")

    page = browser().get("/?q=We+split+our+team").text

    assert "<mark>Splitting</mark> a <mark>team</mark>" in page


def test_the_question_goes_along_to_the_mentor(publish, browser):
    publish("Splitting a team", handle="ada")

    page = browser().get("/?q=splitting+a+team").text

    assert 'href="/mentors/ada?q=splitting+a+team"' in page


def test_slots_are_shown_in_the_readers_zone(publish, browser):
    publish("Anything", time_zone="Europe/Lisbon")  # Monday 9:00 UTC is 9:00 in Lisbon
    client = browser()
    client.set_cookie("zone", "Asia/Kolkata")

    assert ">14:30</time>" in client.get("/").text


def test_htmx_gets_the_three_alone(publish, browser):
    publish("Anything")

    answer = browser().get("/?q=anything", headers=FRAGMENT)

    assert answer.text.lstrip().startswith('<section id="three"')
    assert "HX-Request" in answer.headers["Vary"]


def test_a_question_is_text_wherever_it_is_shown(publish, browser):
    publish("Anything", name='<b>"Ada"</b>')

    page = browser().get('/?q=%3Cscript%3E"anything').text

    assert "<script>&#34;" not in page and "<b>&#34;Ada" not in page
    assert "&lt;script&gt;&#34;anything" in page


def test_filters_that_nobody_fits_lead_on(publish, browser):
    publish("Anything")

    page = browser().get("/mentors?language=sv&q=anything").text

    assert "Nobody fits all of this" in page
    assert 'href="/mentors?q=anything"' in page


def test_pages_of_the_list_keep_the_question(publish, browser):
    for n in range(13):
        publish("Anything", name=f"Mentor {n}")

    first = browser().get("/mentors?q=anything").text

    assert "13 people, closest match first" in first
    assert "/mentors?q=anything&amp;page=2" in first
    assert "page=3" not in browser().get("/mentors?q=anything&page=2").text


@pytest.mark.parametrize("page", ["0", "-3", "x", "999999999999999999999"])
def test_a_page_that_is_none_is_still_an_answer(publish, browser, page):
    publish("Anything")
    assert browser().get(f"/mentors?page={page}").status_code == 200


@pytest.mark.parametrize(
    ("path", "budget"), [("/mentors", 8), ("/mentors?q=anything", 8), ("/", 7)]
)
def test_lists_take_the_same_few_queries_however_many_mentors(
    publish, make, sign_in, count_queries, path, budget
):
    me = make.person()
    client = sign_in(me)
    counts = []
    for _ in range(2):
        for _ in range(6):
            mentor = publish("Anything")
            make.booking(mentor=mentor, slot=make.slot(minutes=20))
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= budget, queries
