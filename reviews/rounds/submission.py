"""What intake hands over at first visibility: a plain value, so that reviews never need to know the form."""

from dataclasses import dataclass, field
from datetime import date

from djmoney.money import Money

from contracts.models import Document
from reviews.models import TermType
from vendors.models import Vendor


@dataclass(frozen=True)
class Submission:
    """One request as it was given.

    `brief` is what the requester saw, [{key, question, answer}]; `answers` maps the same keys to raw answers, for
    the rules; `term_types` are the deal points to look at.
    """

    title: str
    kind: str  # slug of the request type
    kind_label: str
    vendor: Vendor
    reason: str
    value: Money | None = None
    needed_by: date | None = None
    brief: list[dict] = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    term_types: list[TermType] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def columns(self):
        """The part that a `Review` keeps in columns of its own, as keyword arguments."""
        names = ("title", "kind", "kind_label", "vendor", "reason", "value", "needed_by")
        return {name: getattr(self, name) for name in names}
