#!/bin/sh
# Makes sure that the Debian packages named are there: installs the missing
# ones when root, else says what to type.
#
#   scripts/packages.sh libpq-dev chromium
set -eu

missing=
for package in "$@"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# One word per package is what is wanted here.
# shellcheck disable=SC2086
if ! command -v apt-get >/dev/null; then
    echo "This is not a Debian machine. Install what your system calls:$missing" >&2
    exit 1
elif [ "$(id -u)" -eq 0 ]; then
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends $missing
else
    echo "Some packages are missing. Run this and try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
