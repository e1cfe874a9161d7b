# Two commands for a new user: `make run` and `make test`. Both do all their own set-up.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .tools/uv/bin/uv)
BIN := $(CURDIR)/.venv/bin
STAMPS := .cache/stamps
export PATH := $(BIN):$(PATH)
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore
# The sentence encoder's threads wait asleep: spinning, they cost 250 to 2,400 ms a message on a busy machine, not 23.
export OMP_WAIT_POLICY := passive

MODEL := bot/models/shop.tar.gz
MODEL_INPUTS := $(shell find bot/data bot/components bot/intents bot/config.yml bot/domain.yml -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: help setup run test check lint format train words evaluate bench load database clean

help:
	@echo "make run       chat page http://127.0.0.1:8000/chat, desk http://127.0.0.1:8000/desk"
	@echo "make test      every test"
	@echo "make check     lint, types, layers, content"
	@echo "make train     train the bot when its data changed"
	@echo "make words     learn the word gate's second opinion anew from its examples"
	@echo "make evaluate  accuracy on the labelled real messages"
	@echo "make bench     cost of a message beside a stock Rasa bot"
	@echo "make load      many buyers at once against the running product"

.tools/uv/bin/uv:
	@echo "→ uv (installed by pip into .tools)"
	@python3 -m pip install --quiet --disable-pip-version-check --target .tools/uv uv

$(STAMPS)/python: requirements.lock pyproject.toml | $(if $(filter .tools%,$(UV)),$(UV))
	@echo "→ Python 3.10 and the locked packages"
	@test -x .venv/bin/python || $(UV) venv --quiet --python 3.10 .venv
	@$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/assets: package.json package-lock.json
	@echo "→ page assets"
	@npm ci --silent --no-audit --no-fund && npm run --silent vendor
	@mkdir -p $(STAMPS) && touch $@

setup: $(STAMPS)/python $(STAMPS)/assets

$(MODEL): $(MODEL_INPUTS) | $(STAMPS)/python
	@echo "→ training the bot (a few minutes; skipped while bot/ is unchanged)"
	@cd bot && rasa train --fixed-model-name shop --quiet --skip-validation
	@touch $@

train: $(MODEL)

database: setup
	@aftersales db upgrade
	@aftersales publish
	@aftersales demo load --if-empty

run: setup train database
	@deploy/tell-when-ready & trap "kill $$! 2>/dev/null || true" EXIT; honcho start

check: setup
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	aftersales check --coverage | grep -v "^P-"

lint: check

format: $(STAMPS)/python
	ruff check --fix .
	ruff format .

test: setup train
	python -m pytest -n 2 --dist loadgroup

words: setup
	python -m bench.learn_words

evaluate: setup train
	$(if $(FULL),python -m bench.compare_nlu)
	python -m bench.gate_proof
	python -m bench.evaluate_nlu

bench: setup train
	python -m bench.message_cost

load: setup train
	python -m tests.load.buyers

clean:
	rm -rf .venv .tools .cache node_modules web/static/vendor bot/models var
