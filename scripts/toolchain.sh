#!/bin/sh
# Says what is missing before a long build does: Rust with the components
# named, Node and npm.
#
#   scripts/toolchain.sh [rustfmt] [clippy]
set -eu

fail() { echo "$1" >&2; exit 1; }

command -v cargo >/dev/null || fail "Rust is missing: install it from https://rustup.rs or your distribution."
for component in "$@"; do
    case $component in
        rustfmt) cargo fmt --version >/dev/null 2>&1 ;;
        clippy) cargo clippy --version >/dev/null 2>&1 ;;
        *) fail "toolchain.sh does not know the component $component." ;;
    esac || fail "Rust's $component is missing: run 'rustup component add $component'."
done

command -v npm >/dev/null || fail "Node.js with npm is missing: install Node 20.19 or later."
node -e '
const [major, minor] = process.versions.node.split(".").map(Number);
process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1);
' || fail "Node $(node --version) is too old: 20.19 or later is needed."
