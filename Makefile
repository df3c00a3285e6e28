# Everything a developer does here, in one word each.
# Variables may stand on the command line or in the environment: make run PORT=9000

.DEFAULT_GOAL := help
.PHONY: help run check test test-all bench lock messages css format shell manage
.SILENT:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
export PORT

PYTHON := .venv/bin/python
LOCK := .venv/bin/uv pip compile --quiet --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 $(if $(UPGRADE),--upgrade)

help: ## List what can be made
	awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: ## Start the portal with demo content (PORT=8000, DATABASE_URL=...); Ctrl-C stops it
	deploy/install.sh requirements.txt
	exec $(PYTHON) deploy/run.py

test: ## Every kind of check: lint, the tests on SQLite, in a browser, on PostgreSQL (PYTEST_ARGS="-k seats")
check: ## Lint, and the tests on SQLite without a browser: the quick answer while you work
test-all: ## All there is: both databases in full, many rounds, other days, coverage, planted faults
check test test-all:
	deploy/install.sh requirements-dev.txt
	exec $(PYTHON) deploy/check.py $@ $(PYTEST_ARGS)

shell: ## A Python shell in the portal that `make run` prepared
	deploy/install.sh requirements.txt
	exec $(PYTHON) manage.py shell

manage: ## A command of manage.py in the portal that `make run` prepared (ARGS="send_test_mail you@example.gov")
	deploy/install.sh requirements.txt
	exec $(PYTHON) manage.py $(ARGS)

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
	command -v npm >/dev/null || { echo "npm is needed: install it (Debian, Ubuntu: apt install npm) and try again." >&2; exit 1; }
	npm --prefix assets ci
	npm --prefix assets run build

format: ## Format the Python code and mend what the linter can
	deploy/install.sh requirements-dev.txt
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
