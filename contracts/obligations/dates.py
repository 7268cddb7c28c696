"""The dates of an obligation are put down as rows: all up to today, and the next one. They follow what is on record;
what somebody has answered for is never touched."""

from datetime import date, timedelta
from itertools import dropwhile

from contracts.models import Contract, Obligation, ObligationDate, Rhythm, State
from contracts.obligations.rhythm import days_of


def last_day(obligation: Obligation) -> date | None:
    """The last day on which it can be due; None where no end is known. An ended contract takes its obligations along,
    unless they survive it."""
    contract = obligation.contract
    ended_on = contract.term_ends_on if contract.state == State.ENDED and not obligation.survives else None
    return min((day for day in (obligation.until_on, ended_on) if day), default=None)


def due_days(obligation: Obligation, today: date) -> tuple[list[date], bool]:
    """(its days up to today and the next one, whether others follow later). Of what comes again and again nobody is
    asked for the days before it was put on record."""
    since = date.min if obligation.rhythm == Rhythm.ONCE else obligation.added_at.date()
    days, rest = [], days_of(obligation.first_due_on, obligation.rhythm, last_day(obligation))
    for day in dropwhile(lambda day: day < since, rest):
        days.append(day)
        if day > today:
            return days, next(rest, None) is not None
    return days, False


def keep_dates(obligation: Obligation) -> None:
    """Let the open dates of an obligation be those that follow from its record; note when to look again."""
    today = obligation.contract.today()
    days, others_follow = due_days(obligation, today) if obligation.is_in_force else ([], False)
    kept = obligation.dates.all()
    kept.open().exclude(due_on__in=days).delete()
    known = set(kept.values_list("due_on", flat=True))
    ObligationDate.objects.bulk_create(
        ObligationDate(obligation=obligation, due_on=day, next_reminder_on=first_reminder(obligation, day, today))
        for day in days
        if day not in known
    )
    obligation.next_look_on = days[-1] + timedelta(days=1) if others_follow else None
    obligation.save(update_fields=["next_look_on"])


def first_reminder(obligation: Obligation, day: date, today: date) -> date:
    """So many days before as it says; today where that has passed."""
    return max(day - timedelta(days=obligation.lead_days), today)


def arm_again(obligation: Obligation) -> None:
    """Remind of its open dates by other days from now on."""
    today = obligation.contract.today()
    dates = list(obligation.dates.open())
    for row in dates:
        row.next_reminder_on = first_reminder(obligation, row.due_on, today)
    ObligationDate.objects.bulk_update(dates, ["next_reminder_on"])


def follow_contract(contract: Contract) -> None:
    """Let the dates of what is owed under a contract follow whether it runs (its columns were just worked out)."""
    for obligation in contract.obligations.in_force():
        obligation.contract = contract
        keep_dates(obligation)
