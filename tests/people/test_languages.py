from webapp.people.languages import NATIVE_NAMES, is_language, native_name


def test_a_language_has_its_own_name():
    assert native_name("sv") == "Svenska"
    assert is_language("pt-BR")


def test_a_code_that_is_not_offered_stays_a_code():
    assert native_name("tlh") == "tlh"
    assert not is_language("tlh")


def test_names_are_not_repeated():
    assert len(set(NATIVE_NAMES.values())) == len(NATIVE_NAMES)
