"""The .env that the first start writes."""

import stat

import environ
import pytest

from deploy import first_start
from torrance_pd import environment

SITE = "http://localhost:8000"


def test_a_fresh_checkout_gets_a_private_file_with_a_long_random_key(tmp_path):
    env_file = tmp_path / ".env"

    added = first_start.complete(SITE, env_file)

    values = dict(line.split("=", 1) for line in env_file.read_text().splitlines() if not line.startswith("#"))
    assert added == ["SECRET_KEY", "FIELD_KEYS", "SITE_URL", "DEMO"]
    assert len(values["SECRET_KEY"]) >= 50
    env = environ.Env()
    env.ENVIRON = values
    assert len(environment.field_keys(env)) == 1
    assert values["SITE_URL"] == SITE
    assert values["DEMO"] == "on"
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600


def test_two_checkouts_get_different_keys(tmp_path):
    first_start.complete(SITE, tmp_path / "one")
    first_start.complete(SITE, tmp_path / "two")

    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()


def test_a_complete_file_is_never_touched(tmp_path):
    env_file = tmp_path / ".env"
    first_start.complete(SITE, env_file)
    before = env_file.read_bytes()

    assert first_start.complete(SITE, env_file) == []
    assert env_file.read_bytes() == before


def test_a_key_that_became_required_is_added_and_the_rest_kept(tmp_path, monkeypatch):
    env_file = tmp_path / ".env"
    env_file.write_text(
        "export SECRET_KEY = mine\nFIELD_KEYS=mine\nSITE_URL=https://example.gov\n# DEMO=on\nMAIL_URL=folder:///mail"
    )
    monkeypatch.setitem(first_start.REQUIRED, "NEW_KEY", lambda: "new")

    assert first_start.complete(SITE, env_file) == ["NEW_KEY"]
    assert (
        env_file.read_text()
        == "export SECRET_KEY = mine\nFIELD_KEYS=mine\nSITE_URL=https://example.gov\n# DEMO=on\nMAIL_URL=folder:///mail\nNEW_KEY=new\n"
    )


@pytest.mark.parametrize("before", ["http://localhost:8000", "http://127.0.0.1:8000/"])
def test_the_address_of_a_portal_on_this_machine_follows_the_port(tmp_path, before):
    env_file = tmp_path / ".env"
    env_file.write_text(f"SECRET_KEY=mine\nFIELD_KEYS=mine\nSITE_URL={before}\nDEMO=on\n")

    assert first_start.complete("http://localhost:9000", env_file) == []
    assert env_file.read_text() == "SECRET_KEY=mine\nFIELD_KEYS=mine\nSITE_URL=http://localhost:9000\nDEMO=on\n"


@pytest.mark.parametrize("address", ["https://programs.example.gov", "https://localhost:8000"])
def test_the_address_of_a_real_site_is_kept(tmp_path, address):
    env_file = tmp_path / ".env"
    env_file.write_text(f"SECRET_KEY=mine\nFIELD_KEYS=mine\nSITE_URL={address}\n")
    before = env_file.read_bytes()

    first_start.complete(SITE, env_file)

    assert env_file.read_bytes() == before
