# The developer's whole interface.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo site test torture lint format questions bench clean

demo: $(READY)  ## build the graph of the shipped articles, ask it three questions, export it
	@$(BIN)/gdec build
	@for name in end-observed-or-scheduled named-of-counted unveiled-and-presented; do \
		echo; echo "\$$ gdec query $$name"; sed -n 's/^#+ question: //p' queries/$$name.rq; $(BIN)/gdec query $$name; done
	@mkdir -p build
	@$(BIN)/gdec export -o build/gdec.ttl
	@$(BIN)/gdec export -o build/gdec.jsonld
	@echo; echo "The graph as Turtle and as JSON-LD:"; ls build/gdec.ttl build/gdec.jsonld

site: $(READY)  ## build the site of the shipped articles, check it, and show it on this machine
	@$(BIN)/gdec build
	@$(BIN)/gdec publish build/site --base-url http://127.0.0.1:8000/ --check --serve

test: $(READY)  ## run every test
	$(BIN)/python -m pytest -n auto

torture: $(READY)  ## run the long versions of the fuzzing and killing tests
	GDEC_TORTURE=1 $(BIN)/python -m pytest -n auto $$(grep -rl "^from torture import" tests --include="test_*.py")

lint: $(READY)  ## hold the code against ruff and mypy strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

questions: $(READY)  ## write docs/questions.md anew
	$(BIN)/python docs/questions.py

bench: $(READY)  ## measure everything beside its peers and write bench/README.md (half an hour; MODE=--full: two)
	$(BIN)/python bench/peers/install.py .venv-bench
	$(BIN)/python bench/harness.py --write $(MODE)

clean:  ## remove what make made
	rm -rf .venv .venv-bench .gdec build dist

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gdec needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
