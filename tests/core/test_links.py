import pytest

from webapp.core.links import absolute_url, is_local


@pytest.mark.parametrize(
    "path", ["/", "/mentors?q=a&b=1", "/bookings/x#notes", "/a//b", "/?next=//x"]
)
def test_paths_of_ours_are_followed(path):
    assert is_local(path)


@pytest.mark.parametrize(
    "url",
    ["", "mentors", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example",
     "/\n/evil.example", "javascript:alert(1)", "\\\\evil.example", "/a\\b", "\x00/a"],
)  # fmt: skip
def test_other_hosts_in_every_disguise_are_refused(url):
    assert not is_local(url)


def test_links_in_mails_name_the_configured_host_and_never_the_request(app):
    with app.test_request_context("/", base_url="http://attacker.example"):
        assert absolute_url("pwa.offline") == "http://localhost/offline"
