#!/bin/sh
# libfaketime, told not to fake the monotonic clock, makes Python's time.sleep fail.
#
# Seen: Debian 12, faketime 0.9.10-2.1, Python 3.11. With FAKETIME_DONT_FAKE_MONOTONIC=1, which is there so that
# waiting is left alone, `time.sleep(0.1)` raises "OSError: [Errno 22] Invalid argument". Python 3.11 and newer
# sleep by clock_nanosleep until an absolute moment of the monotonic clock. Without the variable the same program
# works, and sees the faked date either way. A test suite run under it fails wherever something waits.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq faketime=0.9.10-2.1 libfaketime=0.9.10-2.1 2>/dev/null
for package in *.deb; do dpkg -x "$package" here; done
LD_PRELOAD=$(find "$folder/here" -name libfaketime.so.1)
program='import datetime, time
try:
    time.sleep(0.1); outcome = "slept"
except OSError as error:
    outcome = f"OSError {error.errno}"
print(datetime.date.today(), outcome)'
export FAKETIME="@2027-02-28 12:00:00" LD_PRELOAD
usual=$(python3 -c "$program")
monotonic_left_alone=$(FAKETIME_DONT_FAKE_MONOTONIC=1 python3 -c "$program")
unset LD_PRELOAD
echo "usual: $usual"
echo "FAKETIME_DONT_FAKE_MONOTONIC=1: $monotonic_left_alone"
test "$usual" = "2027-02-28 slept"
test "$monotonic_left_alone" = "2027-02-28 OSError 22"
