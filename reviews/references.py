"""How people refer to a review in an address: R-1042."""


class ReferenceConverter:
    """`<reference:pk>` in an address: R-1042 in the bar, 1042 in the view."""

    regex = r"R-[0-9]{1,12}"

    def to_python(self, value):
        return int(value.removeprefix("R-"))

    def to_url(self, value):
        return f"R-{value}"
