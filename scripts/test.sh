#!/bin/bash
# The whole of `make test`, step by step, the quick ones first. Stops at the
# first step that fails, and says how long each took.
set -uo pipefail

log=$(mktemp "${TMPDIR:-/tmp}/register-test.XXXXXX")
steps=0
began=$SECONDS

finish() {
    # Adds up what cargo test, Vitest and node --test counted.
    awk -v steps="$steps" -v failed_step="${failed:-}" -v seconds="$((SECONDS - began))" '
        { gsub(/\033\[[0-9;]*m/, "") }
        /^test result: / { passed += $4; failed += $6; skipped += $8 }
        /^ +Tests +[0-9]/ { for (i = 2; i < NF; i++) { if ($(i+1) ~ /^passed/) passed += $i; if ($(i+1) ~ /^failed/) failed += $i; if ($(i+1) ~ /^skipped/) skipped += $i } }
        /^ℹ pass / { passed += $3 }
        /^ℹ fail / { failed += $3 }
        /^ℹ skipped / { skipped += $3 }
        END {
            printf "\n%d steps in %d min %d s; tests: %d passed, %d failed, %d skipped\n", steps, seconds / 60, seconds % 60, passed, failed, skipped
            if (failed_step != "") printf "FAILED: %s\n", failed_step
        }' "$log"
    rm -f "$log"
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
    steps=$((steps + 1))
    printf -- '-- %s: %d s\n' "$title" "$((SECONDS - start))"
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
step "Rust: the API on PostgreSQL" scripts/with-postgres.sh cargo test --locked -p register-tests
step "Server for the tests below" cargo build --workspace --locked
step "GraphQL over HTTP" npm --prefix tests/contract test --silent
step "Calendars through a parser" tests/calendar/run.sh
step "Browser" npm --prefix tests/browser test --silent
step "Browser, on PostgreSQL" scripts/with-postgres.sh npm --prefix tests/browser run --silent test:postgres
