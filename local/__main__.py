"""The Makefile's commands: `python -m local run | test [options of pytest] | bench | fill SIZE | reset [--force]`."""

import signal
import sys

from local.bench import bench
from local.fill import fill
from local.reset import reset
from local.run import run
from local.say import readable_endings
from local.test import test


def main(command, *options):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `kill` ends everything as cleanly as Ctrl-C
    if command == "run":
        run()
    elif command == "test":
        sys.exit(test(options))
    elif command == "bench":
        sys.exit(bench(options))
    elif command == "fill":
        sys.exit(fill(options))
    elif command == "reset":
        reset(force="--force" in options)


if __name__ == "__main__":
    with readable_endings():
        main(*sys.argv[1:])
