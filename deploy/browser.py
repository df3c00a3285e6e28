"""Finds Chromium for the browser tests."""

import os
import shutil

# The shell first: without the windows of a whole browser, the tests take a third less computing time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    """The path of a Chromium, or None. CHROMIUM in the environment wins."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)
