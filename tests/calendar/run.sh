#!/bin/sh
# Reads the calendars of a running register with a library that did not write them.
#
#   tests/calendar/run.sh
#
# The library is installed below target/, in the exact version that requirements.txt
# names, from wherever pip installs on this machine. The register is one of its own, with
# the founding example, and is removed afterwards.
set -eu

cd "$(dirname "$0")/../.."

place=target/calendar
stamp=$place/.installed-from
wanted=tests/calendar/requirements.txt
if ! cmp -s "$stamp" "$wanted"; then
    scripts/packages.sh python3-venv
    rm -rf "$place"
    python3 -m venv "$place"
    if ! "$place/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$wanted"; then
        echo "The library that reads calendars could not be installed: see what pip says above." >&2
        exit 1
    fi
    cp "$wanted" "$stamp"
fi

# Those who make the sittings have no authenticator app at hand.
PR_SECOND_FACTOR=off exec node scripts/with-server.mjs "$place/bin/python" tests/calendar/check.py
