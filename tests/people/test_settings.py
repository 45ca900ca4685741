"""The small forms of settings and profile, as pages and in place."""

import re

import pytest

from tests.people.conftest import PARTIAL
from webapp.people import service

SECTIONS = (
    "picture", "identity", "about", "topics", "skills", "languages", "mentoring", "pace", "network",
    "zone",
)  # fmt: skip


@pytest.fixture
def ada(make):
    return make.person(name="Ada Lindqvist", handle="ada", time_zone="Europe/Berlin")


@pytest.fixture
def client(ada, sign_in):
    return sign_in(ada)


@pytest.fixture
def save(client):
    """Save a section as a page or, with htmx, in place."""

    def save(section, *, in_place=False, **fields):
        headers = PARTIAL if in_place else {}
        return client.post(f"/settings/{section}", data=fields, headers=headers)

    return save


def test_settings_show_what_is_kept(client):
    page = client.get("/settings").text
    for words in (
        "I want to mentor",
        "I need more time",
        "Europe/Berlin",
        "Passkeys",
        "This browser",
    ):
        assert words in page


def test_the_profile_shows_what_is_kept(ada, client):
    service.describe(ada, headline="Engineering lead", quote="I said it wrong twice.")
    service.offer_help(ada, [("Splitting a team", "Four times")])
    service.set_skills(ada, ["C++"])
    service.set_languages(ada, ["sv"])
    page = client.get("/settings/profile").text
    for words in ("Ada Lindqvist", "Engineering lead", "Four times", "C++", "Svenska"):
        assert words in page


@pytest.mark.parametrize("section", SECTIONS)
def test_the_address_of_a_form_leads_to_its_page(client, section):
    response = client.get(f"/settings/{section}")
    assert response.status_code == 303
    page = client.get(response.location)
    assert f'id="{section}"' in page.text
    assert response.location.endswith(f"#{section}")


@pytest.mark.parametrize("section", SECTIONS)
def test_strangers_sign_in_first(browser, section):
    assert browser().get(f"/settings/{section}").location.startswith("/sign-in?next=")
    assert browser().post(f"/settings/{section}").location == "/sign-in"


def test_other_sections_do_not_exist(client):
    assert client.get("/settings/theme").status_code == 404


GOOD = [
    ("identity", {"name": "Ada L.", "handle": "ada-l"}),
    ("about", {"headline": "Lead", "quote": "Twice wrong."}),
    ("topics", {"title_1": "Splitting a team"}),
    ("skills", {"more_skills": "SQL"}),
    ("languages", {"another": "sv"}),
    ("mentoring", {"is_mentor": "y", "minutes_a_week": "60"}),
    ("pace", {"extra_time": "1.5"}),
    ("network", {"hides_address": "y"}),
    ("zone", {"time_zone": "Asia/Tokyo"}),
]


@pytest.mark.parametrize(("section", "fields"), GOOD)
def test_without_script_saving_leads_back_to_the_page(save, client, section, fields):
    response = save(section, **fields)
    assert response.status_code == 303
    assert 'class="toast"' in client.get(response.location).text


@pytest.mark.parametrize(("section", "fields"), GOOD)
def test_with_htmx_the_form_comes_back_saved(save, section, fields):
    response = save(section, in_place=True, **fields)
    assert response.status_code == 200
    assert f'id="{section}"' in response.text and "<html" not in response.text
    assert 'hx-swap-oob="innerHTML"' in response.text  # what was saved is said
    assert "aria-invalid" not in response.text


@pytest.mark.parametrize(
    ("section", "fields", "kept", "words"),
    [
        ("identity", {"name": "", "handle": "ada-l"}, "ada-l", "people call you by"),
        ("identity", {"name": "Ada", "handle": "Not a handle"}, "not a handle", "2 to 30 letters"),
        ("identity", {"name": "Ada", "handle": "settings"}, "settings", "belongs to the site"),
        ("identity", {"name": "A" * 81, "handle": "ada"}, "A" * 81, "80 characters"),
        ("about", {"headline": "x" * 161, "quote": "y"}, "x" * 161, "160 characters"),
        ("topics", {"detail_2": "Four times"}, "Four times", "Name the thing"),
        ("topics", {"title_1": "t" * 81}, "t" * 81, "80 characters"),
        ("skills", {"more_skills": "s" * 41}, "s" * 41, "40 characters"),
        ("skills", {"more_skills": ",".join(map(str, range(13)))}, "0,1,2", "12 skills"),
        ("languages", {"another": "tlh"}, "", "Not a valid choice"),
        ("mentoring", {"is_mentor": "y", "minutes_a_week": "5"}, "5", "from 10 to 1200"),
        ("mentoring", {"is_mentor": "y", "minutes_a_week": "lots"}, "lots", "in minutes"),
        ("mentoring", {"is_mentor": "y", "minutes_a_week": ""}, "", "in minutes"),
        ("pace", {"extra_time": "9"}, "", "Not a valid choice"),
        ("pace", {"extra_time": "much"}, "", "Invalid Choice"),
        ("zone", {"time_zone": "Mars/Olympus"}, "", "Not a valid choice"),
        ("picture", {}, "", "Choose a photo first"),
    ],
)
@pytest.mark.parametrize("in_place", [True, False])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    save, section, fields, kept, words, in_place
):
    response = save(section, in_place=in_place, **fields)
    assert response.status_code == 422
    assert words in response.text and kept in response.text
    assert 'role="alert"' in response.text and f'id="{section}"' in response.text
    assert ("<html" in response.text) != in_place


def test_a_name_is_taken_by_somebody_else(ada, make, save):
    make.person(handle="ben")
    response = save("identity", name="Ada", handle="ben", in_place=True)
    assert response.status_code == 422
    assert "Somebody has this address" in response.text and 'href="#handle"' in response.text
    assert (ada.name, ada.handle) == ("Ada Lindqvist", "ada")


def test_names_are_cleaned(ada, save):
    save("identity", name=" Ada\u202e \n Lindqvist", handle=" ADA-L ")
    assert (ada.name, ada.handle) == ("Ada Lindqvist", "ada-l")


def test_the_preview_is_drawn_anew(save):
    response = save("about", in_place=True, headline="Lead at Tangerina", quote="")
    assert 'id="preview"' in response.text and 'hx-swap-oob="true"' in response.text


def test_user_text_is_never_markup(save, client):
    save("about", headline="<script>alert(1)</script>", quote='"><img src=x>')
    page = client.get("/settings/profile").text
    assert "<script>alert" not in page and "<img src=x" not in page


def test_an_empty_topic_is_left_out(ada, save):
    save("topics", title_1="One", title_3="Three", detail_3="Thrice")
    assert [(t.title, t.detail) for t in ada.profile.topics] == [("One", ""), ("Three", "Thrice")]


def test_skills_are_kept_taken_away_and_added(ada, save):
    service.set_skills(ada, ["SQL", "Hiring"])
    save("skills", skills=["Hiring"], more_skills="Saying no, hiring")
    assert [skill.label for skill in ada.profile.skills] == ["Hiring", "Saying no"]


def test_a_skill_taken_away_in_a_form_that_is_refused_can_be_taken_back(ada, save):
    service.set_skills(ada, ["SQL", "Hiring"])
    response = save("skills", skills=["Hiring", "Own"], more_skills="s" * 41)
    assert 'value="SQL"' in response.text and 'value="Own" checked' in response.text


def test_skills_of_others_are_suggested(make, client):
    service.set_skills(make.person(), ["Negotiating"])
    assert '<option value="Negotiating">' in client.get("/settings/profile").text


def test_languages_are_kept_taken_away_and_added(ada, save):
    service.set_languages(ada, ["en", "sv"])
    save("languages", languages=["sv"], another="pt-BR")
    assert [language.code for language in ada.profile.languages] == ["sv", "pt-BR"]
    save("languages", languages=["sv"], another="")
    assert [language.code for language in ada.profile.languages] == ["sv"]


def test_more_than_twelve_languages_are_refused(save):
    many = ["af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da"]
    assert save("languages", languages=many, another="de").status_code == 422


def test_mentoring_and_pausing(ada, save):
    save("mentoring", is_mentor="y", is_accepting="y", minutes_a_week="90")
    assert ada.profile.is_accepting and ada.profile.minutes_a_week == 90
    save("mentoring", is_mentor="y", minutes_a_week="90")
    assert ada.is_mentor and ada.profile.is_paused


def test_a_new_mentor_is_led_to_their_hours(save):
    fields = {"is_mentor": "y", "is_accepting": "y", "minutes_a_week": "60"}
    assert 'href="/availability"' in save("mentoring", in_place=True, **fields).text


def test_more_time_is_kept(ada, save):
    save("pace", extra_time="2.0")
    assert ada.extra_time == 2.0


def test_an_address_is_hidden_and_shown_again(ada, save):
    save("network", hides_address="y")
    assert ada.hides_address
    save("network", csrf_token="of the page")
    assert not ada.hides_address


def test_the_zone_this_device_is_in_is_offered_with_one_press(ada, client, save):
    client.set_cookie("zone", "Asia/Calcutta")
    assert "Take Kolkata, as this device says" in client.get("/settings").text
    save("zone", time_zone="Asia/Kolkata")
    assert ada.time_zone == "Asia/Kolkata"
    assert "as this device says" not in client.get("/settings").text


def test_a_zone_that_is_listed_nowhere_any_more_is_kept(make, sign_in):
    client = sign_in(make.person(time_zone="Asia/Calcutta"))
    assert client.post("/settings/zone", data={"time_zone": "Asia/Calcutta"}).status_code == 303


@pytest.mark.parametrize("url", ["/settings", "/settings/profile"])
def test_pages_of_ones_own_are_kept_nowhere(client, url):
    assert client.get(url).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("url", "most"), [("/settings", 4), ("/settings/profile", 5)])
def test_pages_ask_the_database_few_times(ada, client, count_queries, url, most):
    service.set_skills(ada, ["SQL", "Hiring"])
    service.set_languages(ada, ["en", "sv"])
    with count_queries() as queries:
        client.get(url)
    assert len(queries) <= most


@pytest.mark.parametrize("url", ["/settings", "/settings/profile"])
def test_no_two_parts_of_a_page_have_one_id(client, url):
    ids = re.findall(r'\sid="([^"]+)"', client.get(url).text)
    assert sorted(ids) == sorted(set(ids))
