"""Garbage, and recorders of what an address reads."""

from contextlib import contextmanager
from unittest import mock

from django.http import QueryDict

TEXTS = [
    "\x00",
    "a\x00b",
    "foo",
    "-1",
    "0",
    "9" * 30,  # more than a bigint holds
    "9" * 5000,  # more than Python turns into a number
    "1e400",
    "NaN",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59.999999+00:00",
    "R-" + "9" * 30,
    "cD1hYmM=",  # a cursor: p=abc
    "2026-01-01~9" + "9" * 30,  # a place in a list
    "//elsewhere.example/",
    "%",
    "é" * 6000,
    "\u202e\ufffd",
    "{}",
]
"""What a browser or a script can send in a form, an address or JSON."""

VALUES = [
    *TEXTS,
    "\ud800",
    "a\udfffb",
    10**30,
    -(10**30),
    1.5,
    True,
    None,
    [],
    ["foo", None, {}],
    {},
    {"a": {"b": ["c"]}},
    [[[[]]]],
]
"""What JSON can say beside that."""

DEEP = "[" * 3000 + "]" * 3000
BODIES = [
    ("application/json", DEEP),
    ("application/json", '{"a":' * 3000 + "1" + "}" * 3000),
    ("application/json", "{"),
    ("application/json", b"\xff\xfe"),
    ("application/json", b'{"\xed\xa0\x80": 1}'),
    ("application/json", "[1, 2]"),
    ("application/json", '"text"'),
    ("application/json", "1" * 6000),
    ("application/json", '{"a": NaN}'),
    ("application/json", '{"\\u0000": 1, "\\ud800": 2}'),
    ("application/json", '{"outcome": "ask", "outcome": "\\ud800"}'),
    ("application/json; charset=rot13", "{}"),
    ("application/json; charset=never-was", "{}"),
    ("text/plain", "hello"),
    ("application/xml", "<a/>"),
    ("multipart/form-data", "no boundary"),
    ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a\xff"\r\n\r\n\xff\r\n--x--\r\n',
    ),
    ("multipart/form-data; boundary=\xe9", "--x"),
    (
        "multipart/form-data; boundary=x; charset=base64",
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
    ),
    ("application/x-www-form-urlencoded; charset=base64", "a=b"),
    ("application/x-www-form-urlencoded", "&".join(f"field{number}=1" for number in range(1100))),
    ("application/x-www-form-urlencoded", "a=%ED%A0%80&a=%00&%00=1&a="),
    ("application/x-www-form-urlencoded", "a=" + "b" * 2_700_000),
    ("", "hello"),
]
"""(content type, body): whole bodies that nobody could read."""


class Recording(dict):
    """A JSON object that remembers which of its keys are asked for."""

    def __init__(self, values, names):
        super().__init__(values)
        self.names = names

    def get(self, key, *otherwise):
        self.names.add(key)
        return super().get(key, *otherwise)

    def __contains__(self, key):
        self.names.add(key)
        return super().__contains__(key)

    def __getitem__(self, key):
        self.names.add(key)
        return super().__getitem__(key)


@contextmanager
def names_read():
    """A set that fills with the names of parameters and fields that are read from addresses and forms meanwhile."""
    names = set()

    def recording(method):
        def read(self, key, *more):
            if isinstance(key, str):
                names.add(key)
            return method(self, key, *more)

        return read

    methods = {name: getattr(QueryDict, name) for name in ("get", "__getitem__", "getlist", "__contains__")}
    with mock.patch.multiple(QueryDict, **{name: recording(method) for name, method in methods.items()}):
        yield names
