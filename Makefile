# make run, make test: each sets up what it needs. HOST, PORT, WELLARCH_URL, WELLARCH_DATA, DATABASE_URL are read.
.NOTPARALLEL:
.PHONY: help run setup setup-test test lint types unit browser translations
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
PYTHON := .venv/bin/python

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup ## set up everything, then serve on http://127.0.0.1:8000
	@$(PYTHON) manage.py serve --host $(HOST) --port $(PORT)

setup: .venv/run.stamp .venv/static.stamp ## install what the application needs

.venv/run.stamp: requirements.txt bin/system-libraries bin/environment
	@bin/system-libraries run
	@bin/environment requirements.txt
	@touch $@

.venv/static.stamp: .venv/run.stamp $(shell find static -type f)
	@$(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

setup-test: setup .venv/test.stamp

.venv/test.stamp: requirements-dev.txt bin/system-libraries bin/environment
	@bin/system-libraries test
	@bin/environment requirements-dev.txt
	@touch $@

test: setup-test lint types unit browser ## set up everything, then lint, types, unit, integration and browser tests

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --lint --quiet

types:
	.venv/bin/mypy accounts pillars reviews wellarch

unit:
	.venv/bin/pytest -m "not browser"

browser:
	.venv/bin/pytest -m browser -n 0

translations: setup-test ## collect the strings, and compile the Korean ones
	$(PYTHON) manage.py makemessages -l ko --no-location --no-wrap --no-obsolete -i .venv -i var -i static -i staticfiles -i tests
	@sed -i '/^"POT-Creation-Date/d' locale/ko/LC_MESSAGES/django.po
	$(PYTHON) manage.py compilemessages -l ko -i .venv
