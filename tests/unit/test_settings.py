"""Settings: what the environment says, and what may not be used outside APP_ENV=local."""

import pytest

from aftersales.adapters.settings import UnsafeSettings, read_settings

SAFE = {
    "APP_ENV": "production",
    "SHOP_SECRET": "s" * 40,
    "DESK_SERVICE_TOKEN": "t" * 40,
    "PUBLIC_URL": "https://care.shop.example/",
}


def test_local_use_needs_nothing() -> None:
    settings = read_settings({})
    assert settings.app_env == "local"
    assert settings.database_url.startswith("sqlite:///")


def test_the_environment_wins() -> None:
    settings = read_settings({**SAFE, "BURST_SECONDS": "0.5", "WEB_PORT": "9000", "RASA_URL": "http://localhost:5006"})
    assert (settings.burst_s, settings.web_port, settings.rasa_url) == (0.5, 9000, "http://localhost:5006")


@pytest.mark.parametrize("name", ["SHOP_SECRET", "DESK_SERVICE_TOKEN"])
def test_a_default_secret_refuses_to_start_outside_local(name: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        read_settings({key: value for key, value in SAFE.items() if key != name})


def test_a_world_open_rasa_refuses_to_start_outside_local() -> None:
    with pytest.raises(UnsafeSettings, match="RASA_URL"):
        read_settings({**SAFE, "RASA_URL": "http://10.0.0.5:5005"})
    assert read_settings({"RASA_URL": "http://10.0.0.5:5005"}).rasa_url.endswith("5005")


@pytest.mark.parametrize("url", ["", "http://care.shop.example", "care.shop.example", "https://"])
def test_buyers_need_a_secure_public_address_outside_local(url: str) -> None:
    with pytest.raises(UnsafeSettings, match="PUBLIC_URL"):
        read_settings({**SAFE, "PUBLIC_URL": url})


def test_links_begin_with_the_public_address() -> None:
    assert read_settings(SAFE).public_url == "https://care.shop.example"
    assert read_settings({"WEB_PORT": "8010"}).public_url == "http://127.0.0.1:8010"
