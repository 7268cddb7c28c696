"""The filter of system calls, step by step as the kernel goes through it: for processors we do not have here, too."""

import re
import struct
from itertools import chain
from pathlib import Path

import pytest

from reading.processes import calls
from reading.processes.confine import ALLOW, MACHINES, REFUSE, program_for

HEADERS = {
    62: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    183: Path("/usr/include/asm-generic/unistd.h"),
}
YOUNG = {"fchmodat2", "memfd_secret", "process_mrelease", "setxattrat", "removexattrat", "file_setattr"}
ON_EVERY_MACHINE = pytest.mark.parametrize("machine", MACHINES, ids=["x86-64", "ARM64"])


def asked(machine, number, *arguments, refused=calls.REFUSED, name=None):
    """What the filter of a machine answers to a call."""
    place, own_name = MACHINES[machine]
    program = list(struct.iter_unpack("HBBI", program_for(place, own_name, refused)))
    data = struct.pack("<IIQ6Q", number, name or own_name, 0, *arguments, *[0] * (6 - len(arguments)))
    at, loaded = 0, 0
    while True:
        code, if_so, otherwise, value = program[at]
        if code == 0x06:
            return value
        if code == 0x20:
            (loaded,) = struct.unpack_from("<I", data, value)
            at += 1
        else:
            holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}[code]
            at += 1 + (if_so if holds else otherwise)


def numbers(machine, table):
    place = MACHINES[machine][0]
    return {name: row[place] for name, row in table.items() if row[place] is not None}


@ON_EVERY_MACHINE
def test_each_refused_call_is_refused(machine):
    ours = numbers(machine, calls.REFUSED)
    assert {name: asked(machine, number) for name, number in ours.items()} == dict.fromkeys(ours, REFUSE)


@ON_EVERY_MACHINE
def test_any_other_call_is_allowed(machine):
    named = {numbers[MACHINES[machine][0]] for numbers in chain(calls.REFUSED.values(), narrowed().values())}
    answers = {asked(machine, number) for number in range(500) if number not in named}
    assert answers == {ALLOW}


@ON_EVERY_MACHINE
def test_other_table_and_other_machine_are_refused(machine):
    other = next(name for kind, (_, name) in MACHINES.items() if kind != machine)
    assert (asked(machine, 0x40000000), asked(machine, 10, name=other)) == (REFUSE, REFUSE)


@ON_EVERY_MACHINE
def test_becoming_another_program_is_refused_where_it_is_not_meant(machine):
    (number,) = numbers(machine, calls.BECOMING).values()
    strict = calls.REFUSED | calls.BECOMING
    assert (asked(machine, number), asked(machine, number, refused=strict)) == (ALLOW, REFUSE)


def narrowed():
    return {name: pair for name, (pair, _) in calls.NARROWED.items()}


@ON_EVERY_MACHINE
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("openat", (0, 0, 0o2000000), ALLOW),
        ("openat", (0, 0, 0o1), REFUSE),
        ("openat", (0, 0, 0o2), REFUSE),
        ("openat", (0, 0, 0o100), REFUSE),
        ("openat", (0, 0, 0o1000), REFUSE),
        ("prlimit64", (0, 7, 0, 0x7FFF_0000_0000), ALLOW),
        ("prlimit64", (1234, 7, 0, 0), REFUSE),
        ("prlimit64", (0, 7, 0x1000, 0), REFUSE),
        ("prlimit64", (0, 7, 0x7FFF_0000_0000, 0), REFUSE),
        ("fcntl", (0, 1030), ALLOW),
        ("fcntl", (0, 8), REFUSE),
        ("fcntl", (0, 10), REFUSE),
        ("fcntl", (0, 15), REFUSE),
        ("ioctl", (0, 0x5401), ALLOW),
        ("ioctl", (0, 0x40086602), REFUSE),
    ],
)
def test_narrowed_call_is_allowed_for_harmless_arguments_only(machine, name, arguments, answer):
    assert asked(machine, numbers(machine, narrowed())[name], *arguments) == answer


@ON_EVERY_MACHINE
def test_numbers_are_those_of_the_kernel(machine):
    """Against the kernel's own headers; those may be older than the youngest calls."""
    if not HEADERS[machine].exists():
        pytest.skip("The headers of the kernel are not on this machine (on Debian: linux-libc-dev).")
    definitions = re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[machine].read_text(), re.M)
    known = {name: int(number) for name, number in definitions}
    place = MACHINES[machine][0]
    ours = {name: pair[place] for name, pair in {**calls.REFUSED, **calls.BECOMING, **narrowed()}.items()}
    wrong = {name for name, number in ours.items() if known.get(name) != number}
    assert wrong <= YOUNG
