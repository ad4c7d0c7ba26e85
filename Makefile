# Two commands matter: `make demo` (see it work) and `make test` (see that it holds).
# Each sets up its own environment from a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The tests run in one process a core; their libraries need no threads of their own.
THREADS := OMP_NUM_THREADS=1 POLARS_MAX_THREADS=1
# Deno lints and formats the script of the board's page; it need not ask whether there is a newer one.
DENO := DENO_NO_UPDATE_CHECK=1 $(BIN)/deno

.PHONY: demo board browser docs check test mutants lint types format lock clean help

help:  ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Frontfoot needs Python 3.11 or newer; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## Write the reports of real matches under out/
	$(BIN)/frontfoot demo --out out

board: $(READY)  ## The evening of Bergamo on the match board, in the browser
	$(BIN)/frontfoot board --evening

browser:  ## A browser for the tests of the board, where Debian's packages are at hand
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1; } || \
	  echo "NO BROWSER: Chromium is not here and cannot be installed; the tests of the board in a browser are skipped"

docs: $(READY)  ## Build the documentation site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

check: lint types  ## Lint, types and the fast tests
	$(THREADS) $(BIN)/python -m pytest -n auto --dist loadscope -m "not slow"

test: lint types browser  ## Lint, types and all tests
	$(THREADS) $(BIN)/python -m pytest -n auto --dist loadscope

mutants: $(READY)  ## Change sampled lines of the core packages, and list the changes that no test notices
	$(BIN)/python -m benchmarks.mutants

lint: $(READY)  ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DENO) lint --quiet
	$(DENO) fmt --check --quiet

types: $(READY)  ## Static types
	$(BIN)/mypy

format: $(READY)  ## Rewrite to the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(DENO) fmt --quiet

lock:  ## Resolve the pinned requirements again (needs uv)
	uv pip compile pyproject.toml --extra all --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade --quiet --output-file requirements.txt

clean:  ## Remove what the targets made
	rm -rf $(VENV) out dist site .mypy_cache .ruff_cache .pytest_cache
