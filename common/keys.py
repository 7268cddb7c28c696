"""Numbers, and addresses to go on to, out of addresses and forms, where anybody can write anything."""

from django.utils.http import url_has_allowed_host_and_scheme


def pk_or_none(text: object) -> int | None:
    """The key of a row that `text` stands for, or None: at most 18 plain digits, which every key's column holds."""
    return number_or_none(text, digits=18)


def number_or(otherwise: int, text: object) -> int:
    """The whole number that `text` stands for, or `otherwise` where it is no number at all."""
    number = number_or_none(text)
    return otherwise if number is None else number


def number_or_none(text: object, *, digits: int = 8) -> int | None:
    """The whole number that `text` stands for, or None where it is anything else or has more `digits`."""
    text = "" if text is None else str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def path_or(otherwise: str, text: object) -> str:
    """The path on this site that `text` is, or `otherwise`: never another site, and no name that is looked up."""
    text = "" if text is None else str(text)
    return text if text.startswith("/") and url_has_allowed_host_and_scheme(text, None) else otherwise
