"""Tie the own hands of a process before it opens a file from outside: memory, time, files, network, other programs.

Called first thing in the throw-away process, before any parser is loaded. The limits on memory and time hold on
every Unix; the filter of system calls (no socket, no other process, no change to files) holds on Linux.
"""

import ctypes
import resource
import struct
import sys
from dataclasses import dataclass

MEMORY_BYTES = 448 * 1024 * 1024  # a contract of 2,000 pages needs less than half of it
CPU_SECONDS = 15
OPEN_FILES = 64

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, SECOND_ARGUMENT_AT, THIRD_ARGUMENT_AT = 0, 4, 24, 32
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # the second gives the caller "operation not permitted"
OTHER_TABLE = 0x40000000  # numbers of x86-64's second table of calls begin here
TO_WRITE = 0o1 | 0o2 | 0o100 | 0o1000  # opened for writing, reading and writing, creating, emptying


@dataclass(frozen=True)
class Machine:
    """The numbers that one kind of processor gives to system calls."""

    audit: int
    denied: tuple[int, ...]
    becoming: tuple[int, ...]  # calls that turn a process into another program
    opening: tuple[tuple[int, int], ...]  # a call that opens a file, and where it says what for


MACHINES = {
    62: Machine(  # x86-64
        audit=0xC000003E,
        denied=(
            *(41, 42, 49, 53),  # socket, connect, bind, socketpair
            *(56, 57, 58, 322, 435),  # clone, fork, vfork, execveat, clone3
            *(62, 101, 310, 311),  # kill, ptrace, process_vm_readv, process_vm_writev
            *(76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91),  # truncate, rename, mkdir, creat, link, unlink, chmod ...
            *(258, 263, 264, 265, 266, 268, 316),  # mkdirat, unlinkat, renameat, linkat, symlinkat, fchmodat, renameat2
            *(425, 437),  # io_uring_setup, openat2
        ),
        becoming=(59,),  # execve
        opening=((2, SECOND_ARGUMENT_AT), (257, THIRD_ARGUMENT_AT)),  # open, openat
    ),
    183: Machine(  # ARM64
        audit=0xC00000B7,
        denied=(
            *(198, 199, 200, 203),  # socket, socketpair, bind, connect
            *(220, 281, 435),  # clone, execveat, clone3
            *(117, 129, 270, 271),  # ptrace, kill, process_vm_readv, process_vm_writev
            *(34, 35, 36, 37, 38, 45, 46, 52, 53, 276),  # mkdirat, unlinkat, symlinkat, linkat, renameat, truncate ...
            *(425, 437),  # io_uring_setup, openat2
        ),
        becoming=(221,),  # execve
        opening=((56, THIRD_ARGUMENT_AT),),  # openat
    ),
}


def confine(*, may_become_another_program=False):
    """Set every limit that this system knows. Says whether system calls are filtered, too.

    A program that the process becomes keeps all limits.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)  # at the first one there is a signal that tells why
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    return _filter_system_calls(may_become_another_program)


def _limit(kind, most, at_last=None):
    try:
        resource.setrlimit(kind, (most, most if at_last is None else at_last))
    except (ValueError, OSError):  # a lower limit is in force already, or the system has no such limit
        return


def _filter_system_calls(may_become_another_program):
    if not sys.platform.startswith("linux") or (machine := MACHINES.get(_own_machine())) is None:
        return False
    denied = machine.denied if may_become_another_program else machine.denied + machine.becoming
    program = _program(machine, denied)
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


def _program(machine, denied):
    """The filter: another architecture or table of calls is refused, so is each denied number, all else allowed."""
    allow, refuse = _step(RETURN, value=ALLOW), _step(RETURN, value=REFUSE)
    steps = [
        _step(LOAD, value=ARCHITECTURE_AT),
        *(_step(JUMP_EQUAL, 1, 0, machine.audit), refuse),
        _step(LOAD, value=NUMBER_AT),
        *(_step(JUMP_AT_LEAST, 0, 1, OTHER_TABLE), refuse),
    ]
    for number in denied:
        steps += [_step(JUMP_EQUAL, 0, 1, number), refuse]
    for number, place in machine.opening:
        steps += [_step(JUMP_EQUAL, 0, 4, number), _step(LOAD, value=place)]
        steps += [_step(JUMP_ANY_BIT, 0, 1, TO_WRITE), refuse, allow]
    return b"".join([*steps, allow])


def _step(code, if_so=0, otherwise=0, value=0):
    """One instruction; the two counts say how many of the following ones are skipped."""
    return struct.pack("HBBI", code, if_so, otherwise, value)
