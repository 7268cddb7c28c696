"""Business days (3): what a week's days off and a record's holidays leave."""

from collections.abc import Iterable
from datetime import date

from contracts.dates.lengths import CannotWorkOut, add_days

SATURDAY_AND_SUNDAY = frozenset({5, 6})
LONGEST_BREAK = 366
"""So many days in a row without a business day are a mistake, not a calendar."""


class BusinessDays:
    """A calendar: `weekend` holds the days of the week that are off (Monday is 0), `holidays` single days."""

    def __init__(self, holidays: Iterable[date] = (), weekend: Iterable[int] = SATURDAY_AND_SUNDAY):
        self.holidays = frozenset(holidays)
        self.weekend = frozenset(weekend)

    def __contains__(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def before(self, day: date, number: int = 0) -> date:
        """So many business days before a day: first back to a business day, then step."""
        return self._step(day, number, forward=False)

    def on_or_after(self, day: date) -> date:
        """The day, moved on to a business day."""
        return self._step(day, 0, forward=True)

    def last_with_after(self, end: date, number: int, *, clear: bool = False) -> date:
        """The latest business day with so many business days after it, up to and including `end`; without it when the
        days are clear (4.3)."""
        if number == 0:
            return self.before(end)
        day = self.before(add_days(end, -1) if clear else end)
        return self.before(add_days(self.before(day, number - 1), -1))

    def _step(self, day: date, number: int, *, forward: bool) -> date:
        step = 1 if forward else -1
        idle = 0
        while day not in self or number:
            if day in self:
                number -= 1
                idle = 0
            elif (idle := idle + 1) > LONGEST_BREAK:
                raise CannotWorkOut("The calendar of this contract has no business days.")
            day = add_days(day, step)
        return day
