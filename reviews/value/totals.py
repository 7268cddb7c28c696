"""What stands in the ledger, by kind. Amounts are summed by currency and by how often they count, never over groups."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Sum

from common.words import amount_in_words, counted
from reviews.models import ValueKind, ValueState
from reviews.models.value_entry import GROUPS, IN_DAYS, PRICED, Per


@dataclass
class Total:
    """One kind: how many there are; the sums of its amounts as sentences, checked ones apart; its days."""

    kind: ValueKind
    number: int = 0
    confirmed: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    days: int = 0

    @property
    def label(self):
        return self.kind.label

    @property
    def is_priced(self):
        return self.kind in PRICED

    @property
    def words(self):
        """The number that stands for it: its confirmed amounts, its days, or how many there are."""
        if self.is_priced:
            return " and ".join(self.confirmed) or "nothing confirmed"
        return counted(self.days, "day") if self.kind in IN_DAYS else str(self.number)


def totals_of(entries: QuerySet) -> dict[str, list[Total]]:
    """{group: its kinds} of what counts among these entries, in one query."""
    totals = {kind: Total(kind) for kind in ValueKind}
    rows = (
        entries.standing()
        .order_by()
        .values("kind", "state", "per", "before_currency")
        .annotate(number=Count("pk"), gained=Sum(F("before") - F("after")), all_days=Sum("days"))
        .order_by("kind", "before_currency", "per")
    )
    for row in rows:
        total = totals[ValueKind(row["kind"])]
        total.number += row["number"]
        total.days += row["all_days"] or 0
        if total.is_priced:
            words = f"{amount_in_words(row['gained'], row['before_currency'])} {Per(row['per']).label}"
            (total.confirmed if row["state"] == ValueState.CONFIRMED else total.to_check).append(words)
    return {group: [totals[kind] for kind in kinds] for group, kinds in GROUPS.items()}


def number_to_check(entries: QuerySet) -> int:
    return entries.aggregate(number=Count("pk", filter=Q(state=ValueState.TO_CHECK)))["number"]


def rows_for_sheet(entries: Iterable):
    """The cells of each entry, for a spreadsheet."""
    for entry in entries:
        amount = entry.amount
        yield [
            entry.review.reference,
            entry.review.title,
            entry.get_kind_display(),
            entry.what,
            entry.whose,
            entry.before.amount if amount else "",
            entry.after.amount if amount else "",
            amount.amount if amount else "",
            amount.currency if amount else "",
            entry.get_per_display(),
            entry.days if entry.days is not None else "",
            entry.get_state_display(),
            entry.noted_by.name,
            entry.noted_at.date(),
        ]


HEAD = [
    *("Review", "Title", "Kind", "What", "Who had a part", "Would have cost", "Costs", "Difference", "Currency"),
    *("Counts", "Days", "State", "Noted by", "Noted on"),
]
