# lawgov: `make help` lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PO := lawgov/locale/zh_Hans/LC_MESSAGES/django.po
ADDRESS ?= 127.0.0.1:8000
export DEBUG ?= 1

.DEFAULT_GOAL := help
.PHONY: help install run demo test lint format messages sample bench ci browser lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed $(VENV)/.assets $(PO:.po=.mo) ## make .venv from the lock file, fetch browser assets, build the catalogue

$(VENV)/bin/python:
	@echo "→ creating $(VENV)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "→ installing the locked packages"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.developer: requirements-dev.txt $(VENV)/.installed
	@echo "→ installing the locked packages for developers"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.assets: package-lock.json package.json | $(VENV)/.installed
	@echo "→ fetching the browser assets"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p lawgov/static/vendor
	@for file in @tabler/core/dist/css/tabler.min.css echarts/dist/echarts.common.min.js; do \
		sed -E 's,/[/*]# sourceMappingURL=[^ *]*( \*/)?,,' node_modules/$$file > lawgov/static/vendor/$$(basename $$file); done
	@touch $@

%.mo: %.po | $(VENV)/.installed
	@echo "→ building the catalogue"
	$(BIN)/python -c "import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])" $< $@

run: install ## migrate, load the fixtures, make demonstration accounts and serve
	$(BIN)/python manage.py setup --demonstration
	@echo "→ serving at http://$(ADDRESS)/"
	$(BIN)/python manage.py runserver $(ADDRESS)

demo: export DATABASE_URL := $(or $(DATABASE_URL),sqlite:///$(CURDIR)/var/demo.sqlite3)
demo: install ## serve a believable province of invented cases, one account per role
	@mkdir -p var
	$(BIN)/python manage.py setup --demonstration
	$(BIN)/python manage.py sample --cases 1500 --recent 600 --documents 400 --once
	@echo "→ serving invented cases at http://$(ADDRESS)/cases/todo/"
	$(BIN)/python manage.py runserver $(ADDRESS)

browser: ## install Chromium, Chinese fonts and gettext where missing and permitted
	@bash .ci/browser

test: install $(VENV)/.developer browser ## install and pass all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

lint: install $(VENV)/.developer ## style, types, layers, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	git ls-files -zco --exclude-standard "*.html" | xargs -0 $(BIN)/djade --check
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

format: $(VENV)/.developer ## put code and templates into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -zco --exclude-standard "*.html" | xargs -0 $(BIN)/djade

messages: $(VENV)/.developer browser ## collect translatable texts into the catalogue
	$(BIN)/python manage.py makemessages --locale zh_Hans --add-location file --no-wrap --no-obsolete --ignore '.venv/*' --ignore 'node_modules/*' --ignore 'tests/*'

sample: install ## open the next year and fill it with invented figures
	$(BIN)/python manage.py setup --demonstration
	$(BIN)/python manage.py sample

bench: install $(VENV)/.developer ## measure speed, as ratios in one run
	$(BIN)/python -m tests.benchmarks

lock: ## renew the lock files (maintainers; needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -c requirements.txt -o requirements-dev.txt

ci: test lint ## what .ci/run runs on each database
