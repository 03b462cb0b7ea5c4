#!/bin/sh
# Installs the exact npm packages of each folder named, unless the lock file
# is the one they were installed from.
#
#   scripts/npm-ci.sh admin-ui tests/browser
set -eu

for folder in "$@"; do
    stamp=$folder/node_modules/.installed-from
    if [ -f "$stamp" ] && cmp -s "$stamp" "$folder/package-lock.json"; then
        continue
    fi
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$folder/package-lock.json" "$stamp"
done
