"""Wait for what a page can only say after a moment, as the figures of a connection.

Playwright's `wait_for_function` takes a promise for a yes, whatever it comes to.
"""

from playwright.sync_api import Page


def wait_until(page: Page, test: str, value: object = None, *, within: float = 20) -> None:
    """Wait, for so many seconds, until an async function of the page returns something true."""
    looking = f"""async ([value, within]) => {{
      const is = {test}, until = performance.now() + within
      while (!await is(value)) {{
        if (performance.now() > until) return false
        await new Promise(resolve => setTimeout(resolve, 100))
      }}
      return true }}"""
    assert page.evaluate(looking, [value, within * 1000]), f"it never came true: {test}"
