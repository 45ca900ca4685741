"""What keeps people out of a page: what axe finds, and what is wider than a small phone.

With `LOOKS=all` in each of four looks, otherwise in the first.
"""

import os
from pathlib import Path

from playwright.sync_api import Page

AXE = Path("node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LOOKS = [(width, theme) for width in (390, 320) for theme in ("light", "dark")]
if os.environ.get("LOOKS") != "all":
    LOOKS = LOOKS[:1]
HEIGHTS = {390: 844, 320: 568}
RUN = """rules => axe.run({runOnly: rules, elementRef: false, resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}}})
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node =>
    `${id}: ${node.target.join(' ')} ${node.failureSummary.split('\\n')[1]}`)))"""


def barriers(page: Page) -> list[str]:
    """Return what is wrong on the page as it stands, light and dark, on two sizes of phone."""
    page.evaluate(AXE.read_text())  # a script tag would be refused by the page's policy
    found = []
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate("scrollTo(0, 0)")  # a link halfway under the header is not out of reach
        found += [f"{theme} at {width}: {line}" for line in page.evaluate(RUN, RULES)]
        found += too_wide(page, width)
    return found


def too_wide(page: Page, width: int) -> list[str]:
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"needs {needed} px where there are {width}"] if needed > width else []
