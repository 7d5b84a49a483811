# The developer's whole interface.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test torture lint format questions bench clean

demo: $(READY)  ## build the graph of the shipped articles, ask it three questions, export it
	@$(BIN)/gdec build
	@for name in end-observed-or-scheduled named-of-counted unveiled-and-presented; do \
		echo; echo "\$$ gdec query $$name"; sed -n 's/^#+ question: //p' queries/$$name.rq; $(BIN)/gdec query $$name; done
	@mkdir -p build
	@$(BIN)/gdec export -o build/gdec.ttl
	@$(BIN)/gdec export -o build/gdec.jsonld
	@echo; echo "The graph as Turtle and as JSON-LD:"; ls build/gdec.ttl build/gdec.jsonld

test: $(READY)  ## run every test
	$(BIN)/python -m pytest -n auto

torture: $(READY)  ## run the long versions of the fuzzing and killing tests
	GDEC_TORTURE=1 $(BIN)/python -m pytest -n auto tests/bad tests/shacl

lint: $(READY)  ## hold the code against ruff and mypy strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

questions: $(READY)  ## write docs/questions.md anew
	$(BIN)/python docs/questions.py

bench: $(READY)  ## compare validation with pySHACL, side by side
	$(BIN)/python bench/shacl.py 100000 1

clean:  ## remove what make made
	rm -rf .venv .gdec build dist

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gdec needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
