import pytest

from common.keys import number_or, number_or_none, path_or, pk_or_none


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("7", 7),
        (7, 7),
        ("007", 7),
        ("999999999999999999", 999_999_999_999_999_999),
        ("9999999999999999999", None),  # more than a bigint holds
        ("", None),
        (None, None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("٣", None),  # a digit elsewhere, and no key here
        ("²", None),
        ("seven", None),
    ],
)
def test_pk_is_read_from_plain_digits_alone(text, pk):
    assert pk_or_none(text) == pk


def test_number_has_as_many_digits_as_its_caller_allows():
    assert (number_or_none("12345678"), number_or_none("123456789"), number_or_none("123", digits=2)) == (
        12345678,
        None,
        None,
    )


def test_number_nought_is_a_number():
    assert [number_or(3, text) for text in ("0", "", None, "7", "seven")] == [0, 3, 3, 7, 3]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/queue/?side=legal#x", "/queue/?side=legal#x"),
        ("foo", "/"),
        ("reviews:queue", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_path_stays_on_this_site_and_names_no_view(text, path):
    assert path_or("/", text) == path
