import pytest


@pytest.fixture
def ada(make):
    return make.mentor(
        handle="ada", name="Ada Lindqvist", time_zone="Europe/Lisbon", email="ada@private.test"
    )


@pytest.fixture
def ben(make):
    return make.person(handle="ben", name="Ben Achterberg", time_zone="Europe/Berlin")


@pytest.fixture
def htmx():
    """The headers of a request that wants a fragment."""
    return {"HX-Request": "true", "HX-Request-Type": "partial"}
