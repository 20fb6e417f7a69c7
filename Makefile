# `make help` lists the targets. Nothing but python3 (3.11 or newer) and make is needed beforehand.
PYTHON ?= python3
BIN := .venv/bin
# An installer that takes seconds; where it cannot serve (an index it cannot read, a platform it lacks) pip does.
INSTALL = VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --requirement $(1) || $(BIN)/pip install --quiet --requirement $(1)
CHROMIUM := /usr/bin/chromium
PYTEST = $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadscope --no-loadscope-reorder
# What a public installation would set, so that the checks see one.
PUBLIC = DEBUG=0 ALLOWED_HOSTS=example.org SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))")

.DEFAULT_GOAL := help
.PHONY: help install run test coverage lint bench drill lock chromium
.DELETE_ON_ERROR:

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

install: .venv/.installed  ## Make .venv with what the tracker needs to run

run: .venv/.installed  ## Run everything; HOST, PORT and the rest come from the environment (see README)
	@$(BIN)/python manage.py runall --leave-with-parent

test: .venv/.installed-dev chromium  ## Run all tests
	$(PYTEST)

coverage: .venv/.installed-dev chromium  ## Run all tests and count the branches that none of them takes (half as long again)
	$(PYTEST) --cov --cov-report=term:skip-covered

lint: .venv/.installed-dev  ## Check format, code, templates, layers, migrations and production settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	find templates -name '*.html' -exec $(BIN)/djade --check {} +
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(PUBLIC) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: .venv/.installed-dev chromium  ## Print the figures of speed
	$(BIN)/python manage.py bench

drill: .venv/.installed  ## Kill workers and the broker while documents come in, and count what came through
	$(BIN)/python manage.py drill

lock: .venv/.installed-dev  ## Resolve requirements*.in anew into requirements*.txt
	$(BIN)/uv pip compile --quiet --upgrade --no-header requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --no-header requirements-dev.in --output-file requirements-dev.txt

# The browser of the tests. Without it, and without root to install it, those tests say why they are skipped.
chromium:
	@if [ ! -x $(CHROMIUM) ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq -o DPkg::Lock::Timeout=300 update && \
		apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium; fi

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv

.venv/.installed: requirements.txt | .venv/bin/uv
	$(call INSTALL,requirements.txt)
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(call INSTALL,requirements-dev.txt)
	@touch $@
