"""Reading in a process of its own: whatever happens there, the caller gets an outcome, in time and unharmed."""

import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import reading
from reading import gate
from reading.document import Document, Outcome, Page
from reading.processes import calls, parents, sandbox
from tests.reading.builders import docx, p, pdf

CONFINED = """
import ctypes, fcntl, os, resource, socket, sys
sys.path.insert(0, sys.argv[1])
from reading.processes.confine import confine
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


PARENT_OF = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from reading.processes import child, parent
parent.load = lambda: None
child.{} = lambda *arguments: exec({!r}, {{}})
parent.main(*sys.argv[1:])
"""


@pytest.fixture
def child(monkeypatch):
    """Puts another program in the place of the child's, or of what it does once its hands are tied."""

    def replace(program, *, what="main"):
        parents.stop()
        monkeypatch.setattr(parents, "START", PARENT_OF.format(what, program))

    yield replace
    parents.stop()


def read(tmp_path, content=None, name="a.pdf"):
    path = tmp_path / name
    path.write_bytes(pdf(["Text."]) if content is None else content)
    return reading.read(path)


def confined(statement, folder="/tmp", *, how="confine()"):
    """(how a statement ends behind the limits, whether system calls are filtered here)."""
    program = CONFINED.format(how, statement)
    command = [sys.executable, "-I", "-c", program, parents.ROOT, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=parents.ENVIRONMENT)
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
    monkeypatch.setattr(sandbox, "BUSY", 2)
    monkeypatch.setattr(sandbox, "MAX_ANSWER_BYTES", 1_000_000)
    child(program)
    started = time.monotonic()
    document = read(tmp_path)
    assert (document.outcome, time.monotonic() - started < 30) == (Outcome.UNREADABLE, True)
    assert ("takes longer to read" in document.reason) == ("os.close" not in program)


SLOW_ONCE = """
import os, sys, time
if not os.path.exists({0!r}):
    open({0!r}, "w").close()
    {1}
import json
from reading.document import Document
print(json.dumps(Document("a.pdf", "Text.").as_full_json()))
"""


@pytest.mark.parametrize(
    ("delay", "outcome"),
    [("time.sleep(60)", "text"), ("while True: pass", "unreadable")],
    ids=["waited for its turn", "computed"],
)
def test_file_is_tried_again_only_if_the_machine_was_too_busy(tmp_path, child, monkeypatch, delay, outcome):
    """Its time of the clock was over, but it had had hardly any of the processor's: then it is not the file's fault."""
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 2)
    monkeypatch.setattr(sandbox, "STARVED", 0.5)
    child(SLOW_ONCE.format(f"{tmp_path}/tried", delay))
    assert str(read(tmp_path).outcome) == outcome


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


# --- the parent of them all ----------------------------------------------------------------------------


@pytest.fixture
def parent(tmp_path):
    """The process that forks for each file, after its first."""
    parents.stop()
    before = set(psutil.Process().children())  # another test's browser, perhaps
    read(tmp_path)
    (ours,) = set(psutil.Process().children()) - before
    yield ours
    parents.stop()


def test_no_process_is_left_behind_but_the_parent(tmp_path, parent):
    read(tmp_path)
    assert (parent.is_running(), parent.children()) == (True, [])
    parents.stop()
    assert not parent.is_running()


def test_parent_has_one_thread_and_an_empty_environment(parent, monkeypatch):
    names = {line.partition("=")[0] for line in Path(f"/proc/{parent.pid}/environ").read_text().split("\0")}
    assert (parent.num_threads(), names - {""}) == (1, set(parents.ENVIRONMENT))


def test_parent_opens_nothing_of_its_children(tmp_path, parent):
    before = parent.num_fds()
    for _ in range(5):
        read(tmp_path)
    began = time.monotonic()
    while parent.num_fds() != before and time.monotonic() - began < 5:  # it closes the last line behind its answer
        time.sleep(0.01)
    assert parent.num_fds() == before


def test_parent_serves_the_next_file_after_any_end(tmp_path, child, monkeypatch):
    """One parent, three children: one that crashes, one that is killed for its time, one that answers."""
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 2)
    child("""
import os, time
from pathlib import Path
text = os.read(0, 1 << 16).decode()
os.abort() if text == "crash" else time.sleep(60) if text == "sleep" else print(f"{os.getppid()} {os.getpid()}")
""")
    ends = []
    for content in (b"pid", b"crash", b"sleep", b"pid"):
        with sandbox.in_a_file(content) as file:
            ends.append(sandbox.run(file))
    (first, _), (last, _) = ends[0].content.split(), ends[3].content.split()
    assert [(end.complete, end.slow) for end in ends] == [(True, False), (False, False), (False, True), (True, False)]
    assert first == last


def test_each_file_gets_a_process_of_its_own(child):
    child("import os; print(os.getpid(), os.getsid(0), os.getpgid(0))")
    answers = []
    for _ in range(3):
        with sandbox.in_a_file(b"") as file:
            answers.append(sandbox.run(file).content.split())
    assert len({answer[0] for answer in answers}) == 3
    assert all(len(set(answer)) == 1 for answer in answers)  # each leads a session and a group of its own


def test_child_has_no_descriptors_but_its_own(child):
    child("import os; print(sorted(int(name) for name in os.listdir('/proc/self/fd')))")
    with sandbox.in_a_file(b"") as file:
        assert sandbox.run(file).content == b"[0, 1, 2, 3]\n"  # 3 is that of the listing itself


def test_child_cannot_change_what_the_next_one_sees(tmp_path, child):
    child(
        "import builtins, os; print(hasattr(builtins, 'mark'), 'MARK' in os.environ, os.getcwd())\n"
        "builtins.mark = os.environ['MARK'] = '1'; os.chdir('/proc')",
        what="read",
    )
    answers = []
    for _ in range(2):
        with sandbox.in_a_file(b"") as file:
            answers.append(sandbox.run(file, "read").content)
    assert answers[0] == answers[1]
    assert answers[0].startswith(b"False False")


@LINUX
@pytest.mark.parametrize("statement", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_forked_child_has_its_hands_tied(folder, child, statement):
    """The same statements as above, in a child of the parent at work."""
    place = f"{folder}/reading-was-here"
    setting = f"import ctypes, fcntl, os, resource, socket; place, parent = {place!r}, os.getppid()\n"
    setting += CONFINED[CONFINED.index("libc =") : CONFINED.index("filtered")].replace("{{", "{")
    child(
        f"{setting}try:\n    {statement}\n    print('done')\nexcept BaseException as error:\n"
        "    print(type(error).__name__)",
        what="read",
    )
    with sandbox.in_a_file(b"") as file:
        assert sandbox.run(file, "read").content == b"PermissionError\n"


@LINUX
def test_limits_of_a_forked_child_are_those_of_a_process_of_its_own(child):
    child(
        "import resource as r\n"
        "kinds = (r.RLIMIT_CORE, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CPU, r.RLIMIT_AS)\n"
        "print([r.getrlimit(kind)[0] for kind in kinds])\n"
        "try:\n    bytearray(600 << 20)\nexcept MemoryError:\n    print('MemoryError')\n"
        "print([line for line in open('/proc/self/status') if line.startswith(('Seccomp:', 'NoNewPrivs:'))])",
        what="read",
    )
    with sandbox.in_a_file(b"") as file:
        limits, memory, status = sandbox.run(file, "read").content.decode().splitlines()
    assert limits == str([0, 0, 64, 15, 448 << 20])
    assert (memory, status) == ("MemoryError", str(["NoNewPrivs:\t1\n", "Seccomp:\t2\n"]))


@LINUX
def test_parent_itself_is_not_tied_so_that_it_can_fork(parent):
    assert "Seccomp:\t0" in Path(f"/proc/{parent.pid}/status").read_text()


def test_parent_that_dies_is_replaced_and_the_file_is_read(tmp_path, parent):
    parent.kill()
    parent.wait()
    assert read(tmp_path).text == "Text."


IN_MID_WORK = """
import json, os, time
from reading.document import Document
print("# 1 2", flush=True)
if not os.path.exists({0!r}):
    open({0!r}, "w").close()
    time.sleep(60)
print(json.dumps(Document("a.pdf", "Text.").as_full_json()))
"""


def test_parent_that_dies_in_mid_work_takes_its_child_along_and_the_file_is_read(tmp_path, child):
    """It is killed when the first page is told of; another one begins with the file from its start."""
    child(IN_MID_WORK.format(f"{tmp_path}/tried"))
    (tmp_path / "a.pdf").write_bytes(pdf(["Text."]))
    killed = []

    def kill(done, total):
        while not killed and not (tmp_path / "tried").exists():
            time.sleep(0.01)
        if not killed:
            ours = psutil.Process(parents._at_work.process.pid)
            killed.extend([ours, *ours.children()])
            ours.kill()

    document = reading.read(tmp_path / "a.pdf", progress=kill)
    _, alive = psutil.wait_procs(killed, timeout=5)
    assert (document.text, len(killed), alive) == ("Text.", 2, [])


def test_parent_is_replaced_in_time(tmp_path, parent, monkeypatch):
    monkeypatch.setattr(parents, "MOST_CHILDREN", 2)
    read(tmp_path)
    assert parent.is_running()
    read(tmp_path)
    assert not parent.is_running()
    assert read(tmp_path).text == "Text."


def test_children_die_with_their_caller(tmp_path):
    """A caller that is killed in mid work leaves neither child nor parent."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from reading.processes import parents, sandbox\n"
        f"parents.START = {PARENT_OF.format('main', 'import time; time.sleep(60)')!r}\n"
        "sandbox.run(sandbox.in_a_file(b''))"
    )
    caller = subprocess.Popen([sys.executable, "-c", program, parents.ROOT])
    descendants, began = [], time.monotonic()
    while len(descendants) < 2 and time.monotonic() - began < 20:
        descendants = psutil.Process(caller.pid).children(recursive=True)
        time.sleep(0.05)
    caller.kill()
    caller.wait()
    gone, alive = psutil.wait_procs(descendants, timeout=5)
    assert (len(gone), alive) == (2, [])


def test_two_files_are_read_at_once(tmp_path):
    """By two threads of one caller: neither waits for the other, and both come out of one parent."""
    (tmp_path / "a.pdf").write_bytes(pdf(["Text."]))
    with ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(lambda _: reading.read(tmp_path / "a.pdf"), range(6)))
    assert {document.text for document in documents} == {"Text."}


def test_process_that_was_forked_from_the_caller_starts_a_parent_of_its_own(tmp_path, parent):
    listen, speak = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            text = read(tmp_path, name="b.pdf").text
            os.write(speak, f"{text} {parents._at_work.process.pid != parent.pid}".encode())
            parents.stop()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    said = os.read(listen, 100)
    os.close(listen), os.close(speak)
    assert said == b"Text. True"
    assert read(tmp_path).text == "Text."
    assert parent.is_running()
