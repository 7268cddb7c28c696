"""The last date to act for a term that ends with a given day, and the first one of a window (4.1 to 4.8)."""

from dataclasses import dataclass
from datetime import date

from contracts.dates.business_days import BusinessDays
from contracts.dates.lengths import BUSINESS_DAYS, ByDate, CannotWorkOut, Notice, Period, add_days, add_months
from contracts.dates.record import Rules


@dataclass(frozen=True)
class Step:
    """One step of a count: by which rule, and the day that it came to."""

    rule: str
    day: date


@dataclass(frozen=True)
class Deadline:
    """When the company can act for one end: from `first` (None: any time before) to `last`, and how it was counted."""

    end: date
    last: date
    counted: date
    first: date | None = None
    steps: tuple[Step, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether a notice of that day is in time."""
        return day <= self.last and (self.first is None or self.first <= day)


def deadline(rules: Rules, calendar: BusinessDays, end: date, *, open_ended: bool = False) -> Deadline:
    """When to act so that the contract ends with `end`.

    An open-ended contract has a notice of its own where the record names one (`open_notice`), and counts months from
    month end to month end when it ends at the end of a month, quarter or year (4.5).
    """
    notice = (rules.open_notice or rules.notice) if open_ended else rules.notice
    month_rule = "forward" if open_ended and rules.basis != "term_end" else rules.month_rule
    counted = _count(notice, end, month_rule, rules.count, calendar)
    steps = [Step("count", counted)]
    moved = _move(counted, end, notice, rules.weekend, calendar)
    if moved != counted:
        steps.append(Step("weekend", moved))
    last = _post(moved, rules.delivery, rules.weekend, calendar) if rules.delivery else moved
    if last != moved:
        steps.append(Step("delivery", last))
    return Deadline(end, last, counted, _first(rules, end, calendar), tuple(steps))


def _count(notice: Notice, end: date, month_rule: str, count: str, calendar: BusinessDays) -> date:
    """By counting alone."""
    if isinstance(notice, ByDate):
        return _last_occurrence(notice, end)
    if notice.unit == BUSINESS_DAYS:
        return calendar.last_with_after(end, notice.number, clear=count == "clear")
    if notice.months is not None:
        return months_before(end, notice.months, month_rule)
    return min(end, add_days(end, {"clear": -1, "renewal_day": 1}.get(count, 0) - (notice.days or 0)))


def months_before(end: date, months: int, month_rule: str) -> date:
    """So many months back: the same number (`back`), or the latest day from which so many months forward do not pass
    the end (`forward`, Dodds v Walker, BGB 188) (4.2)."""
    day = add_months(end, -months)
    if month_rule == "forward":
        while add_months(add_days(day, 1), months) <= end:
            day = add_days(day, 1)
    return day


def _last_occurrence(notice: ByDate, end: date) -> date:
    """The last day of that name up to the end (4.4)."""
    day = notice.in_year(end.year)
    return day if day <= end else notice.in_year(end.year - 1)


def _move(day: date, end: date, notice: Notice, weekend: str, calendar: BusinessDays) -> date:
    """Off weekends and holidays, as the record says (4.6).

    `next` never passes the end, nor reaches it when the notice is a day or longer (P4).
    """
    if weekend == "none" or day in calendar:
        return day
    if weekend == "previous":
        return calendar.before(day)
    is_a_day = isinstance(notice, Period) and notice.number > 0
    return max(day, min(calendar.on_or_after(day), add_days(end, -1) if is_a_day else end))


def _post(day: date, delivery: Period, weekend: str, calendar: BusinessDays) -> date:
    """The day to send, so that the notice is there on `day` (4.7)."""
    if delivery.unit == BUSINESS_DAYS:
        return calendar.before(day, delivery.number)
    sent = add_days(day, -delivery.days) if delivery.days is not None else add_months(day, -(delivery.months or 0))
    return calendar.before(sent) if weekend == "previous" else sent


def _first(rules: Rules, end: date, calendar: BusinessDays) -> date | None:
    """The first date to act: that period before the end, moved on to a business day (4.8)."""
    period = rules.not_before
    if period is None:
        return None
    if isinstance(period, ByDate):
        day = _last_occurrence(period, end)
    elif period.unit == BUSINESS_DAYS:
        day = calendar.before(end, period.number)
    elif period.months is not None:
        day = add_months(end, -period.months)
        # where the number is missing, the later reading: the day after the month's last
        day = day if day.day == end.day else add_days(day, 1)
    else:
        day = add_days(end, -(period.days or 0))
    return day if rules.weekend == "none" else calendar.on_or_after(day)


def prepare_by(end: date, business_days: int, calendar: BusinessDays) -> date:
    """When to begin with what comes after a contract that ends by itself: so many business days before its end (8)."""
    if business_days < 0:
        raise CannotWorkOut("A review takes no business days or some, never fewer than none.")
    return calendar.before(end, business_days)
