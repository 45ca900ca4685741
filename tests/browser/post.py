"""Mail as its receiver has it: taken from a mail server, and read in both forms."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser

LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    links: dict[str, str]  # words to address, of the form with buttons
    has_calendar: bool

    def says(self, words: str) -> bool:
        return words in self.text and words in self.html


class Page(HTMLParser):
    """The links of a mail by their words, and all that it says."""

    def __init__(self, html: str):
        super().__init__()
        self.links, self.words, self.in_link = {}, [], []
        self.href, self.is_shown = None, True
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.is_shown = self.is_shown and tag not in ("style", "title")
        if tag == "a":
            self.href, self.in_link = dict(attrs)["href"], []

    def handle_endtag(self, tag):
        self.is_shown = self.is_shown or tag in ("style", "title")
        if tag == "a":
            self.links[joined(self.in_link)] = self.href
            self.href = None

    def handle_data(self, data):
        if self.is_shown:
            self.words.append(data)
        if self.href:
            self.in_link.append(data)


def letter_of(message: EmailMessage) -> Letter:
    """Open a mail; whoever reads the text alone finds every link of the other form in it."""
    text, html = (message.get_body((form,)).get_content() for form in ("plain", "html"))
    page = Page(html)
    assert set(page.links.values()) == set(LINK.findall(text)), message["Subject"]
    return Letter(
        to=message["To"].partition("@")[0],
        subject=message["Subject"],
        text=joined([text]),
        html=joined(page.words),
        links=page.links,
        has_calendar=any(part.get_content_type() == "text/calendar" for part in message.walk()),
    )


def joined(words: list[str]) -> str:
    return " ".join("".join(words).split())
