"""What is owed, as lists show it: each date with how near it is, and the one obligation of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts import policies
from contracts.models import Contract, DateState, Obligation, ObligationDate
from contracts.words import tone_of

SHOWN_ON_CONTRACT = 50
TONES = {DateState.DONE: "success", DateState.WAIVED: "neutral"}


@dataclass(frozen=True)
class DateRow:
    """One date of a list. `tone` says how near it is; `may_fulfil` and `may_keep` what its reader may do."""

    date: ObligationDate
    away: str
    tone: str
    status: str
    status_tone: str
    may_fulfil: bool = False
    may_keep: bool = False

    @property
    def obligation(self) -> Obligation:
        return self.date.obligation

    @property
    def contract(self) -> Contract:
        return self.date.obligation.contract


def rows_of(dates: Iterable[ObligationDate], today: date, user) -> list[DateRow]:
    return [_row(row, today, user) for row in dates]


def _row(row, today, user):
    days = (row.due_on - today).days
    may_keep = policies.may_keep_obligations(user, row.obligation.contract)
    may = {"may_fulfil": may_keep or policies.may_fulfil(user, row.obligation), "may_keep": may_keep}
    if not row.is_open:
        return DateRow(row, "", "neutral", row.get_state_display(), TONES[row.state], **may)
    away = (
        f"{-days} days ago" if days < -1 else {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    )
    if days < 0:
        return DateRow(row, away, "danger", "Overdue", "danger", **may)
    return DateRow(row, away, tone_of(row.due_on, today), "Open", "neutral", **may)


def open_dates_of(contract: Contract) -> list[ObligationDate]:
    """What is open under a contract, the soonest first."""
    dates = ObligationDate.objects.open().filter(obligation__contract=contract)
    dates = list(dates.select_related("obligation__owner", "obligation__backup_owner")[:SHOWN_ON_CONTRACT])
    for row in dates:
        row.obligation.contract = contract
    return dates


def dates_of(obligation: Obligation, limit: int) -> list[ObligationDate]:
    """The dates of an obligation, what is open first, then the newest."""
    dates = list(obligation.dates.select_related("by", "version").order_by("-due_on")[:limit])
    for row in dates:
        row.obligation = obligation
    still_open = [row for row in reversed(dates) if row.is_open]
    return still_open + [row for row in dates if not row.is_open]
