"""How people refer to things in an address: a review as R-1042, a book of rules by its name."""


class ReferenceConverter:
    """`<reference:pk>` in an address: R-1042 in the bar, 1042 in the view."""

    regex = r"R-[0-9]{1,12}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix("R-"))

    def to_url(self, value: int) -> str:
        return f"R-{value}"


class BookConverter:
    """`<book:book>` in an address: the rules of the split, or of approvals."""

    regex = "split|approvals"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)
