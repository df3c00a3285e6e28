"""Debian's packages that the portal uses beside Python: what is missing, and their installation in one step."""

import ctypes
import os
import shutil
import subprocess

# What core/pdf.py draws with: the package, and the library that it brings.
PDF_LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
CJK_FONTS = "fonts-noto-cjk"
CJK_LANGUAGES = {"ja", "ko", "zh-cn"}
BROWSER = "chromium-headless-shell"  # found by browser.py
# What Playwright's driver needs and does not bring: a fresh Debian 12 lacks it.
DRIVER_LIBRARIES = {"libatomic1": "libatomic.so.1"}
OTHER_TIMES = "faketime"

# What does not work without a package; everything else does.
NEEDED_FOR = {
    **dict.fromkeys(PDF_LIBRARIES, "papers as PDF (sign-in sheets, badges, certificates)"),
    CJK_FONTS: "Japanese, Korean and Chinese names on papers",
    **dict.fromkeys([BROWSER, *DRIVER_LIBRARIES], "browser tests"),
    OTHER_TIMES: "tests on other days",
}


def missing_for_papers():
    """The packages without which papers cannot be printed, in every script of our residents."""
    libraries = _missing(PDF_LIBRARIES)
    return libraries if _fonts_speak(CJK_LANGUAGES) else [*libraries, CJK_FONTS]


def missing_for_browser(browser: str | None) -> list[str]:
    """The packages without which no test can drive a browser. `browser`: the path of the one that was found, if any."""
    return ([] if browser else [BROWSER]) + _missing(DRIVER_LIBRARIES)


def install(packages):
    """In one step, by root or by somebody whose sudo asks for no password; else not at all: look again."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not packages or not shutil.which("apt-get") or not _runs([*as_root, "true"]):
        return
    print(f"Installing {' '.join(packages)} ...", flush=True)
    # A machine without a network must not wait for minutes.
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    patience = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20", "-o", "Acquire::Retries=1"]
    if _runs([*apt, *patience, "update"]):
        _runs([*apt, *patience, "install", "-y", "--no-install-recommends", *packages])


def in_words(packages):
    """One line: what cannot be done, and what to install."""
    what = dict.fromkeys(NEEDED_FOR[package] for package in packages)
    return f"{'; '.join(what)}: install the package{'s' if len(packages) > 1 else ''} {' '.join(packages)}"


def _missing(libraries):
    return [package for package, library in libraries.items() if not _loads(library)]


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _fonts_speak(languages):
    """Whether the fonts of this machine have the letters of these languages."""
    try:
        done = subprocess.run(["fc-list", ":", "lang"], capture_output=True, text=True, timeout=60, check=False)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False
    spoken = set(done.stdout.replace(":lang=", "|").replace("\n", "|").split("|"))
    return languages <= spoken


def _runs(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return False
    if done.returncode and "apt-get" in command:
        print("\n".join(done.stderr.strip().splitlines()[-5:]), flush=True)
    return done.returncode == 0
