#!/bin/bash
# The whole of `make test`, step by step, the quick ones first. Stops at the
# first step that fails, and says how long each took. Towards the end, where a
# browser waits for most of its time, two rows of steps go on side by side.
set -uo pipefail

log=$(mktemp "${TMPDIR:-/tmp}/register-test.XXXXXX")
aside=$(mktemp "${TMPDIR:-/tmp}/register-test.XXXXXX")
began=$SECONDS

finish() {
    # Adds up what cargo test, Vitest and node --test counted.
    awk -v failed_step="${failed:-}" -v seconds="$((SECONDS - began))" '
        { gsub(/\033\[[0-9;]*m/, "") }
        /^-- .*: [0-9]+ s$/ { steps++ }
        /^test result: / { passed += $4; failed += $6; skipped += $8 }
        /^ +Tests +[0-9]/ { for (i = 2; i < NF; i++) { if ($(i+1) ~ /^passed/) passed += $i; if ($(i+1) ~ /^failed/) failed += $i; if ($(i+1) ~ /^skipped/) skipped += $i } }
        /^ℹ pass / { passed += $3 }
        /^ℹ fail / { failed += $3 }
        /^ℹ skipped / { skipped += $3 }
        END {
            printf "\n%d steps in %d min %d s; tests: %d passed, %d failed, %d skipped\n", steps, seconds / 60, seconds % 60, passed, failed, skipped
            if (failed_step != "") printf "FAILED: %s\n", failed_step
        }' "$log"
    # Only where it was interrupted is anything of the other row left.
    [ -z "${browsers:-}" ] || kill -- "-$browsers" 2>/dev/null
    rm -f "$log" "$aside" "$aside.out"
}
trap finish EXIT

step() {
    local title=$1 start=$SECONDS
    shift
    printf '\n== %s\n' "$title"
    if ! "$@" 2>&1 | tee -a "$log"; then
        failed=$title
        exit 1
    fi
    printf -- '-- %s: %d s\n' "$title" "$((SECONDS - start))" | tee -a "$log"
}

# The row beside the API on PostgreSQL: what it says is shown when it has ended.
in_browsers() {
    log=$aside
    step "GraphQL over HTTP" npm --prefix tests/contract test --silent
    step "Calendars through a parser" tests/calendar/run.sh
    step "Browser" npm --prefix tests/browser test --silent
    step "Browser, on PostgreSQL" scripts/with-postgres.sh npm --prefix tests/browser run --silent test:postgres
}

# Nothing is compiled twice in one run, so incremental state is only ballast there.
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=0; fi

web_checks() {
    npm --prefix admin-ui run --silent check &&
        admin-ui/node_modules/.bin/biome ci --config-path=admin-ui tests/browser tests/contract tests/lighthouse scripts
}
documentation() {
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked
}
# A lock file that names a host would tie every build to that registry.
lock_files() {
    ! grep -n '"resolved"' admin-ui/package-lock.json tests/*/package-lock.json
}

step "Debian packages" scripts/packages.sh gcc libc6-dev libpq-dev postgresql poppler-utils chromium fonts-dejavu-core python3-cryptography
step "Toolchain" scripts/toolchain.sh rustfmt clippy
step "Lock files name no registry" lock_files
step "npm packages" scripts/npm-ci.sh admin-ui tests/contract tests/browser
step "Web: types and lints" web_checks
step "Web: unit tests" npm --prefix admin-ui test --silent
step "Web: build" scripts/web.sh
step "Rust: format" cargo fmt --all --check
step "Rust: lints" cargo clippy --workspace --all-targets --locked -- -D warnings
step "Rust: documentation" documentation
step "Rust: tests on SQLite" cargo test --workspace --locked
step "Server for the tests below" cargo build --workspace --locked
set -m # A group of processes of its own, so that an interruption reaches all of it.
in_browsers </dev/null >"$aside.out" 2>&1 &
browsers=$!
set +m
(step "Rust: the API on PostgreSQL" scripts/with-postgres.sh cargo test --locked -p register-tests) ||
    failed="Rust: the API on PostgreSQL"
wait "$browsers" || failed="${failed:+$failed; }beside it, what is last of the following"
browsers=
cat "$aside.out"
cat "$aside" >>"$log"
[ -z "${failed:-}" ]
