# Everything a developer does here, in one word each.
# Variables may stand on the command line or in the environment: make run PORT=9000

.DEFAULT_GOAL := help
.PHONY: help run test bench lock messages css format
.SILENT:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
export PORT

PYTHON := .venv/bin/python
LOCK := .venv/bin/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 $(if $(UPGRADE),--upgrade)

help: ## List what can be made
	awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: ## Start the portal with demo content (PORT=8000, DATABASE_URL=...); Ctrl-C stops it
	deploy/install.sh requirements.txt
	exec $(PYTHON) deploy/run.py

test: ## Lint, then all tests on SQLite and on PostgreSQL (PYTEST_ARGS="-k seats")
	deploy/install.sh requirements-dev.txt
	exec $(PYTHON) deploy/check.py $(PYTEST_ARGS)

bench: ## Measure the speed of the pages (BENCH_ARGS=...)
	deploy/install.sh requirements-dev.txt
	exec $(PYTHON) -m bench $(BENCH_ARGS)

lock: ## Write the requirements files anew from the .in files (UPGRADE=1: newest versions)
	deploy/install.sh requirements-dev.txt
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

messages: ## Bring the catalogs in locale/ up to date, and compile them (says what is not translated)
	deploy/install.sh requirements-dev.txt
	$(PYTHON) -m deploy.messages

css: ## Compile the style sheets in assets/ into static/ (needs npm)
	npm --prefix assets ci
	npm --prefix assets run build

format: ## Format the Python code and mend what the linter can
	deploy/install.sh requirements-dev.txt
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
