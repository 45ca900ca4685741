import pytest

from webapp.core.text import initials, one_line


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lindqvist", "AL"), ("Ada", "A"), ("Chidi Okonkwo-Reyes", "CO"), ("ليلى حدّاد", "ل ح"),
     ("田辺 愛子", "田愛"), ("", "?"), ("… —", "?"), ("maria von der leyen", "ML")],
)  # fmt: skip
def test_initials_in_any_script(name, letters):
    assert initials(name) == letters


def test_a_subject_cannot_smuggle_a_header():
    assert one_line("Hello\r\nBcc: evil@example.test") == "Hello Bcc: evil@example.test"
