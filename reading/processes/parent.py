"""The parent of the throw-away processes: it has loaded everything once, and forks for each file.

It runs in a process of its own with an empty environment, opens no file from outside and has a single thread, so that
a fork is a whole copy. Whoever wants a file worked on sends one message with three descriptors: the file, a pipe for
the answer, and one end of a socket, the line. Over the line the parent says how the child ended; when the other end is
shut, because the caller has heard enough or is dead, the child is killed. When the socket to the caller closes, all
children are, and the parent ends.

A child keeps nothing of this but the file and the pipe, and ties its hands before it looks at the file.
"""

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress

from reading.document import Document
from reading.processes import child
from reading.understand import understand

LONGEST_MESSAGE = 65_536
READY = b"+"
PR_SET_PDEATHSIG = 1
WARM_UP = "1. Fees. The fees of $1,000 are due within thirty (30) days. (a) Either party may end this on 1 May 2026."


def main(descriptor):
    """Serve the socket with this descriptor until it closes."""
    control = socket.socket(fileno=int(descriptor))
    load()
    if threads() > 1:
        sys.exit("A process with several threads must not fork.")
    control.sendall(READY)
    Parent(control).serve()


def load():
    """Everything that a child may need, used once, so that no child has to do it again."""
    child.load_all()
    understand(Document("", WARM_UP))
    gc.collect()
    gc.freeze()  # the memory of these objects stays shared between parent and children


def threads():
    """How many threads the system sees, those of libraries too; 1 where it does not say."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


class Parent:
    def __init__(self, control):
        self.control = control
        self.lines = {}  # pid of a child that was not waited for yet: the line to its caller
        self.selector = selectors.DefaultSelector()

    def serve(self):
        """Fork for each message and tell how each child ended, until the caller is gone."""
        listen, speak = os.pipe()
        for end in (listen, speak):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(speak, warn_on_full_buffer=False)  # the end of a child wakes the loop
        self.selector.register(listen, selectors.EVENT_READ, lambda: os.read(listen, 4096))
        self.selector.register(self.control, selectors.EVENT_READ, self._begin)
        while self.control is not None or self.lines:
            for key, _ in self.selector.select():
                key.data()
            self._bury()

    def _begin(self):
        """Fork for the next message; when there is none any more, kill what still runs."""
        message, descriptors, _, _ = socket.recv_fds(self.control, LONGEST_MESSAGE, 3)
        if not message:
            self.selector.unregister(self.control)
            self.control = None
            for pid in self.lines:
                _kill(pid)
            return
        file, answer, line = descriptors
        pid = os.fork()
        if not pid:
            _be_the_child(json.loads(message), file, answer)
        for descriptor in (file, answer):
            os.close(descriptor)
        self.lines[pid] = socket.socket(fileno=line)
        self.selector.register(self.lines[pid], selectors.EVENT_READ, lambda: self._cut_off(pid))

    def _cut_off(self, pid):
        """The other end of a child's line was shut."""
        self.selector.unregister(self.lines[pid])
        _kill(pid)

    def _bury(self):
        """Tell the callers of children that have ended how they did, and what they cost."""
        while self.lines:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if not pid:
                return
            line = self.lines.pop(pid)
            if line in self.selector.get_map():
                self.selector.unregister(line)
            end = {"code": os.waitstatus_to_exitcode(status), "seconds": usage.ru_utime + usage.ru_stime}
            with suppress(OSError):  # nobody may listen any more
                line.sendall(json.dumps(end).encode())
            line.close()


def _kill(pid):
    """A child leads a group of its own from its first moment on; before that it is alone."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _be_the_child(message, file, answer):
    """Nothing of the parent stays open, then the task is done. Never returns."""
    code = 1
    try:
        os.setsid()
        _die_with_the_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(file, 0)
        os.dup2(answer, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.environ.update(message["environment"])
        child.main(*message["arguments"])
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


def _die_with_the_parent():
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:  # it was quicker
            os._exit(1)
