# The commands of Voronka's development. Each one calls a script in bin/.

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format clean

PORT ?= 8080
export PORT

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build, fill an empty database with a demo company, serve it (PORT=8080)
	@bin/run

test: ## everything: lint, Swift tests on both engines, API contract, browser, killed servers
	@bin/test

bench: ## measure speed (SIZES="10000 100000 1000000", ENGINES="sqlite postgres")
	@bin/bench

lint: ## say where the code leaves the agreed format
	@bin/lint

format: ## bring the code into the agreed format
	@bin/format

clean: ## delete what was built and fetched; data/ stays
	@rm -rf .build .venv public/vendor Benchmarks/results Tests/.pytest_cache
