from html.parser import HTMLParser

import pytest

from webapp.core.text import initials, one_line, render_markdown


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
     "![a](https://evil.example/x.png)", '<p class="button" hx-get="/x">a</p>',
     "[a](data:text/html,x)", '<a href="/x" id="refusal">a</a>', "<style>*{}</style>"],
)  # fmt: skip
def test_no_text_becomes_code_an_image_or_a_hook(text):
    assert tags_of(render_markdown(text)) <= {"p", "a"}


def tags_of(html: str) -> set[str]:
    """Parse as a browser would, and refuse every attribute but a harmless link's."""
    reader = TagReader()
    reader.feed(html)
    return reader.tags


class TagReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            assert name in ("href", "rel")
            assert not value.startswith(("javascript:", "data:"))


def test_what_people_mean_by_markdown_is_kept():
    html = render_markdown("# Goal\n\n- one\n- **two**\n\nline\nbreak [site](https://a.example)")

    assert "<h1>Goal</h1>" in html
    assert "<li><strong>two</strong></li>" in html
    assert "line<br>" in html
    assert 'href="https://a.example" rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lindqvist", "AL"), ("Ada", "A"), ("Chidi Okonkwo-Reyes", "CO"), ("ليلى حدّاد", "ل ح"),
     ("田辺 愛子", "田愛"), ("", "?"), ("… —", "?"), ("maria von der leyen", "ML")],
)  # fmt: skip
def test_initials_in_any_script(name, letters):
    assert initials(name) == letters


def test_a_subject_cannot_smuggle_a_header():
    assert one_line("Hello\r\nBcc: evil@example.test") == "Hello Bcc: evil@example.test"
