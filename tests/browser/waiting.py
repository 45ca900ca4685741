"""Wait for what a page can only say after a moment, as the figures of a connection.

Playwright's `wait_for_function` takes a promise for a yes, whatever it comes to.
"""

import time

from playwright.sync_api import Error, Page

LOADED_ANEW = "Execution context was destroyed"


def wait_until(page: Page, test: str, value: object = None, *, within: float = 20) -> None:
    """Wait, for so many seconds, until an async function of the page returns something true.

    The page may be loaded anew meanwhile: it is asked again.
    """
    looking = f"""async ([value, within]) => {{
      const is = {test}, until = performance.now() + within
      while (!await is(value)) {{
        if (performance.now() > until) return false
        await new Promise(resolve => setTimeout(resolve, 100))
      }}
      return true }}"""
    until = time.monotonic() + within
    while not is_answered(page, looking, [value, (until - time.monotonic()) * 1000]):
        assert time.monotonic() < until, f"it never came true: {test}"


def is_answered(page: Page, looking: str, values: list) -> bool:
    try:
        return page.evaluate(looking, values)
    except Error as error:
        if LOADED_ANEW not in error.message:
            raise
        return False
