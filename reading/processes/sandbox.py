"""Work on one document in a process of its own, and make an outcome of however that ends."""

import io
import json
import os
import re
import selectors
import signal
import tempfile
import time
from dataclasses import dataclass

from reading.document import Document, Outcome
from reading.processes import parents
from reading.processes.confine import CPU_SECONDS
from reading.refusal import Refusal

WALL_SECONDS = 18
BUSY = 4  # times as long when the machine was so busy that a child hardly had its turn
STARVED = CPU_SECONDS / 3  # with less of the processor than this, it was not the child that was slow
PAGE_WALL_SECONDS = 120  # for one scanned page; what limits it is its time of the processor
PATIENCE = 2  # seconds for a child that has said all to end by itself
MAX_ANSWER_BYTES = 64 * 1024 * 1024

PNG = b"\x89PNG\r\n\x1a\n"
PROGRESS = re.compile(rb"# ([0-9]{1,6}) ([0-9]{1,6})")  # a line about pages, among the lines of JSON

TOO_LONG = "“{name}” takes longer to read than any contract should and was not read. Please attach a simpler copy."
BROKE = "“{name}” could not be read: it is damaged, or built in an unusual way. Please print it to a new PDF."
NO_CLAUSES = "Its text was read, but its clauses could not be told apart."


@dataclass(frozen=True)
class Answer:
    content: bytes
    complete: bool  # the child ended by itself, within its time and its share of output
    slow: bool  # too slow, or too much of an answer
    late: bool = False  # its time of the clock was over
    seconds: float = 0.0  # of processor time
    lost: bool = False  # its parent died before it could say how the child ended


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
    options = ["level"] if level else []
    answer = run(file, "draw", str(number), str(dots_per_inch), *options, wall_seconds=PAGE_WALL_SECONDS)
    if not answer.complete or not answer.content.startswith(PNG):
        raise Refusal(f"Page {number} cannot be shown.", Outcome.UNREADABLE)
    return answer.content


def recognise(picture, program, languages):
    """(what the program Tesseract reads in a picture (PNG), None when it failed or took too long; CPU seconds).

    It gets nothing but a picture: anything else it might take for a list of files to open.
    """
    if not picture.startswith(PNG):
        return None, 0.0
    with in_a_file(picture) as file:
        answer = run(file, "recognise", program, languages, wall_seconds=PAGE_WALL_SECONDS)
    return answer.content.decode("utf-8", "replace") if answer.complete else None, answer.seconds


def run(file, *arguments, heard=None, wall_seconds=None):
    """What our child says about a file, within bounds of time and length.

    Each line is `heard` as soon as it is said. It is tried once more where the parent of all children died on the way,
    and, with more patience, where the machine was too busy to give the child its time of the processor.
    """
    wall_seconds = wall_seconds or WALL_SECONDS
    answer = _run(file, arguments, heard, wall_seconds)
    if answer.lost or (answer.late and answer.seconds < STARVED):
        return _run(file, arguments, heard, wall_seconds * BUSY)
    return answer


def _run(file, arguments, heard, wall_seconds):
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # the child reads from where the descriptor stands
    child = parents.child(file, *arguments)
    deadline, in_time, end = time.monotonic() + wall_seconds, False, None
    try:
        content, in_time = _listen(child.answer, deadline, heard)
    finally:
        end = child.end(PATIENCE if in_time else 0.01)
    late = not in_time and time.monotonic() >= deadline
    slow = not in_time or end.code == -signal.SIGXCPU
    return Answer(content, in_time and end.code == 0, slow, late, end.seconds, lost=end.code is None)


def in_a_file(content):
    """Bytes as an open file that has a descriptor."""
    file = tempfile.TemporaryFile()
    file.write(content)
    file.flush()
    return file


def _listen(descriptor, deadline, heard):
    """(what the child said, whether it came to its end in time). Reads a bounded number of bytes."""
    content, line = io.BytesIO(), b""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0 and content.tell() <= MAX_ANSWER_BYTES:
            if not selector.select(left):
                break
            block = os.read(descriptor, 1 << 16)
            content.write(block)
            if not block:
                return content.getvalue(), True
            if heard:
                *lines, line = (line + block).split(b"\n")
                line = line[: 1 << 16]  # only short lines are for hearing
                for complete in lines:
                    heard(complete)
    return content.getvalue(), False
