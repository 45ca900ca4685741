import pytest

from webapp.media.settings import BadSetting, MediaSettings


def settings(**environment):
    return MediaSettings.from_environment(environment)


def test_a_laptop_needs_no_settings():
    assert settings() == MediaSettings("instance/media.sock", 3478, True, None)


def test_production_probes_public_addresses_only():
    assert not settings(APP_ENV="production").private_network


def test_the_private_network_can_be_named_and_denied():
    assert settings(APP_ENV="production", MEDIA_PRIVATE_NETWORK="1").private_network
    assert settings(APP_ENV="production", DEMO="1").private_network
    assert not settings(MEDIA_PRIVATE_NETWORK="0").private_network


def test_other_stun_servers_replace_our_own():
    assert settings(STUN_URLS="stun:stun.example.org").stun_port is None
    assert settings(STUN_URLS=" ", STUN_PORT="5349").stun_port == 5349


def test_how_many_talks_are_passed_on_can_be_said():
    assert settings().relay_rooms == 6
    assert settings(RELAY_ROOMS="40").relay_rooms == 40


@pytest.mark.parametrize(
    "environment",
    [
        {"STUN_PORT": "udp"},
        {"STUN_PORT": "65536"},
        {"STUN_PORT": "-1"},
        {"STUN_PORT": "²"},
        {"RELAY_ROOMS": "many"},
        {"MEDIA_PUBLIC_ADDRESS": "media.example.org"},
    ],
)
def test_a_value_nobody_can_mean_is_named(environment):
    with pytest.raises(BadSetting, match=next(iter(environment))):
        settings(**environment)
