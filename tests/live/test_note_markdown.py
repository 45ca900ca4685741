"""Notes as they read, and their check boxes."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from webapp.live.note_markdown import box_of, find_task, render_notes, tasks_in

NOTES = """# Plan
- [ ] ask *Mira* @friday
- [x] done
  - [ ] nested

1. [ ] first
> - [ ] quoted

no [ ] box, - [ ] neither
- [ ](https://a.example) a link
```
- [ ] code
```
- [ ] loose

- [ ] second loose
"""
WORDS = ["ask *Mira* @friday", "done", "nested", "first", "quoted", "loose", "second loose"]


def test_boxes_are_found_where_markdown_has_list_items():
    tasks = tasks_in(NOTES)
    assert [task.words for task in tasks] == WORDS
    assert [task.words for task in tasks if task.is_done] == ["done"]
    for task in tasks:
        at = box_of(NOTES, task)
        assert NOTES[at - 1 : at + 2] == ("[x]" if task.is_done else "[ ]")
        assert NOTES[at:].splitlines()[0].endswith(task.words)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_they_were_written(newline):
    text = NOTES.replace("\n", newline)
    for task in tasks_in(text):
        at = box_of(text, task)
        assert text[at + 3 :].startswith(task.words)


def test_a_box_is_found_again_by_its_words_and_among_equals_by_its_line():
    before = "- [ ] call\n- [ ] write\n- [ ] call"
    first, write, last = tasks_in(before)
    after = "something new\n\n" + before
    assert find_task(after, write.key).line == 3
    assert find_task(before, first.key) == first and find_task(before, last.key) == last
    assert find_task("- [x] call", first.key).is_done
    for key in ("", "nothing", "12345678-0", f"{first.key}9999999999", first.key.split("-")[0]):
        assert find_task(before, key) is None


def test_each_box_is_a_button_that_says_what_it_does():
    html = render_notes('- [ ] say "no" <b>')
    (task,) = tasks_in('- [ ] say "no" <b>')
    assert f'name="box" value="{task.key}-1"' in html
    assert 'role="checkbox"' in html and 'aria-checked="false"' in html
    assert "say &quot;no&quot; &lt;b&gt;" in html
    assert "[ ]" not in html and "<b>" not in html
    assert f'value="{tasks_in("- [x] a")[0].key}-0"' in render_notes("- [x] a")


def test_a_text_far_longer_than_notes_stays_as_it_is():
    text = "- [ ] a\n" * 4000
    assert tasks_in(text) == () and render_notes(text).startswith("<pre>")


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
     "![a](https://evil.example/x.png)", '<p class="button" hx-get="/x">a</p>',
     "[a](data:text/html,x)", '<a href="/x" id="refusal">a</a>', "<style>*{}</style>"],
)  # fmt: skip
def test_no_text_becomes_code_an_image_or_a_hook(text):
    assert tags_of(render_notes(text)) <= {"p", "a"}


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
    html = render_notes("# Goal\n\n- one\n- **two**\n\nline\nbreak [site](https://a.example)")

    assert "<h1>Goal</h1>" in html
    assert "<li><strong>two</strong></li>" in html
    assert "line<br>" in html
    assert 'href="https://a.example" rel="noopener noreferrer nofollow"' in html


TWINS = json.loads(Path(__file__).with_name("twins.json").read_text())
BOX = re.compile(r'<button[^>]*aria-checked="(true|false)"[^>]*></button>')


@pytest.mark.parametrize("twin", TWINS, ids=range(len(TWINS)))
def test_it_reads_as_the_preview_in_the_room_does(twin):
    """The other half of this is tests/js/live/preview.test.mjs."""
    html = BOX.sub(lambda found: "☑" if found[1] == "true" else "☐", render_notes(twin["text"]))
    rel = ' rel="noopener noreferrer nofollow"'
    assert html.replace(rel, "").replace("&quot;", '"') == twin["html"]
    tasks = [[task.line, task.words, task.is_done] for task in tasks_in(twin["text"])]
    assert tasks == twin["tasks"]
