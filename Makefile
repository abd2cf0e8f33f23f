# Oficio. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= ../shared/data
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint bench eval train trust messages install dev clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: install  ## install, migrate, load the demonstration, build the index, serve http://127.0.0.1:8000
	@$(BIN)/oficio seed
	@$(BIN)/oficio serve --host $(HOST) --port $(PORT)

test: dev  ## everything that must hold: lint, types, imports, rules, store on SQLite and PostgreSQL, pages in a real browser
	$(BIN)/python -m tests.run

lint: dev  ## ruff, mypy and import-linter alone
	$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports

bench: dev  ## how fast an answer comes with 10,000 to 1,000,000 vacancies, beside numpy, FAISS HNSW and pgvector, and an import of 100,000; an hour
	$(BIN)/python -m tests.benchmarks.scale --data $(DATA)
	$(BIN)/python -m tests.benchmarks.mass_import --data $(DATA)

eval: dev  ## how often the right occupation is found, on the evaluation data in $(DATA)
	$(BIN)/python -m tests.benchmarks.encoders --data $(DATA) $(if $(ENCODER),--encoder $(ENCODER)) $(if $(HELD_OUT),--held-out $(HELD_OUT))
	$(BIN)/python -m tests.benchmarks.linking --data $(DATA)

train: dev  ## the encoder anew from the data in $(DATA), about half an hour, into var/encoder; an interrupted training goes on
	$(BIN)/python -m matcher.training --data $(DATA) --work var/training --out var/encoder

trust: dev  ## both promises over 5,000 random steps (half an hour; SEED=, STEPS=), and the CVs read by other programs: text layers, PDF/UA, LibreOffice
	$(BIN)/python -m tests.benchmarks.promise $(if $(SEED),--seed $(SEED)) $(if $(STEPS),--steps $(STEPS))
	$(BIN)/python -m tests.benchmarks.cvs

messages: dev  ## collect the texts of the pages into the catalogues of web/translations
	cd web && ../$(BIN)/pybabel -q extract -F babel.cfg -k _l --no-location --sort-output --project=Oficio --version=1 -o messages.pot . \
	&& ../$(BIN)/pybabel -q update -i messages.pot -d translations --no-fuzzy-matching --ignore-obsolete -w 110 && rm messages.pot

install: $(VENV)/installed web/static/vendor/package-lock.json

dev: $(VENV)/installed-dev web/static/vendor/package-lock.json

clean:  ## remove the environment and what was built; keeps var/, where the data is
	rm -rf $(VENV) web/static/vendor web/node_modules matcher/cv/fonts

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Oficio needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

# torch first and by itself: its exact version keeps the build without CUDA
$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

web/static/vendor/package-lock.json: web/package-lock.json $(wildcard web/translations/*/LC_MESSAGES/messages.po) $(VENV)/installed
	$(BIN)/python -m web.build
	@touch $@
