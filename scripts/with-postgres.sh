#!/bin/sh
# Runs a command against a PostgreSQL of its own, found in TEST_DATABASE_URL.
# The server lives in a temporary folder and ends with the command; one that
# is already running on the machine is not touched.
#
#   scripts/with-postgres.sh cargo test -p register-tests
set -eu

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }

# Debian keeps the server programs off the PATH, one folder per version.
bin=${PG_BINDIR:-}
if [ -z "$bin" ]; then
    for candidate in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /nowhere/x)")"; do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then bin=$candidate; fi
    done
fi
[ -n "$bin" ] || { echo "PostgreSQL's server programs were not found: install the package postgresql." >&2; exit 1; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/register-postgres.XXXXXX")

# PostgreSQL refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as_owner() { runuser -u postgres -- "$@"; }
else
    as_owner() { "$@"; }
fi

clean_up() {
    # pg_ctl ends only the server whose data folder this is.
    (cd / && as_owner "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A port from the kernel's own choice of free ones.
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')

# The owner may not be allowed into the folder this was called from.
(
    cd /
    as_owner "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
        { cat "$folder/initdb.log" >&2; exit 1; }
    # These tests ask what the register answers, not whether a power cut loses data.
    as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/data/server.log" --silent --wait start \
        --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" ||
        { cat "$folder/data/server.log" >&2; exit 1; }
)

TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
export TEST_DATABASE_URL
status=0
"$@" || status=$?
exit "$status"
