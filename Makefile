# Plain `make` prints this list. A machine with Python 3.11 or newer needs nothing else before.
.DEFAULT_GOAL := help
.PHONY: help setup browser demo test stories lint draw screenshots pages lock clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := shiyu/web/static/built/.built
FRONTEND := $(wildcard frontend/*.json frontend/*.mjs frontend/src/*.ts frontend/src/*/*.ts frontend/styles/*.scss)
PORT ?= 8000
WORKERS ?= 2
ROWS ?= 100000
# Where it is set, every worker and every server of the tests compiles the whole city anew.
unexport PYTHONDONTWRITEBYTECODE
DEMO := SHIYU_ENV=demo SHIYU_HOME=var/demo SHIYU_PORT=$(PORT)

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) $(BUILT) browser ## install everything into .venv (quick when nothing changed)

$(READY): pyproject.toml requirements.lock tools/setup
	tools/setup $(VENV)
	@touch $@

$(BUILT): $(READY) $(FRONTEND) tools/frontend
	tools/frontend $(VENV)
	@touch $@

browser: $(READY)
	@tools/browser

demo: setup ## serve the city with an invented quarter of a year: make demo PORT=8000
	$(DEMO) $(BIN)/shiyu migrate
	$(DEMO) $(BIN)/shiyu city load
	$(DEMO) $(BIN)/shiyu demo
	$(DEMO) $(BIN)/shiyu serve

test: setup ## every test but the longer stories and the crash rounds
	$(BIN)/python -m pytest -n $(WORKERS) --durations 10

stories: setup ## the longer stories
	$(BIN)/python -m pytest -m story -n $(WORKERS) --durations 10

lint: setup ## ruff, mypy, imports, migrations, translations, shape
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.migrations
	$(BIN)/python -m tools.translations
	tools/node $(VENV) npm --prefix frontend run --silent check
	$(BIN)/python -m pytest -q tests/test_shape.py tests/test_docs.py

draw: setup ## draw procedures, figures and terms in docs/ anew from the code
	$(BIN)/python -m tools.draw

screenshots: setup ## take the pictures of the README anew from a running `make demo` (same PORT)
	$(BIN)/python -m tools.screenshots http://localhost:$(PORT)

pages: setup ## measure every page beside its budgets: make pages ROWS=100000 ONLY=/report PIN=1 (writes query counts)
	$(BIN)/python -m tools.pages --rows $(ROWS) $(if $(ONLY),--only "$(ONLY)") $(if $(PIN),--pin) $(if $(SERVER),--server-only)

lock: setup ## write requirements.lock anew from what is installed
	$(BIN)/python -m tools.lock > requirements.lock.new && mv requirements.lock.new requirements.lock

clean: ## remove what was built (.venv, caches, var/test, var/pages); your data in var/ stays
	rm -rf $(VENV) frontend/node_modules shiyu/web/static/built build dist var/test var/pages .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
