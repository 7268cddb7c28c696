"""Exit code 0 when a part of Duet is well. For the health checks in docker-compose.yml; needs only Python.

python deploy/part_is_well.py web           this container's web process is alive
python deploy/part_is_well.py beat          the web process says that beat's ticks arrive
"""

import json
import sys
import urllib.error
import urllib.request


def is_well(part):
    if part == "web":
        return ask("http://127.0.0.1:8000/healthz") == b"ok"
    return json.loads(ask("http://web:8000/readyz"))[part] == "ok"


def ask(address):
    """The answer's body; /readyz has one also when something else is not ready (503)."""
    try:
        with urllib.request.urlopen(address, timeout=4) as answer:
            return answer.read()
    except urllib.error.HTTPError as answer:
        return answer.read()


if __name__ == "__main__":
    try:
        sys.exit(0 if is_well(sys.argv[1]) else 1)
    except OSError as problem:
        sys.exit(f"No answer: {problem}")
