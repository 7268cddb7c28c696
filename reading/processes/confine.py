"""Tie the own hands of a process before it opens a file from outside: memory, time, files, network, other programs.

Called first thing in the throw-away process, before any parser is loaded. The limits on memory and time hold on
every Unix; the filter of system calls (calls.py: no socket, no other process, no change to files) on Linux.
"""

import ctypes
import resource
import struct
import sys

from reading.processes import calls

ADDRESS_SPACE_BYTES = 448 * 1024 * 1024  # a contract of 2,000 pages needs less than half of it
CPU_SECONDS = 15
OPEN_FILES = 64

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT = 0, 4
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # the second gives the caller "operation not permitted"
OTHER_TABLE = 0x40000000  # numbers of x86-64's second table of calls begin here
MACHINES = {62: (0, 0xC000003E), 183: (1, 0xC00000B7)}  # x86-64, ARM64: place of their numbers in a pair, their name


def confine(*, may_become_another_program=False):
    """Set every limit that this system knows. Says whether system calls are filtered, too.

    A program that the process becomes keeps all limits.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)  # at the first limit a signal says why
    _limit(resource.RLIMIT_AS, ADDRESS_SPACE_BYTES)
    return _filter_system_calls(may_become_another_program)


def _limit(kind, most, at_last=None):
    try:
        resource.setrlimit(kind, (most, most if at_last is None else at_last))
    except (ValueError, OSError):  # a lower limit is in force already, or the system has no such limit
        return


def _filter_system_calls(may_become_another_program):
    if not sys.platform.startswith("linux") or (machine := MACHINES.get(_own_machine())) is None:
        return False
    refused = calls.REFUSED if may_become_another_program else calls.REFUSED | calls.BECOMING
    program = program_for(*machine, refused)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0) == 0


def _own_machine():
    """The kind of processor this interpreter was built for, from its own ELF header."""
    with open("/proc/self/exe", "rb") as program:
        header = program.read(20)
    return struct.unpack_from("<H", header, 18)[0]


def program_for(place, name, refused):
    """The filter: another architecture or table of calls is refused, so is each refused call, all else allowed."""
    steps = [
        _step(LOAD, value=ARCHITECTURE_AT),
        *(_step(JUMP_EQUAL, 1, 0, name), _step(RETURN, value=REFUSE)),
        _step(LOAD, value=NUMBER_AT),
        *(_step(JUMP_AT_LEAST, 0, 1, OTHER_TABLE), _step(RETURN, value=REFUSE)),
    ]
    for numbers in refused.values():
        steps += _if_called(numbers[place], [_step(RETURN, value=REFUSE)])
    for numbers, looked_at in calls.NARROWED.values():
        steps += _if_called(numbers[place], _unless_set(looked_at))
    return b"".join([*steps, _step(RETURN, value=ALLOW)])


def _if_called(number, steps):
    return [] if number is None else [_step(JUMP_EQUAL, 0, len(steps), number), *steps]


def _unless_set(looked_at):
    """Refuse when one of the bits is set in its argument, allow otherwise."""
    steps = []
    for place, bits in looked_at:
        steps += [_step(LOAD, value=place), _step(JUMP_ANY_BIT, 0, 1, bits), _step(RETURN, value=REFUSE)]
    return [*steps, _step(RETURN, value=ALLOW)]


def _step(code, if_so=0, otherwise=0, value=0):
    """One instruction; the two counts say how many of the following ones are skipped."""
    return struct.pack("HBBI", code, if_so, otherwise, value)
