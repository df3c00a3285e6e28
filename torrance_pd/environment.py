"""Reads the environment, and refuses to start on a value that is missing or weak.

Each refusal is one line that names the variable and says what would be right.
"""

import base64
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50
FIELD_KEY_LENGTH = 32


def secret_key(env):
    """The signing key: long, random, and not one that Django's own tools mark as unsafe."""
    key = env.str("SECRET_KEY", default="")
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 12 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            f"SECRET_KEY is missing or weak: set at least {SECRET_KEY_LENGTH} random characters."
        )
    return key


def field_keys(env):
    """The keys of encrypted columns (core.encrypted), newest first."""
    keys = [_field_key(text.strip()) for text in env.str("FIELD_KEYS", default="").split(",")]
    if None in keys:
        raise ImproperlyConfigured(
            f"FIELD_KEYS is missing or wrong: set keys of {FIELD_KEY_LENGTH} random bytes in base64, newest first, "
            f"with commas between; `openssl rand -base64 {FIELD_KEY_LENGTH}` makes one."
        )
    return keys


def _field_key(text):
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return key if len(key) == FIELD_KEY_LENGTH and len(set(key)) > FIELD_KEY_LENGTH // 3 else None


def whole_number(env, name, *, default):
    """A number of seconds, proxies and the like."""
    text = env.str(name, default=str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is wrong: set a whole number.")
    return int(text)


def site_url(env):
    """The address that residents type, split; plain http only where nobody else can listen."""
    url = urlsplit(env.str("SITE_URL", default="").rstrip("/"))
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query:
        raise ImproperlyConfigured("SITE_URL is missing or wrong: set it like https://programs.example.gov")
    if url.scheme == "http" and not is_loopback(url.hostname):
        raise ImproperlyConfigured("SITE_URL uses http: only https is allowed beyond this machine.")
    return url


def is_loopback(hostname):
    """Whether only this very machine answers to the name."""
    try:
        return ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost"


def database(env, base_dir):
    """One database: PostgreSQL by DATABASE_URL, else an SQLite file in data/.

    SQLite ignores select_for_update, so every transaction there begins by taking the
    write lock (BEGIN IMMEDIATE); synchronous=FULL keeps what was acknowledged through
    a power cut.
    """
    default = f"sqlite:///{base_dir / 'data' / 'portal.sqlite3'}"
    try:
        config = env.db_url("DATABASE_URL", default=default)
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured("DATABASE_URL is wrong: set it like postgres://user:password@host/name") from error
    config["CONN_MAX_AGE"] = whole_number(env, "CONN_MAX_AGE", default=60)
    config["CONN_HEALTH_CHECKS"] = True
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    else:
        raise ImproperlyConfigured("DATABASE_URL is wrong: only sqlite:// and postgres:// are supported.")
    return config


def mail(env, base_dir):
    """Django's EMAIL_* settings from MAIL_URL: a folder of .eml files, or an SMTP server."""
    url = env.str("MAIL_URL", default=f"folder://{base_dir / 'data' / 'mail'}")
    if url.startswith("folder://"):
        return {"EMAIL_BACKEND": "mailroom.backends.FolderBackend", "EMAIL_FILE_PATH": url.removeprefix("folder://")}
    if not url.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")):
        raise ImproperlyConfigured("MAIL_URL is wrong: set it like smtp+tls://user:password@host:587 or folder:///path")
    config = environ.Env.email_url_config(url)
    return {name: value for name, value in config.items() if name.startswith("EMAIL_")} | {"EMAIL_TIMEOUT": 20}
