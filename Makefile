# What people type. `make` alone lists it.

BINARY := target/release/partnership-register

.PHONY: help build run test soak bench lighthouse fmt schema examples clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the server, with its web pages, as target/release/partnership-register
	scripts/packages.sh gcc libc6-dev libpq-dev
	scripts/toolchain.sh
	scripts/web.sh
	cargo build --release --locked -p partnership-register

run: build ## build, then serve the founding example (the addresses are printed)
	$(BINARY) serve --example

test: ## run every check and test; installs what is missing when root
	scripts/test.sh

soak: ## kill the server a hundred times under load, on each database; live 10,000 honest lives; mount each attack 1,000 times
	scripts/packages.sh python3-cryptography
	scripts/web.sh
	cargo build --workspace --locked
	KILLS=100 cargo test --locked -p register-tests -- kill::
	KILLS=100 scripts/with-postgres.sh cargo test --locked -p register-tests -- kill::
	HONEST=10000 ATTACKS=1000 cargo test --locked -p register-tests -- --nocapture attacks::

bench: build ## measure the speed under load
	tests/load/run.sh

lighthouse: ## judge the main admin pages with Lighthouse
	scripts/packages.sh chromium fonts-dejavu-core
	scripts/web.sh
	cargo build --workspace --locked
	scripts/npm-ci.sh tests/browser tests/lighthouse
	npm --prefix tests/lighthouse start --silent

fmt: ## format all sources
	cargo fmt --all
	scripts/npm-ci.sh admin-ui
	npm --prefix admin-ui run --silent fmt
	admin-ui/node_modules/.bin/biome check --write --config-path=admin-ui tests/browser tests/contract tests/lighthouse scripts

schema: ## write the published schemas anew from the code
	scripts/web.sh
	cargo build --locked
	target/debug/partnership-register schema > target/schema.graphql
	target/debug/partnership-register schema --partnership-file > target/partnership-file.schema.json
	mv target/schema.graphql schema.graphql
	mv target/partnership-file.schema.json docs/

examples: ## make the documents in docs/examples anew
	EXAMPLES=1 cargo test --locked -p register-tests -- papers::examples

clean: ## remove everything that was built or installed
	cargo clean
	rm -rf admin-ui/dist admin-ui/node_modules tests/browser/node_modules tests/contract/node_modules tests/lighthouse/node_modules
