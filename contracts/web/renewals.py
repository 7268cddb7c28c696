"""What must be decided in the next months: by date, with what happens if nobody decides, and the value at stake."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, ExpressionWrapper, F, OuterRef, Prefetch, Sum, Value, When
from django.db.models.functions import TruncMonth

from common.models.by_key import there_is_no
from common.words import amount_in_words, day_in_words
from contracts.models import Contract, Per, RenewalDecision, State
from contracts.words import in_short

AHEAD = 180
GROUPS = ((30, "Within 30 days"), (90, "Within 90 days"), (AHEAD, "Within 180 days"))
OVERDUE = "Overdue"
MONTHS_SHOWN = 7

A_YEAR = Case(
    When(value_per=Per.YEAR, then=F("value")),
    When(value_per=Per.MONTH, then=F("value") * 12),
    When(value_months__gt=0, then=F("value") * 12 / F("value_months")),
    default=Value(None),
    output_field=DecimalField(max_digits=16, decimal_places=2),
)
"""What a contract costs a year, as `Contract.value_a_year` says it."""


@dataclass(frozen=True)
class RenewalRow:
    """One contract of the list."""

    contract: Contract
    decision: RenewalDecision | None
    after: str
    date: date
    verb: str
    away: str
    tone: str
    status: str
    status_tone: str


@dataclass
class Month:
    """What is to be decided in one month: how many, and the value a year by currency."""

    first_day: date
    number: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)
    height: float = 0

    @property
    def label(self):
        return day_in_words(self.first_day).partition(" ")[2]

    @property
    def words(self):
        return amounts_in_words(self.amounts)


def amounts_in_words(amounts: dict[str, Decimal]) -> str:
    """“EUR 213,400 and USD 12,000”: each in its own currency, the largest first."""
    largest = sorted(amounts.items(), key=lambda pair: -pair[1])
    return " and ".join(amount_in_words(round(amount), currency) for currency, amount in largest)


def due(contracts, today):
    """Those that must be decided on within `AHEAD` days, or are overdue. Index: contract_by_step."""
    return contracts.filter(state=State.RUNNING, step_on__lte=today + timedelta(days=AHEAD))


def with_decisions(contracts):
    """With the open decision of each, and what a row shows."""
    open_ones = RenewalDecision.objects.filter(closed_at=None).select_related("decided_by", "proposed_by")
    return contracts.for_rows().prefetch_related(Prefetch("decisions", open_ones, to_attr="open_decisions"))


def still_open(contracts):
    """Without those about whose term everything is settled: they leave the totals. Index: renewal_of_contract."""
    settled = RenewalDecision.objects.filter(contract=OuterRef("pk"), closed_at=None, settled_at__isnull=False)
    return contracts.filter(there_is_no(settled))


def months_of(contracts, today) -> list[Month]:
    """The months to come, with what is to be decided in each; what is overdue counts as this month's."""
    months = {first: Month(first) for first in _months(today)}
    rows = still_open(due(contracts, today)).order_by().values("value_currency")
    rows = rows.annotate(
        month=TruncMonth("step_on"), number=Count("pk"), amount=Sum(ExpressionWrapper(A_YEAR, DecimalField()))
    )
    for row in rows:
        month = months[max(row["month"], today.replace(day=1))]
        month.number += row["number"]
        if row["amount"]:
            amounts = defaultdict(Decimal, month.amounts)
            amounts[row["value_currency"]] += row["amount"]
            month.amounts = dict(amounts)
    highest = max((month.number for month in months.values()), default=0) or 1
    for month in months.values():
        month.height = round(38 * month.number / highest, 1)
    return list(months.values())


def _months(today):
    first = today.replace(day=1)
    for _ in range(MONTHS_SHOWN):
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def total_of(months: list[Month]) -> dict[str, Decimal]:
    """{currency: amount} of all of them."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for month in months:
        for currency, amount in month.amounts.items():
            total[currency] += amount
    return dict(total)


def rows_of(contracts, today) -> list[RenewalRow]:
    """A row for each, worked out as of now."""
    return [_row(contract, today) for contract in contracts]


def _row(contract, today):
    contract.work_out()
    decision = next(iter(contract.open_decisions), None)
    step = contract.step_on or today
    days = (step - today).days
    status, tone = status_of(decision, days)
    return RenewalRow(
        contract,
        decision,
        in_short(contract, contract.answer),
        step,
        "decide by" if contract.act_by else "prepare by",
        f"{-days} days ago" if days < 0 else "today" if days == 0 else f"{days} days",
        "danger" if days <= 7 else "warning" if days <= 30 else "neutral",
        status,
        tone,
    )


def status_of(decision: RenewalDecision | None, days: int) -> tuple[str, str]:
    """How far the decision is, and the tone of its chip; that nobody has looked is the only red one."""
    if decision is None or not (decision.proposal or decision.answer):
        return "Nobody has looked", "danger" if days <= 30 else "neutral"
    if not decision.answer:
        return f"{decision.get_proposal_display()} proposed by {decision.proposed_by}", "warning"
    label = decision.get_answer_display()
    if decision.waits_for_signature:
        return f"{label}, waits for legal", "warning"
    if decision.may_be_sent:
        return f"{label}, notice not sent yet", "warning"
    if decision.sent_on:
        return f"{label}, notice sent {day_in_words(decision.sent_on)}", "success"
    return f"{label}, {decision.decided_by}", "success"


def group_of(row: RenewalRow, today: date) -> str:
    """The heading under which it stands."""
    days = (row.date - today).days
    return OVERDUE if days < 0 else next((name for limit, name in GROUPS if days <= limit), GROUPS[-1][1])


def grouped(rows, today) -> list[tuple[str, list[RenewalRow]]]:
    """[(heading, rows)], in the order of the list."""
    groups: dict[str, list[RenewalRow]] = {}
    for row in rows:
        groups.setdefault(group_of(row, today), []).append(row)
    return list(groups.items())
