import pytest


@pytest.fixture
def htmx():
    """Headers of a request by htmx for a part of a page."""
    return {"HX-Request": "true", "HX-Request-Type": "partial"}
