# Two commands do everything on a bare machine with Python 3.11 and make:
#   make demo   makes .venv, installs, fetches the weights, indexes sample_catalog/ and asks for an outdoor sports watch
#   make test   makes .venv, installs, and passes the tests
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo test check clean dist docs examples manual pictures site

demo: $(INSTALLED)
	$(BIN)/shopcli index sample_catalog/products.json --index build/sample
	$(BIN)/shopcli ask --index build/sample "outdoor sports watch"

# two processes, each on a core of its own
test: $(INSTALLED)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy shopcli

# what is made of the code: the manual, then the examples' output and the pictures, then the site
docs: manual examples pictures site

manual: $(INSTALLED)
	$(BIN)/python -m tools.manual

examples: $(INSTALLED)
	$(BIN)/python -m tests.doc_examples --write

pictures: $(INSTALLED)
	$(BIN)/shopcli index sample_catalog/products.json --index build/sample
	$(BIN)/python benchmarks/pictures.py build/sample
	$(BIN)/python -m tools.recording build/sample

site: $(INSTALLED)
	$(BIN)/python -m zensical build --strict --clean

dist: $(INSTALLED)
	$(BIN)/python -m build --outdir build/dist

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

clean:
	rm -rf .venv build
