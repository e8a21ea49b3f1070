# Everything a person types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

SEEDS ?= 1000..1049

.DEFAULT_GOAL := help
.PHONY: drawing aws-local deploy help setup demo check test fuzz bench lint types golden docs screens lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Kerok needs Python 3.11 or later; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	@touch $@

setup: $(STAMP) ## set up .venv with everything pinned; the command is then .venv/bin/kerok

demo: $(STAMP) ## load the bundled real quarter and show what is in it
	@$(BIN)/kerok --home .kerok demo

check: $(STAMP) lint types ## lint, types, unit tests and the specs on DuckDB (under 3 minutes)
	$(BIN)/python -m pytest -q -n 2 tests/unit tests/spec -k "not trino and not athena"

test: $(STAMP) lint types ## every check there is
	$(BIN)/python -m pytest -n 2 --dist loadgroup --durations 60 tests

fuzz: $(STAMP) ## load drawn lakes in two ways and compare all of them; SEEDS=100..149 or 7
	KEROK_SEEDS=$(SEEDS) $(BIN)/python -m pytest -q -n 2 tests/differential

lint: $(STAMP) ## ruff and the import rule
	$(BIN)/ruff check src tests bench docs
	$(BIN)/lint-imports --no-cache

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

bench: $(STAMP) ## measure speed and memory against the floor, in this run
	$(BIN)/python -m bench

aws-local: $(STAMP) ## run the AWS deployment on this machine; or once: FILES="a.csv b.csv" QUERY="SELECT ..."
	@$(BIN)/python infra/local.py --files "$(FILES)" --query "$(QUERY)" --folder "$(or $(FOLDER),drive)"

deploy: $(STAMP) ## deploy to the AWS account of your credentials (docs/aws-deployment.md)
	$(BIN)/kerok aws build infra/build
	$(BIN)/python infra/environment.py
	cd infra && npx --yes aws-cdk@2.1148.1 deploy --app "$$(cat build/python) app.py" $(CDK)
	$(BIN)/kerok --engine athena aws bootstrap

golden: $(STAMP) ## write the rendered SQL of every engine anew
	$(BIN)/python tests/golden/write.py

docs: $(STAMP) ## write the generated documentation anew (data dictionary, rules)
	$(BIN)/python docs/generate.py

drawing: $(STAMP) ## draw the AWS deployment anew from its template, into docs/aws-architecture.md
	$(BIN)/python infra/drawing.py

screens: $(STAMP) ## picture every page of the dashboard anew, into docs/screens (needs chromium)
	$(BIN)/python docs/screens.py

lock: ## pin every dependency with hashes (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --universal --group dev pyproject.toml -o requirements.lock
	printf 'google-auth\nrequests\npyyaml\n' | uv pip compile - --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --python-platform linux -c requirements.lock -o src/kerok/aws/ingest-requirements.txt

clean: ## remove what was made, the demo lake included
	rm -rf $(VENV) .kerok .mypy_cache .ruff_cache .pytest_cache
