"""Photos: uploading, seeing and removing them."""

from io import BytesIO

import pytest
from PIL import Image

from tests.people.conftest import PARTIAL


@pytest.fixture
def ada(make):
    return make.person(handle="ada", name="Ada")


@pytest.fixture
def client(ada, sign_in):
    return sign_in(ada)


def photo(kind="PNG", **options) -> bytes:
    file = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(file, kind, **options)
    return file.getvalue()


def upload(client, content, name="photo.png", **options):
    data = {"photo": (BytesIO(content), name)}
    return client.post("/settings/picture", data=data, **options)


def test_a_photo_is_seen_by_everybody_under_an_address_of_its_own(ada, client, browser):
    assert upload(client, photo()).location == "/settings/profile#picture"
    response = browser().get(ada.picture_url)
    assert response.status_code == 200
    assert response.mimetype == "image/webp"
    assert Image.open(BytesIO(response.data)).size == (400, 400)


def test_it_is_kept_by_browsers_for_good_and_never_sniffed(ada, client, browser):
    upload(client, photo())
    headers = browser().get(ada.picture_url).headers
    assert (
        "immutable" in headers["Cache-Control"] and "max-age=31536000" in headers["Cache-Control"]
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_in_place_the_new_photo_is_shown_at_once(ada, client):
    response = upload(client, photo(), headers=PARTIAL)
    assert response.status_code == 200
    assert response.text.count(ada.picture_url) == 2  # the form and the preview


def test_only_the_current_photo_of_an_active_person_exists(ada, make, client, browser):
    upload(client, photo())
    old = ada.picture_url
    upload(client, photo("GIF"))
    upload(client, photo("JPEG", quality=3))
    assert browser().get(old).status_code == 404 or ada.picture_url == old
    assert browser().get("/people/ada/picture/0000").status_code == 404
    assert browser().get("/people/nobody/picture/0000").status_code == 404


def test_a_photo_is_removed(ada, client, browser):
    upload(client, photo())
    url = ada.picture_url
    assert client.post("/settings/picture/remove").location == "/settings/profile#picture"
    assert ada.picture_url is None
    assert browser().get(url).status_code == 404


def test_in_place_the_initials_come_back(client):
    upload(client, photo())
    response = client.post("/settings/picture/remove", headers=PARTIAL)
    assert "<img" not in response.text and 'id="picture"' in response.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"<html><script>alert(1)</script></html>", "cannot read"),
        (b"not a picture", "cannot read"),
        (b"", "cannot read"),
    ],
)
@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_what_is_no_photo_is_refused_in_words(ada, client, content, words, headers):
    response = upload(client, content, "photo.png", headers=headers)
    assert response.status_code == 422
    assert words in response.text
    assert ada.picture_url is None


def test_the_name_of_the_file_is_of_no_interest(ada, client):
    assert upload(client, photo(), "../../../etc/passwd.svg").status_code == 303
    assert ada.picture_url.startswith("/people/ada/picture/")


def test_what_is_smuggled_behind_the_pixels_is_not_served(ada, client, browser):
    upload(client, photo() + b"<script>alert(1)</script>", "photo.html")
    assert b"script" not in browser().get(ada.picture_url).data


def test_more_than_six_megabytes_are_refused_before_they_are_read(ada, client):
    response = upload(client, bytes(7 * 1024 * 1024))
    assert response.status_code == 413
    assert ada.picture_url is None


def test_text_in_the_place_of_a_file_is_refused(client):
    assert client.post("/settings/picture", data={"photo": "text"}).status_code == 422


@pytest.mark.parametrize("url", ["/settings/picture", "/settings/picture/remove"])
def test_strangers_sign_in_first(browser, url):
    assert browser().post(url).location == "/sign-in"
