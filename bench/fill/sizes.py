"""How much of everything a size has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """What is counted when a size is named: its terms. The other numbers follow; the desks are always the same."""

    name: str
    terms: int

    @property
    def reviews(self):
        """A review has some twenty terms."""
        return max(60, round(self.terms * 0.0512))

    @property
    def vendors(self):
        return max(20, self.reviews // 5)

    @property
    def reviewers(self):
        """People on desks. A desk grows more slowly than its work."""
        return max(50, min(300, round(self.terms**0.5 * 0.3)))

    @property
    def requesters(self):
        return max(40, self.reviews // 17)


SIZES = {
    size.name: size for size in (Size("1k", 1_000), Size("10k", 10_000), Size("100k", 100_000), Size("1m", 1_000_000))
}
