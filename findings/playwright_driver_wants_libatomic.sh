#!/bin/sh
# Playwright's Python wheel brings a Node.js of its own, which is linked to libatomic.so.1 and does not bring it.
#
# Seen: playwright 1.65.2 for Linux x86_64. A fresh Debian 12 has no libatomic1, and Debian's chromium-headless-shell
# does not pull it in: `pip install playwright` succeeds, `import playwright` succeeds, and the first browser test ends
# with "Connection closed while reading from the driver". The reason stands on standard error alone: "error while
# loading shared libraries: libatomic.so.1". The wheel's metadata does not say so. On Debian 13 GLib depends on the
# library, so that it is there with Chromium.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip download --quiet --no-deps --dest . playwright==1.65.2
python3 - <<'PYTHON'
import glob
import re
import zipfile

with zipfile.ZipFile(glob.glob("playwright-*.whl")[0]) as wheel:
    driver = wheel.read("playwright/driver/node")
    metadata = wheel.read(next(name for name in wheel.namelist() if name.endswith("/METADATA"))).decode()
    brought = [name for name in wheel.namelist() if "libatomic" in name]
wanted = sorted({found.decode() for found in re.findall(rb"lib[a-z+]+\.so\.\d+", driver)})
print("the driver names:", ", ".join(wanted))
print("the wheel brings:", brought or "none of them", "- its metadata speaks of libatomic:", "libatomic" in metadata)
assert "libatomic.so.1" in wanted and not brought and "libatomic" not in metadata
PYTHON
