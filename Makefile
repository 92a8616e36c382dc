# `make` alone lists what there is. Only Python 3.11 or newer, pip and git are needed beforehand.

PYTHON_OF_VENV := .venv/bin/python
ARGS ?=

# The theme's notice about MkDocs 2, answered in docs/contribute/decisions/0003-mkdocs-and-other-engines.md
export NO_MKDOCS_2_WARNING := 1

# Runs a command whose words matter only where it fails
quietly = @said=$$($(1) 2>&1) || { code=$$?; printf '%s\n' "$$said"; exit $$code; }

.DEFAULT_GOAL := help
.PHONY: help serve test check build links bench engines lighthouse lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: ## Show the site in the browser, and every change soon after (ARGS="-a 127.0.0.1:8123" for another port)
	@scripts/setup.sh runtime
	$(PYTHON_OF_VENV) -m mkdocs serve --dirty $(ARGS)

test: ## Run all tests (ARGS="-k word" for some of them)
	@scripts/setup.sh dev
	@scripts/test.sh $(ARGS)

check: ## Run the fast checks: style, types, layers and, last, the curriculum
	@scripts/setup.sh dev
	$(call quietly,$(PYTHON_OF_VENV) -m ruff check)
	$(call quietly,$(PYTHON_OF_VENV) -m ruff format --check)
	$(call quietly,$(PYTHON_OF_VENV) -m mypy)
	$(call quietly,.venv/bin/lint-imports --no-logo)
	$(PYTHON_OF_VENV) -m generator check

build: ## Build the site into build/site; any warning is an error
	@scripts/setup.sh runtime
	$(PYTHON_OF_VENV) -m mkdocs build --strict --site-dir build/site

links: ## Follow every external link of the curriculum (needs the network)
	@scripts/setup.sh dev
	@scripts/links.sh $(ARGS)

bench: ## Measure what checking, building and ordering cost
	@scripts/setup.sh runtime
	$(PYTHON_OF_VENV) -m bench

engines: ## Build with every engine and compare the pages
	@scripts/setup.sh engines
	$(PYTHON_OF_VENV) -m pytest -m engines $(ARGS)

lighthouse: build ## Score the built site, mobile (needs npx and the network; ARGS=runs)
	@scripts/setup.sh dev
	FAIRWAY_CHROMIUM=$$($(PYTHON_OF_VENV) scripts/browser.py) $(PYTHON_OF_VENV) scripts/lighthouse.py $(ARGS)

lock: ## Renew the locks from requirements/*.in (ARGS=--upgrade for newer versions)
	@scripts/lock.sh $(ARGS)

clean: ## Remove what was built; the environment stays
	rm -rf build/site build/docs/* *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
