"""Collects the static files for the web server, but only when one of them changed.

Compressing them takes seconds, and nearly every start has nothing new to compress.
"""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "data" / "static" / "staticfiles.json"
STAMP = ROOT / "data" / ".static-collected"
LOCK = ROOT / "data" / ".static-lock"


def collect(environment: dict[str, str]) -> str:
    """Run collectstatic in this environment, if needed; return what to show when it failed, else nothing.

    Several may call it at the same moment (the processes of a test run): one collects, the others wait.
    """
    STAMP.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _collect(environment)


def _collect(environment):
    fingerprint = _fingerprint()
    if MANIFEST.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint:
        return ""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stdout + done.stderr
    STAMP.write_text(fingerprint, encoding="utf-8")
    return ""


def _fingerprint():
    """Our own files, and what decides on those of the packages: their versions and the settings."""
    deciding = [ROOT / "requirements.txt", ROOT / "torrance_pd" / "settings.py"]
    folders = [ROOT / "static", *ROOT.glob("*/static")]
    ours = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in [*deciding, *(path for path in ours if MANIFEST.parent not in path.parents)]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
