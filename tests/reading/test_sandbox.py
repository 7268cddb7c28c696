"""Reading in a process of its own: whatever happens there, the caller gets an outcome, in time and unharmed."""

import platform
import subprocess
import sys
import time

import psutil
import pytest

import reading
from reading import calls, gate, sandbox
from reading.document import Document, Outcome, Page
from tests.reading.builders import docx, p, pdf

CONFINED = """
import ctypes, fcntl, os, resource, socket, sys
sys.path.insert(0, sys.argv[1])
from reading.confine import confine
place, parent = sys.argv[2] + "/reading-was-here", os.getppid()
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

filtered = {}
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


def confined(statement, folder="/tmp", *, how="confine()"):
    """(how a statement ends behind the limits, whether system calls are filtered here)."""
    program = CONFINED.format(how, statement)
    command = [sys.executable, "-I", "-c", program, sandbox.ROOT, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=sandbox.ENVIRONMENT)
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
    assert (document.outcome, time.monotonic() - started < 30) == (Outcome.UNREADABLE, True)
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


X86_64 = platform.machine() == "x86_64"
OUT_OF_REACH = {
    "network": "socket.socket()",
    "process": "os.fork()",
    "new file": "open(place, 'w')",
    "new folder": "os.mkdir(place)",
    "new pipe": "os.mkfifo(place)",
    "new node": "os.mknod(place)",
    "new file in memory": "os.memfd_create('here')",
    "deletion": "os.unlink(place + '.old')",
    "other times": "os.utime(place + '.old')",
    "other rights": "os.chmod(place + '.old', 0o600)",
    "other owner": "os.chown(place + '.old', os.getuid(), os.getgid())",
    "attribute": "os.setxattr(place + '.old', 'user.here', b'')",
    "signal": "os.kill(parent, 0)",
    "signal to a thread": f"call({calls.REFUSED['tkill'][not X86_64]}, parent, 0)",
    "signal to a thread of a process": f"call({calls.REFUSED['tgkill'][not X86_64]}, parent, parent, 0)",
    "handle of a process": "os.pidfd_open(parent)",
    "signal by way of a file": "fcntl.fcntl(0, fcntl.F_SETOWN, parent)",
    "another's limits": "resource.prlimit(parent, resource.RLIMIT_CPU)",
    "another's turn": "os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reading-was-here.old").touch()
    return tmp_path


@LINUX
@pytest.mark.parametrize("statement", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_network_processes_and_changes_to_files_are_out_of_reach(folder, statement):
    answers = [
        confined(statement, folder, how=f"confine(may_become_another_program={may_become})")
        for may_become in (False, True)
    ]
    assert answers == [("PermissionError", "True")] * 2


@LINUX
@pytest.mark.parametrize("statement", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_all_of_it_would_be_possible_without_the_filter(folder, statement):
    """The control: it is the filter that refuses, not the system around it."""
    assert confined(statement, folder, how="None")[0] == "done"


@LINUX
def test_limits_are_final():
    """For root, too, who may raise limits. Python says "ValueError" for what the kernel does not permit."""
    statement = "resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU))"
    assert confined(statement) == ("ValueError", "True")
    assert confined(statement, how="None")[0] == "done"


@LINUX
def test_no_program_is_started():
    assert confined("os.execv('/bin/true', ['true'])") == ("PermissionError", "True")


@LINUX
@pytest.mark.parametrize("program", [b"ioctl", b"fchmodat2", b"setxattrat"])
def test_calls_without_a_name_in_python_are_out_of_reach(program):
    """Without the filter these end otherwise: there is no such device, no such file, or no such call."""
    number = {**{name: numbers for name, (numbers, _) in calls.NARROWED.items()}, **calls.REFUSED}
    statement = f"call({number[program.decode()][not X86_64]}, -1, ctypes.c_ulong(0x40086602), 0, 0)"
    assert confined(statement) == ("PermissionError", "True")
    assert confined(statement, how="None")[0] != "PermissionError"


@LINUX
@pytest.mark.parametrize("statement", ["open('/dev/null').read()", "resource.getrlimit(resource.RLIMIT_CPU)"])
def test_files_and_own_limits_can_still_be_read(statement):
    assert confined(statement) == ("done", "True")


def test_draw_gives_a_picture_or_says_no(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["Text."]))
    assert reading.draw(path, 1).startswith(b"\x89PNG")
    with pytest.raises(reading.Refusal, match="Page 2 cannot be shown"):
        reading.draw(path, 2)
    path.write_bytes(docx(p("Text")))
    with pytest.raises(reading.Refusal, match="Only the pages of PDF files can be shown"):
        reading.draw(path, 1)


def test_draw_takes_nothing_but_a_picture_from_its_child(tmp_path, child):
    (tmp_path / "a.pdf").write_bytes(pdf(["Text."]))
    child("print('/etc/passwd')")
    with pytest.raises(reading.Refusal, match="Page 1 cannot be shown"):
        reading.draw(tmp_path / "a.pdf", 1)


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
