from webapp.people.models import Person, Profile


def test_a_first_name_is_how_one_is_called(make):
    assert make.person(name="Ada Lindqvist").first_name == "Ada"
    assert Person(name="").first_name == ""


def test_a_picture_has_an_address_of_its_own(make):
    ada = make.person(handle="ada")
    assert ada.picture_url is None
    ada = Person(handle="ada", profile=Profile(picture_etag="0123"))
    assert ada.picture_url == "/people/ada/picture/0123"
