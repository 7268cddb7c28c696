"""Reading in a process of its own: whatever happens there, the caller gets an outcome, in time and unharmed."""

import subprocess
import sys
import time

import psutil
import pytest

import reading
from reading import gate, sandbox
from reading.document import Document, Outcome, Page
from tests.reading.builders import docx, p, pdf

CONFINED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from reading.confine import confine
filtered = confine()
try:
    {}
    print("done", filtered)
except BaseException as error:
    print(type(error).__name__, filtered)
"""
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter of system calls is Linux's")


@pytest.fixture
def child(monkeypatch):
    """Puts another program in the place of the child's."""

    def replace(program):
        monkeypatch.setattr(sandbox, "START", program)

    return replace


def read(tmp_path, content=None, name="a.pdf"):
    path = tmp_path / name
    path.write_bytes(pdf(["Text."]) if content is None else content)
    return reading.read(path)


def confined(statement):
    """(how a statement ends behind the limits, whether system calls are filtered here)."""
    program = CONFINED.format(statement)
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, sandbox.ROOT], capture_output=True, text=True, env=sandbox.ENVIRONMENT
    )
    return tuple(done.stdout.split())


def test_read_gives_the_text_of_pdf_word_and_plain_files(tmp_path):
    assert read(tmp_path).text == "Text."
    assert read(tmp_path, docx(p("Wörter")), "b.docx").text == "Wörter"
    (tmp_path / "c.txt").write_bytes("One.\r\n\r\nZwölf.".encode())
    document = reading.read_text(tmp_path / "c.txt")
    assert (document.text, document.pages) == ("One.\n\nZwölf.", (Page(1, 0, 12),))


def test_read_refuses_without_starting_a_process(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "run", None)
    assert read(tmp_path, b"no document") == Document(
        "a.pdf",
        outcome=Outcome.REFUSED,
        notes=("“a.pdf” is neither a PDF nor a Word file (.docx). Please save it as one of them.",),
    )


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "import ctypes; ctypes.string_at(0)", "print('no answer', end='')", "1 / 0"],
    ids=["abort", "crash", "half a line", "error"],
)
def test_crash_of_the_child_is_an_outcome(tmp_path, child, program):
    child(program)
    document = read(tmp_path)
    assert (document.outcome, document.reason) == (
        Outcome.UNREADABLE,
        "“a.pdf” could not be read: it is damaged, or built in an unusual way. Please print it to a new PDF.",
    )


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(60)",
        "import os, time; os.close(1); time.sleep(60)",
        "import os\nwhile True: os.write(1, b'x' * 65536)",
        "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass",
    ],
    ids=["sleeps", "sleeps behind closed doors", "talks without end", "burns time"],
)
def test_child_that_goes_on_for_ever_is_ended(tmp_path, child, monkeypatch, program):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 3)
    monkeypatch.setattr(sandbox, "MAX_ANSWER_BYTES", 1_000_000)
    child(program)
    started = time.monotonic()
    document = read(tmp_path)
    assert (document.outcome, time.monotonic() - started < 10) == (Outcome.UNREADABLE, True)
    assert ("takes longer to read" in document.reason) == ("os.close" not in program)


def test_text_is_kept_when_clauses_cannot_be_told(tmp_path, child):
    document = Document("a.pdf", "Text.", (Page(1, 0, 5),))
    child(f"import json, os; print(json.dumps({document.as_full_json()!r}), flush=True); os.abort()")
    assert read(tmp_path) == document.with_(notes=("Its text was read, but its clauses could not be told apart.",))


def test_child_sees_nothing_of_our_environment(tmp_path, child, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    child(
        "import json, os; from reading.document import Document; "
        "print(json.dumps(Document('a', ' '.join(os.environ)).as_full_json()))"
    )
    assert "SECRET_KEY" not in read(tmp_path).text


def test_memory_is_limited():
    assert confined("bytearray(600 << 20)")[0] == "MemoryError"


@LINUX
@pytest.mark.parametrize(
    "statement",
    [
        "import socket; socket.socket()",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "open('/tmp/reading-was-here', 'w')",
        "os.unlink('/tmp/reading-was-here')",
        "os.kill(os.getppid(), 0)",
    ],
    ids=["network", "program", "process", "new file", "deletion", "signal"],
)
def test_network_programs_and_changes_to_files_are_out_of_reach(statement):
    assert confined(statement) == ("PermissionError", "True")


@LINUX
def test_files_can_still_be_read():
    assert confined("open('/dev/null').read()") == ("done", "True")


def test_draw_gives_a_picture_or_says_no(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["Text."]))
    assert reading.draw(path, 1).startswith(b"\x89PNG")
    with pytest.raises(reading.Refusal, match="Page 2 cannot be shown"):
        reading.draw(path, 2)
    path.write_bytes(docx(p("Text")))
    with pytest.raises(reading.Refusal, match="Only the pages of PDF files can be shown"):
        reading.draw(path, 1)


def test_progress_is_heard_page_by_page(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(*([f"Page of {n} {'x' * n}"] for n in range(41))))
    heard = []
    document = reading.read(tmp_path / "a.pdf", name="Ours.pdf", progress=lambda *pages: heard.append(pages))
    assert (document.file, len(document.pages), heard) == ("Ours.pdf", 41, [(0, 41), (20, 41), (40, 41), (41, 41)])


def test_read_works_on_a_file_that_was_read_before(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["Text."]))
    with path.open("rb") as file:
        kind = gate.check(file, name="a.pdf")
        file.read()
        assert sandbox.read(file, kind, name="a.pdf").text == "Text."


def test_no_process_is_left_behind(tmp_path):
    before = psutil.Process().children()  # another test's browser, perhaps
    read(tmp_path)
    assert psutil.Process().children() == before
