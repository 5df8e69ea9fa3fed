# Every command of the project. `make` alone lists them.
# Needs only Python 3.11+ and make; each command does its own set-up.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
ONLY ?= all
ARGS ?=

BIN := .venv/bin
SOURCES = $(wildcard src tests benchmarks tools)
# A file at a time, so that what a file sets up is set up once; in the order of their names, in which
# the long ones are not the last.
PYTEST = $(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup demo stop test check format fix quality lint types imports test-all test-quick \
        bench load lock clean run-env dev-env bench-env
# One after another, so that what fails is the last thing on the screen.
.NOTPARALLEL:

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: dev-env  ## make .venv as locked (the other commands do this by themselves)

demo: run-env  ## the platform with a demo city, at a printed address (DETACH=1 to return at once)
	@$(BIN)/minzheng demo $(if $(DETACH),--detach) $(ARGS)

stop:  ## stop what `make demo DETACH=1` has started
	@if [ -x $(BIN)/minzheng ]; then $(BIN)/minzheng stop; fi

test: quality test-all  ## everything that CI runs

check: quality test-quick  ## the quick half of `make test`, in under two minutes

fix: dev-env  ## format the code and mend what ruff can mend
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

load: run-env  ## a million invented persons into the platform, by the import that everybody uses
	@test -f var/load/manifest.json || $(BIN)/minzheng population -o var/load --households 398400
	@$(BIN)/minzheng migrate
	@$(BIN)/minzheng load var/load $(ARGS)

bench: bench-env  ## print the performance table; `make bench ONLY=rules` for one part
	@.venv-bench/bin/python -m benchmarks.run --only $(ONLY) $(ARGS)

lock: dev-env  ## resolve requirements/*.txt again from pyproject.toml (UPGRADE=1 for newer versions)
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean: stop  ## remove environments, caches and results; what the platform keeps (var/platform) stays
	rm -rf "$$(readlink -f var/tests)"
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find var -mindepth 1 -maxdepth 1 ! -name platform -exec rm -rf {} + 2>/dev/null || true

# The parts of the above.
quality: lint types imports

lint: dev-env
	@echo "ruff format";  $(BIN)/ruff format --check $(SOURCES)
	@echo "ruff check";   $(BIN)/ruff check $(SOURCES)

types: dev-env
	@echo "mypy";         $(BIN)/mypy $(SOURCES)

imports: dev-env
	@echo "import-linter"; $(BIN)/lint-imports --no-logo

test-all: dev-env
	@$(PYTHON) tools/install_browser.py
	@$(PYTEST) $(ARGS)

test-quick: dev-env
	@$(PYTEST) -m "not slow and not exhaustive" $(ARGS)

run-env:
	@$(PYTHON) tools/set_up.py .venv run

dev-env:
	@$(PYTHON) tools/set_up.py .venv dev

bench-env:
	@$(PYTHON) tools/set_up.py .venv-bench bench
