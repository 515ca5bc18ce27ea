# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint types bench clean

$(VENV)/.installed: pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt torch
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,train]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/kzstance run data/sample/articles --out demo --config configs/demo.toml --fresh
	$(BIN)/kzstance report demo --out demo/report.html --config configs/demo.toml
	$(BIN)/kzstance export demo --table statements --format csv --out demo/statements.csv
	$(BIN)/kzstance series demo --every year --actor KAZ --config configs/demo.toml
	@echo "open demo/report.html in a browser; the tables are in demo/"

test: $(VENV)/.installed lint types
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .

types: $(VENV)/.installed
	$(BIN)/mypy

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) demo work dist build
