# Everything goes through .venv, made here from the locked dependencies.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo demo-reset test lint unit few-days dated services deep kills year bench law fmt

BIN := .venv/bin
READY := .venv/.ready
PORT ?= 8000
SCALE ?= national
# Written once, beside the sources: else every program that a test starts is compiled again, and every test rewritten.
unexport PYTHONDONTWRITEBYTECODE

# Python 3.11 to 3.13, the newest that runs.
define FIND_PYTHON
for name in python3.13 python3.12 python3.11 python3; do \
    if "$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then \
        found="$$name"; break; \
    fi; \
done; \
if [ -z "$${found:-}" ]; then \
    echo "Il faut Python 3.11, 3.12 ou 3.13, et aucun n’est installé sur cette machine." >&2; exit 1; \
fi; \
if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
    echo "Il manque à Python de quoi créer un environnement (sous Debian : paquet python3-venv)." >&2; exit 1; \
fi
endef

.venv: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(FIND_PYTHON); \
	if [ ! -x $(BIN)/python ]; then "$$found" -m venv .venv; fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	    echo "pip manque dans .venv : supprimez ce dossier, puis relancez." >&2; exit 1; \
	fi; \
	install="$(BIN)/python -m pip install --quiet --disable-pip-version-check"; \
	if ! { $$install --require-hashes -r requirements.lock && $$install --no-deps -e .; }; then \
	    echo "Les dépendances n’ont pas pu être installées : l’index des paquets Python répond-il ?" >&2; exit 1; \
	fi
	@touch $@

demo: $(READY)
	@exec $(BIN)/rivage demo --port $(PORT)

demo-reset: $(READY)
	@$(BIN)/rivage demo-reset

# Style and types beside the tests: neither waits for the other; the three days come when style and types are done.
test: $(READY)
	@$(MAKE) --no-print-directory -j 2 lint unit few-days

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint rivage
	$(BIN)/mypy
	$(BIN)/lint-imports

# Browser tests need Chromium; without it they are left out, except when CI=true.
unit: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m "not deep and not journey and not services"

# The tests that count days, on three other days: a few of them on each, the same ones always.
few-days: $(READY)
	@$(BIN)/python -m tests.held leap-day end-of-january new-year-in-paris --share 2/48 --workers 0

# All of them on twelve other days (tests/held.py). SHARE=1/12: a twelfth on each, and each of them on one.
dated: $(READY)
	@$(BIN)/python -m tests.held $(if $(SHARE),--share $(SHARE))

# On Debian's own servers; without them, an error that names the package.
services: $(READY)
	@$(BIN)/python -m tests.services

# At length: every cell of the matrix, all mutants and kills, journeys, more examples; then the tests that count days, on
# a day that the commit chooses. SHARE=2/8: an eighth of both.
DAY = $$((0x$$(git rev-parse --short=7 HEAD 2>/dev/null || echo 0) % 12 + 1))
deep: $(READY)
	RIVAGE_DEEP=1 $(BIN)/python -m pytest -n 2 --maxschedchunk 1 -m "not services" $(if $(SHARE),--share $(SHARE))
	@$(BIN)/python -m tests.held "$(DAY)" $(if $(SHARE),--share $(SHARE))

# Two hundred SIGKILL of database, web and worker under writers, on a server of its own; figures as a line of JSON.
kills: $(READY)
	@$(BIN)/python -m tests.crash

# A year of 500 invented paths, replayed day by day; figures as a line of JSON.
year: $(READY)
	@$(BIN)/python -m tests.year

# Ratios and costs on an invented nation, which the first run writes; never part of the tests. SCALE=small: for trying.
bench: $(READY)
	$(BIN)/python -m tests.bench --scale $(SCALE)

# The page of the law, from its files and its cases.
law: $(READY)
	@$(BIN)/rivage law document > docs/law.md.new && mv docs/law.md.new docs/law.md

fmt: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
