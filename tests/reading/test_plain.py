"""Plain text files."""

import pytest

from reading.document import Outcome, Page
from reading.plain import extract
from reading.refusal import Refusal


@pytest.mark.parametrize(
    "content",
    [
        "Grüße\r\nEnde\n".encode(),
        "\ufeffGrüße\nEnde".encode(),
        "Grüße\rEnde".encode("cp1252"),
        "Grüße\nEnde".encode("utf-16"),
    ],
    ids=["utf-8", "with a mark", "windows", "utf-16"],
)
def test_text_is_read_in_its_encoding(content):
    document = extract(content, "a.txt")
    assert (document.text, document.pages) == ("Grüße\nEnde", (Page(1, 0, 10),))


def test_bytes_that_mean_nothing_in_windows_are_read_all_the_same():
    assert extract(b"a\x81b", "a.txt").text == "a\x81b"


def test_blank_binary_and_endless_files_have_an_outcome(monkeypatch):
    assert (extract(b" \n", "a.txt").outcome, extract(b" \n", "a.txt").reason) == (Outcome.NO_TEXT, "It holds no text.")
    with pytest.raises(Refusal, match="is no text file"):
        extract(b"a\0b", "a.txt")
    monkeypatch.setattr("reading.plain.MAX_CHARACTERS", 3)
    with pytest.raises(Refusal, match="holds far more text"):
        extract(b"abcd", "a.txt")
