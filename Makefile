# Everything a person types; CI types the same. `make help` lists it.
#
# Needs make and Python 3.11 or newer, nothing else. Where uv is installed it is used, because it is quicker.
# Works from any folder: make -f /path/to/Makefile run CONFIG=my/config.yaml

root := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd)
venv := $(root)/.venv
again := $(MAKE) --no-print-directory -f "$(root)/Makefile"

CONFIG ?= config/config.yaml
CORES ?= all
# Processes that tests are shared among; 0 runs them in one, as a debugger needs.
JOBS ?= auto
UV ?= $(shell command -v uv 2>/dev/null)

# The environment is made anew when one of these differs from what it was made from, its own place included.
made_from = $(shell cd "$(root)" && { cat requirements.lock pyproject.toml; pwd; } | cksum)

is_new_enough := import sys; sys.exit(sys.version_info < (3, 11))
with_uv = { "$(UV)" venv -q --clear --python "$$python" "$(venv)" \
	    && "$(UV)" pip install -q --python "$(venv)/bin/python" --no-deps --require-hashes --only-binary :all: \
	        --compile-bytecode -r "$(root)/requirements.lock" \
	    && "$(UV)" pip install -q --python "$(venv)/bin/python" --no-deps --no-build-isolation -e "$(root)"; }
with_pip = { "$$python" -m venv --clear "$(venv)" \
	    && "$(venv)/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes \
	        --only-binary :all: -r "$(root)/requirements.lock" \
	    && "$(venv)/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation \
	        -e "$(root)"; }

export PATH := $(venv)/bin:$(PATH)
# Without compiled bytecode each job of a run would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup venv cluster-setup run example validate test check format reference package site messages image bench audit sbom fuzz mutate covered lock

help: ## list these targets
	@awk -F ': [^#]*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' "$(root)/Makefile"

setup: ## make .venv/ with the commands cd40lg-annot and snakemake (PYTHON=python3.12 chooses a Python)
	@test "$$(cat "$(venv)/.made-from" 2>/dev/null)" = "$(made_from)" \
	    && "$(venv)/bin/python" -c "" 2>/dev/null \
	    || $(again) venv

run: ## reports for CONFIG=config/config.yaml, in results/ of the folder you are in (CORES=2, ARGS=--dry-run)
	@test -f "$(CONFIG)" || { echo "make run: no file $(CONFIG) here; say CONFIG=path/to/config.yaml" >&2; exit 1; }
	@$(again) setup
	@if [ -t 1 ] && [ -z "$$CI" ]; then bars="--logger rich"; fi; snakemake -s "$(root)/Snakefile" \
	    --configfile "$(CONFIG)" --cores $(CORES) $$bars $(ARGS)

example: setup ## write the bundled example family again
	@python "$(root)/examples/make_example.py"

validate: setup ## test this installation by requirements; report in results/validation (ARGS="--cases own.tsv")
	@cd40lg-annot validate $(ARGS)

test: setup ## the whole test suite, with coverage (ARGS=tests/unit for a part of it, JOBS=0 for one process)
	@cd "$(root)" && pytest -n $(JOBS) --cov --cov-report=xml --cov-report=term:skip-covered $(ARGS)
	@test -n "$(ARGS)" || $(again) covered

# Of the rooms that decide what a child has; each on its own, lines and branches together.
covered: setup ## whether the last whole `make test` went through enough of calls/, family/ and classify/
	@cd "$(root)" && for room in calls family classify; do \
	    coverage report --include="src/cd40lg_annot/$$room/*" --skip-covered --fail-under=95 \
	    || { echo "make covered: less than 95 % of $$room/ is tested" >&2; exit 1; }; done

check: setup ## every check that reads the code and does not run it
	@cd "$(root)" && ruff check . && ruff format --check . && mypy && lint-imports
	@cd "$(root)" && snakefmt --check Snakefile workflow && snakemake --lint

format: setup ## format Python and Snakemake files
	@cd "$(root)" && ruff check --fix . && ruff format . && snakefmt Snakefile workflow

reference: setup ## run the reference samples, or those of DIR=folder, and show what changed (ACCEPT=yes keeps the new)
	@python "$(root)/tests/reference/compare.py" $(if $(DIR),--folder "$(DIR)") $(if $(ACCEPT),--accept)

package: setup ## build sdist and wheel, install them into an empty environment, run and validate them there
	@UV="$(UV)" python "$(root)/bench/check_package.py"

site: setup ## the documentation as a site, in build/site/ (offline; a broken link fails)
	@python "$(root)/bench/make_site.py"

messages: setup ## find every text that a reader meets, and list the new ones in each catalogue of resources/language/
	@cd "$(root)" && mkdir -p build && PYTHONPATH=bench pybabel -q extract --mapping=bench/messages.cfg --no-default-keywords \
	    -k _ -k ngettext:1,2 --add-location=file --no-wrap --project=cd40lg-annot --output-file=build/messages.pot .
	@cd "$(root)" && for catalogue in resources/language/*.po; do \
	    pybabel -q update --locale="$$(basename "$$catalogue" .po)" --input-file=build/messages.pot --no-wrap \
	        --output-file="$$catalogue" --no-fuzzy-matching --ignore-obsolete --omit-header || exit 1; done

image: ## the picture in README.md, of the example's carrier report (needs chromium; run it after make run)
	@cd "$(root)" && chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1100 \
	    --screenshot=docs/images/carrier_report.png "file://$(root)/results/families/EX1/carrier_report.html"

cluster-setup: setup ## make .venv-cluster/, with the executor and storage plugins that tests/cluster needs
	@test "$$(cat "$(root)/.venv-cluster/.made-from" 2>/dev/null)" = "$$(cksum <"$(root)/requirements-cluster.lock")" || { \
	    python -m venv --clear "$(root)/.venv-cluster" \
	    && "$(root)/.venv-cluster/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes \
	        -r "$(root)/requirements-cluster.lock" \
	    && "$(root)/.venv-cluster/bin/python" -m pip install -q --disable-pip-version-check --no-deps \
	        --no-build-isolation -e "$(root)" \
	    && cksum <"$(root)/requirements-cluster.lock" >"$(root)/.venv-cluster/.made-from"; }

bench: setup ## measure speed and memory on data made for it
	@cd "$(root)" && for script in bench/bench_*.py; do python "$$script" || exit 1; done

audit: setup ## look every locked package up in the list of known vulnerabilities (needs pip-audit and a network)
	@python "$(root)/bench/audit.py"

sbom: setup ## write the software bill of materials of the lock, CycloneDX, to build/sbom.cdx.json
	@python "$(root)/bench/make_sbom.py"

mutate: setup ## change one rule at a time and see if a test notices (ONLY=calls/state MINUTES=60; needs Cosmic Ray)
	@python "$(root)/bench/mutate.py" --only "$(ONLY)" --minutes $(or $(MINUTES),60) $(ARGS)

fuzz: setup ## feed every reader random files for longer than the tests do (EXAMPLES=2000)
	@cd "$(root)" && FUZZ_EXAMPLES=$(or $(EXAMPLES),2000) pytest -q tests/fuzz $(ARGS)
	@cd "$(root)" && for reader in $$(python tests/fuzz/guided.py --list); do \
	    python tests/fuzz/guided.py $$reader -runs=$$((10 * $(or $(EXAMPLES),2000))) || exit 1; done

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	@cd "$(root)" && "$(or $(UV),uv)" pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --extra dev --no-emit-package maturin --no-emit-package defusedxml \
	    --no-emit-package connection-pool \
	    --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	@cd "$(root)" && "$(or $(UV),uv)" pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --extra cluster-tests --no-emit-package cd40lg-annot --no-emit-package maturin \
	    --no-emit-package defusedxml --no-emit-package connection-pool \
	    --custom-compile-command "make lock" pyproject.toml -o requirements-cluster.lock

# The lock is complete (--no-deps) but for what its packages name and never import: maturin and defusedxml
# (hgvs-weaver), connection-pool (Snakemake; the only one without a wheel). Nothing is fetched that is not locked.
venv:
	@python="$(PYTHON)"; \
	for candidate in python3 python3.13 python3.12 python3.11; do \
	    test -n "$$python" && break; \
	    "$$candidate" -c "$(is_new_enough)" 2>/dev/null && python=$$candidate; \
	done; \
	"$${python:-false}" -c "$(is_new_enough)" 2>/dev/null || { \
	    echo "make setup: $${python:-python3} is not Python 3.11 or newer; install one, or say PYTHON=path/to/python" >&2; \
	    exit 1; }; \
	echo "setting up $(venv)" >&2; \
	{ test -n "$(UV)" && $(with_uv); } || $(with_pip) || { echo "make setup: no environment was made; see above" >&2; exit 1; }; \
	echo "$(made_from)" > "$(venv)/.made-from"
