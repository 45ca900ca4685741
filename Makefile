# One command to run it, one to test it. `make help` lists the rest.
BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH)
export FLASK_APP := wsgi.py
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
# a second product on this machine has ports and files of its own
STUN_PORT ?= $(if $(filter 8000,$(PORT)),3478,$(PORT))
MEDIA_SOCKET ?= instance/media-$(PORT).sock
export PORT DEMO STUN_PORT MEDIA_SOCKET
ASSETS := static/dist/manifest.json
SOURCES := $(shell find static/js static/css static/img -type f 2>/dev/null)

.PHONY: help run test test-long check bench assets lock clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.installed $(ASSETS) ## Serve on http://localhost:8000, with a demo in an empty database
	@mkdir -p instance
	@flask prepare
	@honcho start --no-prefix

test: .venv/.tests-installed $(ASSETS) check ## Run in ten minutes what is quick, on SQLite or PostgreSQL
	npm test --silent
	python -m tests.run

test-long: .venv/.tests-installed $(ASSETS) ## Run it on the other engine, and all that takes long
	python -m tests.run --long

check: .venv/.tests-installed $(ASSETS) ## Lint code, imports, templates and scripts
	ruff check .
	ruff format --check .
	lint-imports
	djlint --lint --quiet templates
	npm run --silent check

bench: .venv/.tests-installed $(ASSETS) ## Measure, and print what was measured
	python -m tests.bench

assets: $(ASSETS) ## Build scripts and sheets

.venv/.installed: requirements.txt requirements-node.txt
	$(PYTHON) -m venv .venv
	pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	command -v node >/dev/null || pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt
	touch $@

.venv/.tests-installed: requirements-test.txt .venv/.installed
	pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.txt
	python -m tests.programs
	touch $@

node_modules/.installed: package-lock.json .venv/.installed
	npm ci --silent
	touch $@

$(ASSETS): node_modules/.installed esbuild.config.mjs $(SOURCES)
	node esbuild.config.mjs

lock: .venv/.tests-installed ## Lock Python requirements again, from requirements*.in
	for name in requirements requirements-test requirements-node; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.txt; done

clean: ## Remove what was installed and built; the database in instance/ stays
	rm -rf .venv node_modules static/dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
