#!/bin/sh
# Builds the web pages that are compiled into the server, if their sources
# changed: new files would make cargo link the server again, which takes minutes.
set -eu

scripts/npm-ci.sh admin-ui
stamp=admin-ui/node_modules/.built
if [ -f "$stamp" ] && [ -f admin-ui/dist/explorer/index.html ] &&
    [ -f admin-ui/dist/admin/index.html ] &&
    [ -z "$(find admin-ui/src admin-ui/index.html admin-ui/scripts admin-ui/package-lock.json schema.graphql admin-ui/*.ts -newer "$stamp" -print -quit)" ]; then
    exit 0
fi
npm --prefix admin-ui run --silent build
touch "$stamp"
