"""What nobody could mean is told in a sentence."""

import pytest

from common.guards import garbage

UNKEEPABLE = "A text has a character that cannot be kept (NUL, or one half of a pair)."


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"[" * 3000 + b"]" * 3000, garbage.TOO_DEEP),
        (b'{"a":' * 3000 + b"1" + b"}" * 3000, garbage.TOO_DEEP),
        (b"[" * 22 + b"]" * 22, garbage.TOO_DEEP),
        (b'{"outcome": "\\ud800"}', UNKEEPABLE),
        (b'{"\\udfff": 1}', UNKEEPABLE),
        (b'[{"a": ["b\\u0000c"]}]', UNKEEPABLE),
        (b'{"a": NaN}', "NaN is not a number in JSON."),
        (b'{"a": -Infinity}', "-Infinity is not a number in JSON."),
        (b"1" * 5000, "This is not JSON, or a number in it is too long."),
        (b"{", "This is not JSON, or a number in it is too long."),
        (b"\xff", "This is not text in UTF-8."),
        (b'{"a": 1, "a": 2}', "A key stands twice in one object."),
    ],
)
def test_parsed_says_what_cannot_be_read(body, sentence):
    with pytest.raises(garbage.Garbage) as refusal:
        garbage.parsed(body)
    assert str(refusal.value) == sentence


def test_parsed_takes_what_people_write():
    body = '{"text": "Naïve “Größe” \\ud83d\\ude00", "list": [[[1, 2.5, null, true]]]}'
    assert garbage.parsed(body.encode()) == {"text": "Naïve “Größe” 😀", "list": [[[1, 2.5, None, True]]]}
