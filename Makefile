# Everything a person does with Runway from a shell. `make` alone lists it.
# The runtime needs Python 3.11 or newer and nothing else: see setup/venv.sh.

PY := .venv/bin/python
# One more than cores: browsers and servers are waited for.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist=worksteal

.DEFAULT_GOAL := help
.PHONY: help run pdf demo test sure checks lint types imports templates audit trust sbom format bench lock

help: ## list what make can do here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1|/' | awk -F '|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: ## serve on http://127.0.0.1:8000 (PORT, HOST, DATABASE_URL, CONTENT_DIR, SECRET_KEY, RUNWAY_ENV)
	@sh setup/venv.sh requirements.txt && exec $(PY) app.py

pdf: ## let plans be made into PDF files (about 80 MB); `make run` does without
	@sh setup/venv.sh requirements.txt && sh setup/venv.sh requirements-pdf.txt

demo: ## serve a throw-away database with a cohort that has been learning for three weeks
	@sh setup/venv.sh requirements.txt && exec $(PY) app.py --demo

test: .dev ## install what the tests need and run them (ARGS="-k lesson" for some of them)
	@bash setup/test-servers.sh
	@$(PYTEST) $(ARGS)

sure: checks test ## everything that CI runs

checks: lint types imports templates audit ## all of that but the tests

lint: .dev ## ruff: rules and layout
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check . || { echo 'Run: make format'; exit 1; }

types: .dev ## mypy, strict
	@$(PY) -m mypy

imports: .dev ## who may import whom
	@$(PY) -c 'from importlinter.cli import lint_imports_command as main; main()'

templates: .dev ## djlint on the templates
	@$(PY) -m djlint templates --lint --quiet

audit: .dev ## known vulnerabilities in what is pinned
	@$(PY) setup/audit.py requirements.txt requirements-pdf.txt requirements-dev.txt

trust: .dev ## the long run of tests/trust: hours; results in docs/trust-results (ARGS="-k races"; RUNWAY_TRUST_SCALE=0.01 for less)
	@bash setup/test-servers.sh
	@RUNWAY_TRUST=long $(PY) -m pytest -n 0 -s -m trust $(ARGS)

sbom: .dev ## print a software bill of materials (CycloneDX) of what is pinned and vendored
	@$(PY) setup/sbom.py requirements.txt

format: .dev ## lay out the Python and mend what ruff can mend
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet .

bench: .dev ## measure importing, W1, W2, W4 and W5 and print them beside the goals (ARGS="--skip-install" leaves W5 out)
	@$(PY) -m bench $(ARGS)

lock: .dev ## compile requirements*.in with hashes (UPGRADE=--upgrade for newer releases)
	@sh setup/lock.sh $(UPGRADE)

.PHONY: .dev
.dev:
	@sh setup/venv.sh requirements-dev.txt
