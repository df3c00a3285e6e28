"""The portal refuses to start on a missing or weak setting, in one line that names it."""

import os
import subprocess
import sys

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.environment import FIXED, ROOT
from torrance_pd import environment

LONG = "0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdefghijklmnopqrstuvwxyz"
HTTPS = "https://programs.example.gov"


def env_with(**values):
    """An environ.Env that sees only these variables."""
    env = environ.Env()
    env.ENVIRON = values
    return env


@pytest.mark.parametrize("key", ["", "short", "a" * 80, "ab" * 40, "django-insecure-" + LONG])
def test_a_weak_secret_key_is_refused(key):
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY "):
        environment.secret_key(env_with(SECRET_KEY=key))


def test_a_missing_secret_key_is_refused_and_a_good_one_accepted():
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY "):
        environment.secret_key(env_with())
    assert environment.secret_key(env_with(SECRET_KEY=LONG)) == LONG


GOOD_KEY = "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY="


@pytest.mark.parametrize(
    "keys",
    [
        "",
        ",",
        "short",
        GOOD_KEY[:-1],
        GOOD_KEY[4:],
        GOOD_KEY + "AAAA",
        "A" * 43 + "=",
        f"{GOOD_KEY},",
        f"{GOOD_KEY},x",
        "é",
    ],
)
def test_missing_malformed_or_weak_field_keys_are_refused(keys):
    with pytest.raises(ImproperlyConfigured, match=r"^FIELD_KEYS .*`openssl rand -base64 32` makes one\.$"):
        environment.field_keys(env_with(FIELD_KEYS=keys))


def test_no_field_keys_are_refused_and_good_ones_taken_in_their_order():
    with pytest.raises(ImproperlyConfigured, match=r"^FIELD_KEYS "):
        environment.field_keys(env_with())
    second = "dnV0c3JxcG9ubWxramloZ2ZlZGNiYTk4NzY1NDMyMTA="
    assert environment.field_keys(env_with(FIELD_KEYS=f"{GOOD_KEY}, {second}")) == [
        b"0123456789abcdefghijklmnopqrstuv",
        b"vutsrqponmlkjihgfedcba9876543210",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "programs.example.gov",
        "ftp://programs.example.gov",
        "https://",
        "https://programs.example.gov/portal",
        "http://programs.example.gov",
        "http://192.168.1.20:8000",
        "http://localhost.example.gov",
        "http://127.0.0.1.example.gov",
    ],
)
def test_a_wrong_site_url_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match=r"^SITE_URL "):
        environment.site_url(env_with(SITE_URL=url))


@pytest.mark.parametrize("url", [HTTPS, f"{HTTPS}/", "http://127.0.0.1:8000", "http://localhost:9", "http://[::1]:9"])
def test_a_good_site_url_is_accepted(url):
    assert environment.site_url(env_with(SITE_URL=url)).geturl() == url.rstrip("/")


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize("url", ["nonsense", "mysql://user@host/name", "redis://host", "postgres://user@host:port/x"])
def test_a_wrong_database_url_is_refused(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL "):
        environment.database(env_with(DATABASE_URL=url), tmp_path)


def test_the_database_is_a_file_here_unless_a_url_says_otherwise(tmp_path):
    config = environment.database(env_with(), tmp_path)
    assert config["NAME"] == str(tmp_path / "data" / "portal.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    config = environment.database(env_with(DATABASE_URL="postgres://me:secret@db.example:5433/portal"), tmp_path)
    assert (config["ENGINE"], config["HOST"], config["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)


@pytest.mark.parametrize("url", ["nonsense", "http://mail.example", "folder:relative", "consolemail://"])
def test_a_wrong_mail_url_is_refused(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"^MAIL_URL "):
        environment.mail(env_with(MAIL_URL=url), tmp_path)


REFUSALS = {
    "SECRET_KEY": {"SECRET_KEY": "short"},
    "FIELD_KEYS": {"FIELD_KEYS": "c2hvcnQ="},
    "SITE_URL": {"SITE_URL": "http://programs.example.gov"},
    "DATABASE_URL": {"DATABASE_URL": "mysql://user@host/name"},
    "MAIL_URL": {"MAIL_URL": "nonsense"},
    "DEMO": {"SITE_URL": HTTPS, "DEMO": "on"},
    "RATE_LIMITS_ON": {"SITE_URL": HTTPS, "RATE_LIMITS_ON": "off"},
    "TRUSTED_PROXIES": {"TRUSTED_PROXIES": "two"},
    "CONN_MAX_AGE": {"CONN_MAX_AGE": "-1"},
}


def start(arguments, **variables):
    """Start a process of the portal the way an operator does."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | FIXED | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", REFUSALS)
def test_manage_py_refuses_in_one_line(name):
    done = start(["manage.py", "migrate"], **REFUSALS[name])

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"The portal does not start. {name} ")
    assert done.stderr.count("\n") == 1


def test_the_web_server_refuses_in_one_line():
    done = start(["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "torrance_pd.wsgi"], SECRET_KEY="short")

    assert done.returncode != 0
    assert done.stderr.splitlines() == [
        "The portal does not start. SECRET_KEY is missing or weak: set at least 50 random characters."
    ]


def test_control_a_good_environment_starts():
    done = start(["manage.py", "help"], SITE_URL=HTTPS)

    assert done.returncode == 0, done.stderr
