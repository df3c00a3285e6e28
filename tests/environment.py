"""The environment of the tests, set before Django is loaded (`-p tests.environment`).

What a developer exported or keeps in .env must not change what the tests see: only
DATABASE_URL is taken over, from the command line, to choose the database.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

FIXED = {
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "FIELD_KEYS": "b25seSBmb3IgdGVzdHMsIDAxMjM0NTY3ODlhYmNkZWY=",
    "SITE_URL": "http://127.0.0.1:8000",
    "MAIL_URL": f"folder://{SCRATCH}/mail",
    "DEMO": "off",
    "RATE_LIMITS_ON": "on",
    "TRUSTED_PROXIES": "0",
    "PAGE_CACHE_SECONDS": "0",
    "LOG_LEVEL": "INFO",
}
# Settings with a default that the tests rely on.
UNSET = ["SECRET_KEY_FALLBACKS", "ALLOWED_HOSTS", "MAIL_FROM", "CONN_MAX_AGE", "DJANGO_SETTINGS_MODULE"]

for _name in UNSET:
    os.environ.pop(_name, None)
os.environ.update(FIXED)
# The settings read .env for what is not set: here they find none.
environ.Env.read_env = classmethod(lambda *_, **__: None)

# To look through all modules and tests for garbage as often as Python does by itself takes a tenth of the time, and
# half of the time in which tests are collected (see conftest.py, too).
gc.set_threshold(50_000, 10, 10)

# Tests start `python manage.py ...` and the like from other folders too.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
