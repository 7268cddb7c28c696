"""Work on one document in a process of its own, and make an outcome of however that ends."""

import io
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from reading.document import Document, Outcome
from reading.refusal import Refusal

WALL_SECONDS = 18
MAX_ANSWER_BYTES = 64 * 1024 * 1024
ROOT = str(Path(__file__).resolve().parent.parent)
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reading.child import main; main(*sys.argv[1:])"
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",  # Tesseract's threads make it slower where several pages are read at once
    "OPENBLAS_NUM_THREADS": "1",
}
PASSED_ON = ("TESSDATA_PREFIX",)  # where Tesseract finds its languages, if not where it was built for

PNG = b"\x89PNG\r\n\x1a\n"
PROGRESS = re.compile(rb"# ([0-9]{1,6}) ([0-9]{1,6})")  # a line about pages, among the lines of JSON

TOO_LONG = "“{name}” takes longer to read than any contract should and was not read. Please attach a simpler copy."
BROKE = "“{name}” could not be read: it is damaged, or built in an unusual way. Please print it to a new PDF."
NO_CLAUSES = "Its text was read, but its clauses could not be told apart."


@dataclass(frozen=True)
class Answer:
    content: bytes
    complete: bool  # the child ended by itself, within its time and its share of output
    slow: bool


def read(file, kind, *, name, progress=None):
    """The Document that a child process makes of an open binary file. Nothing in the file can harm the caller.

    `progress(done, total)` is called while pages are read.
    """

    def heard(line):
        if progress and (match := PROGRESS.fullmatch(line)):
            progress(int(match[1]), int(match[2]))

    answer = run(file, "read", kind, name, heard=heard)
    lines = answer.content.split(b"\n")[:-1]  # a line that was cut off has no end
    lines = [line for line in lines if not PROGRESS.fullmatch(line)]
    if not lines:
        sentence = (TOO_LONG if answer.slow else BROKE).format(name=name)
        return Document(name, outcome=Outcome.UNREADABLE, notes=(sentence,))
    document = Document.from_full_json(json.loads(lines[-1]))
    if document.text and len(lines) == 1:
        return document.with_(notes=(*document.notes, NO_CLAUSES))
    return document


def draw(file, number, *, dots_per_inch, level=False):
    """A picture (PNG) of one page of an open PDF, a tilted scan `level` if asked for. No picture is a Refusal."""
    answer = run(file, "draw", str(number), str(dots_per_inch), *(["level"] if level else []))
    if not answer.complete or not answer.content.startswith(PNG):
        raise Refusal(f"Page {number} cannot be shown.", Outcome.UNREADABLE)
    return answer.content


def recognise(picture, program, languages):
    """What the program Tesseract reads in a picture (PNG); None when it failed or took too long.

    It gets nothing but a picture: anything else it might take for a list of files to open.
    """
    if not picture.startswith(PNG):
        return None
    with in_a_file(picture) as file:
        answer = run(file, "recognise", program, languages)
    return answer.content.decode("utf-8", "replace") if answer.complete else None


def run(file, *arguments, heard=None):
    """What our child says about a file, within bounds of time and length.

    Each line is `heard` as soon as it is said.
    """
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # the child reads from where the descriptor stands
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", START, ROOT, *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT | {name: os.environ[name] for name in PASSED_ON if name in os.environ},
        start_new_session=True,
    )
    try:
        content, in_time = _listen(process.stdout, time.monotonic() + WALL_SECONDS, heard)
    finally:
        _end(process)
    slow = not in_time or process.returncode == -signal.SIGXCPU
    return Answer(content, in_time and process.returncode == 0, slow)


def in_a_file(content):
    """Bytes as an open file that has a descriptor."""
    file = tempfile.TemporaryFile()
    file.write(content)
    file.flush()
    return file


def _listen(stream, deadline, heard):
    """(what the child said, whether it came to its end in time). Reads a bounded number of bytes."""
    content, line = io.BytesIO(), b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0 and content.tell() <= MAX_ANSWER_BYTES:
            if not selector.select(left):
                break
            block = os.read(stream.fileno(), 1 << 16)
            content.write(block)
            if not block:
                return content.getvalue(), True
            if heard:
                *lines, line = (line + block).split(b"\n")
                line = line[: 1 << 16]  # only short lines are for hearing
                for complete in lines:
                    heard(complete)
    return content.getvalue(), False


def _end(process):
    """Nothing of the child outlives the call. One that has said all gets a moment to end by itself."""
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()
    process.wait()
