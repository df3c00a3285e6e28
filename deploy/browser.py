"""Finds Chromium for the browser tests, and installs Debian's where that is allowed."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    """The path of a Chromium, or None. CHROMIUM in the environment wins."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def install():
    """Debian's package, by root or by somebody whose sudo asks for no password."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or not _runs([*as_root, "true"]):
        return
    print("Installing chromium ...", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if _runs([*apt, "update"]):
        _runs([*apt, "install", "-y", "--no-install-recommends", "chromium"])


def _runs(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return False
    if done.returncode and "apt-get" in command:
        print("\n".join(done.stderr.strip().splitlines()[-5:]), flush=True)
    return done.returncode == 0
