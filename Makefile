# The two commands are `make run` and `make test`; everything they need is installed into .venv.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH := $(VENV)/bench
BENCH_STAMP := $(BENCH)/.installed
# Three fill two cores: the tests of the wire and of the browser wait a good part of their time.
WORKERS ?= 3
# Behind every store that the tests open: sqlite or postgres.
DB ?= sqlite
# The tests start Accord many times over: what was compiled once is kept, whatever the surroundings say.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run playground test thorough handbook mutants faults load lint format bench bench-delegation bench-counting lock lock-check clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

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

test: $(STAMP) ## Run all tests; with DB=postgres on PostgreSQL
	DB=$(DB) $(BIN)/python -m pytest -n $(WORKERS) -q

handbook: $(STAMP) ## Write docs/processes.md from the code that runs the processes
	@$(BIN)/python -m bot handbook > docs/processes.md

thorough: $(STAMP) ## Run all tests with ten times as many examples
	DB=$(DB) EXAMPLES=200 $(BIN)/python -m pytest -n $(WORKERS) -q

mutants: $(STAMP) ## Break the rules in every way that governance names, and see the tests notice
	$(BIN)/python -m tests.mutants

RUNS ?= 500
SEED ?= 1

faults: $(STAMP) ## Play seeded runs of all that goes wrong against the shipped program: RUNS=500 SEED=1
	@$(BIN)/python -m tests.faults --runs $(RUNS) --seed $(SEED)

load: $(STAMP) ## Vote in crowds, and measure what people wait and Discord is asked
	@$(BIN)/python -m bench load

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

bench-delegation: $(BENCH_STAMP) ## Measure delegation beside the libraries people use
	$(BENCH)/bin/python -m bench beside.delegation

bench-counting: $(BENCH_STAMP) ## Measure counting beside the libraries people use (up to an hour)
	$(BENCH)/bin/python -m bench beside.counting

# An environment apart: the libraries want other versions of numpy and filelock than Accord ships with.
$(BENCH_STAMP): $(STAMP) bench/requirements.lock
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python $(BENCH)
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BENCH)/bin/python bench/requirements.lock
	@touch $@

COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package accord-bot
LOCK := $(COMPILE) --extra dev pyproject.toml
BENCH_LOCK := $(COMPILE) --extra bench pyproject.toml

lock: $(STAMP) ## Renew the locks from pyproject.toml
	$(BIN)/uv $(LOCK) --upgrade -o requirements.lock
	$(BIN)/uv $(BENCH_LOCK) --upgrade -o bench/requirements.lock

lock-check: $(STAMP)
	@cp requirements.lock $(VENV)/requirements.check
	@cp bench/requirements.lock $(VENV)/bench.check
	@$(BIN)/uv $(LOCK) -o $(VENV)/requirements.check
	@$(BIN)/uv $(BENCH_LOCK) -o $(VENV)/bench.check
	@diff -q requirements.lock $(VENV)/requirements.check >/dev/null && diff -q bench/requirements.lock $(VENV)/bench.check >/dev/null \
		|| { echo "a lock is not current: run 'make lock'"; exit 1; }

clean: ## Remove the installed environment
	rm -rf $(VENV)
