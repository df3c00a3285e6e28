#!/bin/sh
# pip before 23.3 refuses a lock file from which the extras were dropped, but only from the day on which a package in
# it has a newer release.
#
# Seen: pip 23.0.1 (the one of Debian 12) and 23.3.2, pytest-cov 6.0.0, which requires coverage[toml]>=7.5.
# `uv pip compile --generate-hashes` writes `coverage==7.6.0` and drops the extra, unless told --no-strip-extras.
# Given that file and --require-hashes, pip 23.0.1 does not take the pinned coverage for coverage[toml], finds a newer
# release, and stops because the newer one is not pinned. pip 23.3.2 takes the same file. With `coverage[toml]==7.6.0`
# in the file both do. The same file installs everywhere while 7.6.0 is the newest release: a lock file that worked on
# the day it was made stops working later, on old pips only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

hashed() {  # a requirement with the hash of its wheel
    python3 -m pip download --quiet --no-deps --no-cache-dir --dest wheels "$1" 2>/dev/null
    set -- "$1" wheels/"$(ls -t wheels | head -n 1)"
    echo "$1 --hash=sha256:$(python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$2")"
}

{
    hashed coverage==7.6.0
    for package in pytest-cov==6.0.0 pytest==8.3.5 pluggy==1.5.0 iniconfig==2.0.0 packaging==24.2 tomli==2.2.1; do
        hashed "$package"
    done
} >without-extra.txt
sed 's/^coverage==/coverage[toml]==/' without-extra.txt >with-extra.txt

outcome() {  # pip's version, the file
    python3 -m venv "venv-$1"
    "venv-$1/bin/python" -m pip install --quiet --disable-pip-version-check "pip==$1" 2>/dev/null
    if "venv-$1/bin/python" -m pip install --quiet --disable-pip-version-check --dry-run --require-hashes -r "$2" \
        >"said" 2>&1; then echo taken; else grep -o 'all requirements must have their versions pinned' said | head -n 1; fi
}

expect() {
    seen=$(outcome "$1" "$2")
    echo "pip $1, $2: $seen"
    test "$seen" = "$3"
}

expect 23.0.1 without-extra.txt "all requirements must have their versions pinned"
expect 23.0.1 with-extra.txt taken
expect 23.3.2 without-extra.txt taken
