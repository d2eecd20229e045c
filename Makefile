# Everything runs in a private environment in .venv; the system's Python is left alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: play test lint bench clean

play: $(VENV)/played
	@$(BIN)/detente

test: $(VENV)/developed
	$(BIN)/python -m pytest

lint: $(VENV)/developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/developed
	$(BIN)/python -m pip install --quiet --editable '.[dev,bench]'
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/turn.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/checking.py
	$(BIN)/python benchmarks/exploring.py
	$(BIN)/python benchmarks/rooms.py

$(VENV)/bin/python:
	sh scripts/venv.sh $(PYTHON) $(VENV)

# Only what the program needs, and everything for working on it: two environments in one folder.
$(VENV)/played: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/developed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/played

clean:
	rm -rf $(VENV)
