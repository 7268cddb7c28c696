"""Run the reading of one document in a process of its own, and make an outcome of however that ends."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from reading.document import Document, Outcome

WALL_SECONDS = 18
MAX_ANSWER_BYTES = 64 * 1024 * 1024
ROOT = str(Path(__file__).resolve().parent.parent)
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reading.child import main; main(*sys.argv[1:])"
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}

TOO_LONG = "“{name}” takes longer to read than any contract should and was not read. Please attach a simpler copy."
BROKE = "“{name}” could not be read: it is damaged, or built in an unusual way. Please print it to a new PDF."
NO_CLAUSES = "Its text was read, but its clauses could not be told apart."


def run(file, kind, *, name):
    """The Document that a child process makes of an open binary file. Nothing in the file can harm the caller."""
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # the child reads from where the descriptor stands
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", START, ROOT, kind, name],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    try:
        answer, in_time = _answer(process.stdout, time.monotonic() + WALL_SECONDS)
    finally:
        _end(process)
    return _document(answer, in_time, process.returncode, name)


def _answer(stream, deadline):
    """(what the child said, whether it came to its end in time). Reads a bounded number of bytes."""
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                break
            block = os.read(stream.fileno(), 1 << 16)
            answer += block
            if not block:
                return bytes(answer), True
            if len(answer) > MAX_ANSWER_BYTES:
                break
    return bytes(answer), False


def _end(process):
    """Nothing of the child outlives the call."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has ended already
        process.kill()
    process.stdout.close()
    process.wait()


def _document(answer, in_time, code, name):
    lines = [line for line in answer.split(b"\n")[:-1] if line]  # a line that was cut off has no end
    if not lines:
        slow = not in_time or code == -signal.SIGXCPU
        sentence = (TOO_LONG if slow else BROKE).format(name=name)
        return Document(name, outcome=Outcome.UNREADABLE, notes=(sentence,))
    document = Document.from_full_json(json.loads(lines[-1]))
    if document.text and len(lines) == 1:
        return document.with_(notes=(*document.notes, NO_CLAUSES))
    return document
