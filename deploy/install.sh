#!/bin/sh
# Makes .venv and installs one requirements file into it; does nothing when nothing changed.
# Usage: deploy/install.sh requirements.txt
set -eu
cd "$(dirname "$0")/.."
file=$1
stamp=.venv/.installed-$file

fail() {
    echo "$1" >&2
    exit 1
}

find_python() {
    for name in python3.11 python3 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed: install it (Debian, Ubuntu: apt install python3) and try again."
}

# Debian keeps the part of Python that fills a new environment in a package of its own.
install_venv_package() {
    if [ "$(id -u)" = 0 ]; then as_root=env; else as_root="sudo -n"; fi
    if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
        fail "Python's venv module is incomplete: install the package python3-venv and try again."
    fi
    echo "Installing python3-venv ..."
    { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends python3-venv; } >.venv.log 2>&1 </dev/null ||
        { tail -n 5 .venv.log >&2; rm -f .venv.log; fail "python3-venv could not be installed (reason above)."; }
    rm -f .venv.log
}

make_environment() {
    python=$(find_python)
    echo "Making a Python environment in .venv ..."
    rm -rf .venv
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then install_venv_package; fi
    "$python" -m venv .venv || { rm -rf .venv; fail "The Python environment could not be made (reason above)."; }
}

# Absent, half made, or left behind by a Python that is gone.
if ! .venv/bin/python -c "import pip" 2>/dev/null; then make_environment; fi

if ! cmp -s "$file" "$stamp"; then
    echo "Installing $file ..."
    # pip says on standard output why it failed as well as what it did: show it only then.
    if ! .venv/bin/python -m pip install --no-input --disable-pip-version-check --progress-bar off \
        --require-hashes -r "$file" >.venv/install.log 2>&1 </dev/null; then
        grep -v '^WARNING' .venv/install.log | tail -n 15 >&2
        fail "$file could not be installed (reason above; all of it in .venv/install.log)."
    fi
    cp "$file" "$stamp"
fi
