# The two commands are `make run` and `make test`; everything they need is installed into .venv.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run playground test lint format bench lock lock-check clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements.lock
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
		uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	fi
	@touch $@

run: $(STAMP) ## Start Accord: on Discord with ACCORD_TOKEN, else in the playground
	@exec $(BIN)/python -m bot run

playground: $(STAMP) ## Start the playground, whatever the settings say
	@exec $(BIN)/python -m bot playground

test: $(STAMP) ## Run all tests
	$(BIN)/python -m pytest -n $(WORKERS) -q

lint: $(STAMP) lock-check ## Check style, types, architecture and the lock
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## Measure, side by side, and print ratios
	$(BIN)/python -m bench

LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package accord-bot --extra dev pyproject.toml

lock: $(STAMP) ## Renew requirements.lock from pyproject.toml
	$(BIN)/uv $(LOCK) --upgrade -o requirements.lock

lock-check: $(STAMP)
	@cp requirements.lock $(VENV)/requirements.check
	@$(BIN)/uv $(LOCK) -o $(VENV)/requirements.check
	@diff -q requirements.lock $(VENV)/requirements.check >/dev/null || { echo "requirements.lock is not current: run 'make lock'"; exit 1; }

clean: ## Remove the installed environment
	rm -rf $(VENV)
