#!/bin/sh
# Measures the register under load and prints one table of ratios to the floor: a
# fixed answer of ten kilobytes from the same HTTP stack in the same run.
#
#   tests/load/run.sh              SQLite; a quarter of an hour
#   tests/load/run.sh --postgres   a PostgreSQL of its own, thrown away afterwards
#   QUICK=1 tests/load/run.sh      a short run, to see that it works
#   SMALL=1 tests/load/run.sh      without the register of ten times the size
#
# One core for the server, one for the load. Everything stays on this machine's
# loopback and ends by itself. The table is also written to target/load/.
set -eu

cd "$(dirname "$0")/../.."

scripts/packages.sh wrk util-linux python3

BINARY=${REGISTER_BINARY:-target/release/partnership-register}
if [ -z "${REGISTER_BINARY:-}" ]; then
    cargo build --release --locked -p partnership-register
fi
export REGISTER_BINARY="$BINARY"

case "${1:-}" in
--postgres) exec taskset -c 0 scripts/with-postgres.sh python3 tests/load/bench.py --postgres ;;
"") exec python3 tests/load/bench.py ;;
*)
    echo "usage: $0 [--postgres]" >&2
    exit 2
    ;;
esac
