# Duet's commands. All of them need only Python 3.11 or newer, make and git; everything else they install into .venv.

PYTHON ?= $(firstword $(foreach name,python3.11 python3 python3.12 python3.13,$(shell command -v $(name))))
IN_VENV = .venv/bin/python

.PHONY: run test soak mutants bench bench-quick fill check fix shots demo-reset install install-dev

# Start Duet and everything it needs; Ctrl-C ends it all. Another port: make run PORT=8001
run: install
	@$(IN_VENV) -m local run

# Forget all local data; the next `make run` begins anew.
demo-reset: install
	@$(IN_VENV) -m local reset $(if $(FORCE),--force)

# All tests, on every core. Some of them: make test ARGS="tests/reviews -k claim"
test: install-dev
	@$(IN_VENV) -m local test $(ARGS)

# The endurance tests in their long form: many kills, flushes and restarts. A short form is part of `make test`.
soak: install-dev
	@SOAK=long $(IN_VENV) -m local test tests/soak tests/garbage tests/reviews/walks/test_random_walks.py tests/bench/test_plans.py --numprocesses=0 --timeout=3600 -s

# Plant known faults one by one in a throw-away copy: the tests must notice every one of them. Takes minutes.
mutants: install-dev
	@$(IN_VENV) scripts/mutants.py $(ARGS)

# Figures: what each page costs at 10k, 100k and 1m terms (bench/results.json), comparing two versions, reading contracts,
# the sweep over reminders. One of them: make bench ARGS=pages (or compare, reading, sweep)
bench: install
	@$(IN_VENV) -m local bench $(ARGS)

# The most telling pages at 10k and 100k terms, in some three minutes.
bench-quick: install
	@$(IN_VENV) -m local bench --quick $(ARGS)

# A database of 10k, 100k or 1m terms, kept in .run/bench (or FOLDER=...): make fill SIZE=100k
# And Duet on a copy of it: make fill SIZE=100k RUN=1
fill: install
	@$(IN_VENV) -m local fill $(or $(SIZE),10k) $(FOLDER) $(if $(RUN),--run) $(if $(KEEP),--keep)

# What CI runs, to the letter.
check: install-dev
	@$(IN_VENV) -m local.check
	@$(IN_VENV) -m local test

# Put Python and templates into the house format, as far as a program can.
fix: install-dev
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format --quiet .
	@git ls-files --cached --others --exclude-standard 'templates/*.html' | xargs -r .venv/bin/djade --target-version 5.2

# Take pictures of the pages from a `make run` in another terminal, and compare them with those kept; KEEP=1 keeps the new
# ones. FOR=readme takes the pictures of the documentation again.
shots: install-dev
	@$(IN_VENV) scripts/shots.py $(FOR)

install:
	@$(PYTHON) local/install.py requirements.txt

install-dev:
	@$(PYTHON) local/install.py requirements-dev.txt
