from webapp.pwa.shell import manifest, version_of


def address(name):
    return f"/static/dist/{name}"


def test_a_launcher_finds_a_name_a_start_and_a_maskable_icon():
    offered = manifest(address)
    assert offered["id"] == "/"
    assert offered["start_url"].startswith(offered["scope"])
    assert {icon["sizes"] for icon in offered["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in offered["icons"]}


def test_a_new_file_or_another_offline_page_is_a_new_version():
    version = version_of(["app-1.js"], "offline")
    assert version == version_of(["app-1.js"], "offline")
    assert version != version_of(["app-2.js"], "offline")
    assert version != version_of(["app-1.js"], "no connection")
