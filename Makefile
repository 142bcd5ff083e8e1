# `make demo` and `make test` need Python 3.11 or newer, make, and the package index. Nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := samples/sintel_trailer_720p.mp4

.PHONY: demo test lint wheel clean

demo: $(VENV)/.installed
	$(BIN)/autocut render $(SAMPLE) -p youtube-short -p trailer-landscape -p youtube-full -o out
	@echo
	@echo "A short, a trailer and a full version, their captions and manifest.json are in:"
	@ls -d out/*/

test: $(VENV)/.tested
	$(BIN)/python -m pytest

lint: $(VENV)/.linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/.linted
	PYTHON=$(PYTHON) BUILDER=$(abspath $(BIN))/python sh .ci/wheel

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "autocut needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade "pip>=25.1,<27"
	@touch $@

$(VENV)/.installed: $(VENV)/.pip pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install -q -c constraints.txt --group test
	@touch $@

$(VENV)/.linted: $(VENV)/.tested
	$(BIN)/python -m pip install -q -c constraints.txt --group dev
	@touch $@
