"""Nothing outlives the program that started it, not even when that program is killed.

A guardian process holds the other end of a pipe. When the pipe closes - because the program ended, failed,
was killed or lost its terminal - the guardian ends every process it was told about, servers last.
So Ctrl-C and `kill -9` take the same path. Should the guardian be killed too, the next start reads the same list from
a file and ends what is left.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil

from local.say import step

PATIENCE = 15  # seconds to end by itself before a process is killed


class Lifeline:
    def __init__(self, process_list, keep_open=()):
        """`process_list`: the file that lists what runs. `keep_open`: locks that last until everything has ended."""
        end_leftovers(process_list)
        self.process_list = process_list
        self.processes = {}
        self.guardian = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=[file.fileno() for file in keep_open],
        )

    def start(self, name, command, *, is_server=False, ask_to_end=signal.SIGTERM, **options):
        """Start a process that ends with this one. Ctrl-C in the terminal does not reach it directly."""
        process = subprocess.Popen([*map(str, command)], start_new_session=True, **options)
        born = psutil.Process(process.pid).create_time()
        facts = {"pid": process.pid, "born": born, "is_server": is_server, "ask_to_end": int(ask_to_end)}
        line = json.dumps(facts) + "\n"
        with self.process_list.open("a") as file:
            file.write(line)
        self.guardian.stdin.write(line.encode())
        self.guardian.stdin.flush()
        self.processes[name] = process
        return process

    def ended(self):
        """Name and exit code of a process that has ended by itself, or None."""
        codes = {name: process.poll() for name, process in self.processes.items()}
        return next(((name, code) for name, code in codes.items() if code is not None), None)

    def cut(self):
        """End everything and wait until it is gone."""
        self.guardian.stdin.close()
        while self.guardian.poll() is None:
            self.ended()  # collects the dead
            time.sleep(0.05)
        self.ended()
        self.process_list.unlink(missing_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.cut()


def end_leftovers(process_list):
    """End what the last run could not end, unless the number belongs to another process by now."""
    if process_list.exists():
        with step("Ending what the last run left behind"):
            end_all(line for line in process_list.read_text().splitlines() if is_still_there(**json.loads(line)))
        process_list.unlink()


def end_all(lines):
    """Read what is started until the lines stop, then end it; the servers last, while nobody needs them."""
    started = [json.loads(line) for line in lines]
    end_together([process for process in started if not process["is_server"]])
    end_together([process for process in started if process["is_server"]])


def end_together(processes):
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process["pid"], process["ask_to_end"])
    give_up_at = time.monotonic() + PATIENCE
    for process in processes:
        wait_for(process["pid"], give_up_at)
        with suppress(ProcessLookupError, PermissionError):  # also what a killed process left behind in its group
            os.killpg(process["pid"], signal.SIGKILL)


def is_still_there(pid, born, **_):
    with suppress(psutil.NoSuchProcess):
        return abs(psutil.Process(pid).create_time() - born) < 60  # the clock may have been corrected meanwhile
    return False


def wait_for(pid, give_up_at):
    while is_alive(pid) and time.monotonic() < give_up_at:
        time.sleep(0.05)


def is_alive(pid):
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


if __name__ == "__main__":
    for deadly in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(deadly, signal.SIG_IGN)
    end_all(sys.stdin)
