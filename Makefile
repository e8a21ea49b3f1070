# Everything a person types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo check test bench lint types golden docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Kerok needs Python 3.11 or later; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(STAMP) ## set up .venv with everything pinned; the command is then .venv/bin/kerok

demo: $(STAMP) ## load the bundled real quarter and show what is in it
	@$(BIN)/kerok --home .kerok demo

check: $(STAMP) lint types ## lint, types, unit tests and the specs on DuckDB (under 3 minutes)
	$(BIN)/python -m pytest -q -n 2 tests/unit tests/spec -k "not trino"

test: $(STAMP) lint types ## every check there is
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

lint: $(STAMP) ## ruff and the import rule
	$(BIN)/ruff check src tests bench docs
	$(BIN)/lint-imports --no-cache

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

bench: $(STAMP) ## measure speed and memory against the floor, in this run
	$(BIN)/python -m bench

golden: $(STAMP) ## write the rendered SQL of every engine anew
	$(BIN)/python tests/golden/write.py

docs: $(STAMP) ## write the generated documentation anew (data dictionary, rules)
	$(BIN)/python docs/generate.py

lock: ## pin every dependency with hashes (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --universal --group dev pyproject.toml -o requirements.lock

clean: ## remove what was made, the demo lake included
	rm -rf $(VENV) .kerok .mypy_cache .ruff_cache .pytest_cache
