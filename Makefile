# One command lists the recipes: make help. Each works on a fresh machine with Python 3.11 and apt.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
READY := $(VENV)/.ready
JUDGES := $(VENV)/.judges

.PHONY: help demo test check format bench golden clean

help: ## list the recipes
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

demo: $(READY) ## train, quantise and test a real model; ends with the path of its report
	$(BIN)/afterfit run examples/basic_motions/config.yaml --output demo/basic_motions

test: check $(JUDGES) ## everything that continuous integration runs
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(READY) ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## measure; prints the table of benchmarks/README.md
	$(BIN)/python benchmarks/bench.py

golden: $(READY) $(JUDGES) ## refresh the snapshots that tests compare with, on purpose
	$(BIN)/python -m pytest --snapshot-update

clean: ## remove the virtual environment and what recipes made
	rm -rf $(VENV) demo

# Debian ships Python without venv's pip; other Pythons have it.
$(READY): pyproject.toml constraints.txt hatch_build.py src/afterfit/kernels/scores.c
	$(PYTHON) -m venv $(VENV) || { \
	  $(SUDO) apt-get update && $(SUDO) apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV); }
	$(BIN)/pip install --constraint constraints.txt --editable '.[all,test,check]'
	touch $(READY)

# Chromium opens the pages that tests look at, poppler reads the PDFs.
$(JUDGES): $(READY)
	command -v chromium && command -v pdftotext || { \
	  $(SUDO) apt-get update && \
	  $(SUDO) apt-get install -y --no-install-recommends chromium fonts-dejavu-core poppler-utils; }
	touch $(JUDGES)
