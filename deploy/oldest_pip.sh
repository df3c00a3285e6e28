#!/bin/sh
# Resolves both requirements files, without installing them, with the oldest pip that is supported: Debian 12's.
# A lock file that newer ones take can be refused by it, from one day to the next.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check pip==23.0.1
for file in requirements.txt requirements-dev.txt; do
    "$folder/bin/pip" install --quiet --no-input --disable-pip-version-check --dry-run --require-hashes -r "$file"
    echo "$file: resolved by pip 23.0.1"
done
