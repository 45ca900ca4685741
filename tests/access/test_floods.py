"""Much of one thing: pictures made to cost, and who is counted as whom."""

from io import BytesIO

import pytest
from PIL import Image

from webapp.people.errors import PictureRefused
from webapp.people.pictures import bitmap_from, count_scans

pytestmark = pytest.mark.long


def jpeg_with_scans(count: int) -> BytesIO:
    """A progressive JPEG whose last scan comes again and again: each is a pass over all pixels."""
    file = BytesIO()
    Image.new("L", (800, 800), 128).save(file, "JPEG", progressive=True, quality=30)
    data = file.getvalue().removesuffix(b"\xff\xd9")
    last = data[data.rindex(b"\xff\xc4") :]
    return BytesIO(data + last * count + b"\xff\xd9")


def test_a_jpeg_of_very_many_scans_is_refused():
    with pytest.raises(PictureRefused):
        bitmap_from(jpeg_with_scans(1000))


def test_no_marker_hides_scans_from_the_count():
    file = jpeg_with_scans(1000).getvalue()
    at = file.index(b"\xff\xda")
    for hidden in (b"\xff\x02\xff\xff", b"\xff\xd0", b"\xff\xff\xff"):
        assert count_scans(file[:at] + hidden + file[at:]) > 1000


def test_a_film_behind_the_picture_is_not_counted():
    assert bitmap_from(BytesIO(jpeg_with_scans(3).getvalue() + b"\xff\xda" * 100)).data


def test_a_progressive_jpeg_as_cameras_write_it_is_taken():
    assert bitmap_from(jpeg_with_scans(3)).data


def test_pictures_which_are_work_come_one_by_one(sign_in, make):
    client = sign_in(make.person())
    answers = [client.post("/settings/picture").status_code for _ in range(21)]

    assert answers == [422] * 20 + [429]
    assert client.post("/settings/pace", data={"extra_time": "1.5"}).status_code == 303


def test_one_household_is_one_visitor_however_many_addresses_it_has(browser):
    answers = {
        browser().get("/", environ_base={"REMOTE_ADDR": f"2001:db8::{n:x}"}).status_code
        for n in range(125)
    }
    assert answers == {200, 429}


def test_somebody_elses_flood_is_not_mine(browser, sign_in, make):
    for _ in range(125):
        browser().get("/")
    assert browser().get("/").status_code == 429
    assert browser().get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    assert sign_in(make.person()).get("/").status_code == 200


@pytest.mark.parametrize("path", ["/static/dist/{script}", "/manifest.webmanifest"])
def test_what_is_the_same_for_all_asks_for_nobody(path, world, sign_in, count_queries):
    browser = sign_in(world.mentee)
    with count_queries() as queries:
        answer = browser.get(path.format(**world.ids))
    assert (answer.status_code, queries) == (200, [])
    assert "Cookie" not in answer.vary


def test_a_picture_is_the_same_for_all(world, sign_in):
    answer = sign_in(world.mentee).get("/people/ada/picture/{face}".format(**world.ids))
    assert (answer.cache_control.public, "Cookie" in answer.vary) == (True, False)
