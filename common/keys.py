"""Numbers out of addresses and forms, where anybody can write anything."""


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
