"""Arithmetic in working time, pure given a calendar: anything with the fields of people.models.WorkingCalendar.

A calendar works on its `working_days` (Monday is 0) from `opens` to `closes` on its own wall clock, except on public
holidays; its `own_days` override all of that for one date. One business day is exactly as long as one usual window, so
that a half day is half of one. Answers are in the calendar's zone.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, takewhile
from zoneinfo import ZoneInfo

import holidays
from holidays.registry import COUNTRIES

NOTHING = timedelta(0)


def business_day_length(calendar):
    """From opening to closing, as a timedelta."""
    return _between(calendar.opens, calendar.closes)


def in_business_days(delta, calendar):
    """Working time as a number of business days: half a window is 0.5."""
    return delta / business_day_length(calendar)


def add_business_days(moment, days, calendar):
    """The moment `days` (whole or not, negative too) business days away: Friday 16:00 plus 1 is Monday 16:00."""
    return add_business_time(moment, business_day_length(calendar) * days, calendar)


def add_business_time(moment, delta, calendar):
    """The moment at which `delta` of working time has passed since `moment`; a negative delta counts backwards.

    Adding nothing gives the moment itself, also outside working hours.
    """
    if delta > NOTHING:
        end = _forwards(moment.astimezone(UTC), delta, _windows(moment, calendar))
    elif delta < NOTHING:
        end = _backwards(moment.astimezone(UTC), -delta, _windows(moment, calendar, step=-1))
    else:
        end = moment
    return end.astimezone(ZoneInfo(calendar.time_zone))


def business_time_between(start, end, calendar):
    """Working time from `start` to `end`; nothing when `end` is not later."""
    first, last = start.astimezone(UTC), end.astimezone(UTC)
    windows = takewhile(lambda window: window[0] < last, _windows(start, calendar))
    return sum((max(min(closes, last) - max(opens, first), NOTHING) for opens, closes in windows), NOTHING)


def business_days_between(start, end, calendar):
    """How many business days of work lie between two moments, negative when `end` is earlier.

    The same as measuring with `business_time_between`, without walking through the days: for pages of many waits.
    Only a calendar whose hours contain a change of the clocks can differ, by that hour.
    """
    if end < start:
        return -business_days_between(end, start, calendar)
    zone = ZoneInfo(calendar.time_zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    whole = _business_days_from(first.date(), last.date(), calendar)
    return whole + _share_of_day(last, calendar) - _share_of_day(first, calendar)


def _share_of_day(local, calendar):
    """How much of a business day is over at a local moment; 0 on a day without work."""
    hours = hours_of(local.date(), calendar)
    if hours is None:
        return 0
    opens, closes = hours
    return in_business_days(_between(opens, max(min(local.time(), closes), opens)), calendar)


def _business_days_from(first, last, calendar):
    """How many business days there are from a date on, up to another that does not count."""
    weeks, rest = divmod((last - first).days, 7)
    working = frozenset(calendar.working_days)
    usual = len(working) * weeks + sum((first.weekday() + offset) % 7 in working for offset in range(rest))
    public = (
        day
        for year in range(first.year, last.year + 1)
        for day in _holidays(calendar.country, calendar.subdivision, year)
    )
    own = {date.fromisoformat(day) for day in calendar.own_days}
    unusual = {day for day in own.union(public) if first <= day < last}
    return usual + sum(_share_of_whole_day(day, calendar) - (day.weekday() in working) for day in unusual)


def _share_of_whole_day(day, calendar):
    hours = hours_of(day, calendar)
    return in_business_days(_between(*hours), calendar) if hours else 0


def _between(opens, closes):
    return datetime.combine(date.min, closes) - datetime.combine(date.min, opens)


def next_working_moment(moment, calendar):
    """The moment itself within working hours, else when they begin next."""
    instant = moment.astimezone(UTC)
    opens = next(max(opens, instant) for opens, closes in _windows(moment, calendar) if instant < closes)
    return opens.astimezone(ZoneInfo(calendar.time_zone))


def next_at_hour(moment, hour, calendar):
    """The next time after `moment` that a clock of the calendar shows this full hour on a business day."""
    zone = ZoneInfo(calendar.time_zone)
    today = moment.astimezone(zone).date()
    days = (today + timedelta(days=offset) for offset in count())
    at_hour = (datetime.combine(day, time(hour), zone) for day in days if is_business_day(day, calendar))
    return next(candidate for candidate in at_hour if candidate.astimezone(UTC) > moment)


def is_business_day(day, calendar):
    """Whether people work on this date: no weekend, no public holiday, no day off of the calendar's own."""
    return hours_of(day, calendar) is not None


def hours_of(day, calendar):
    """(opens, closes) of this date on the calendar's wall clock, or None where nobody works."""
    own = calendar.own_days.get(day.isoformat())
    if own is not None:
        return (time.fromisoformat(own["opens"]), time.fromisoformat(own["closes"])) if own.get("opens") else None
    if day.weekday() in calendar.working_days:
        is_free = day in _holidays(calendar.country, calendar.subdivision, day.year)
        return None if is_free else (calendar.opens, calendar.closes)
    return None


def usual_working_days(country):
    """The days of the week (Monday is 0) on which a country usually works; raises NotImplementedError where its public
    holidays are not known."""
    return [day for day in range(7) if day not in holidays.country_holidays(country).weekend]


def known_countries():
    """{two letters: name} of the countries whose public holidays are known, by name."""
    named = {codes[1]: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", codes[0]) for codes in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def known_subdivisions(country):
    """The states or regions of a country that have public holidays of their own; none where it is not known."""
    return list(holidays.list_supported_countries().get(country, []))


@lru_cache(maxsize=256)
def holidays_of(country, subdivision, year):
    """{date: name} of the public holidays of one year, in English where the library has it. Do not change it."""
    kind = getattr(holidays, country)
    language = next((known for known in ("en_US", "en_GB") if known in (kind.supported_languages or ())), None)
    named = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language=language)
    return dict(sorted(named.items()))


def _forwards(instant, left, windows):
    opens, closes = next(windows)
    while left > closes - max(opens, instant):
        left -= max(closes - max(opens, instant), NOTHING)
        opens, closes = next(windows)
    return max(opens, instant) + left


def _backwards(instant, left, windows):
    opens, closes = next(windows)
    while left > min(closes, instant) - opens:
        left -= max(min(closes, instant) - opens, NOTHING)
        opens, closes = next(windows)
    return min(closes, instant) - left


def _windows(moment, calendar, step=1):
    """(opens, closes) in UTC of each working day, from the local day of `moment` on, without end.

    In UTC, because subtracting two local times in one zone ignores a clock change between them.
    """
    zone = ZoneInfo(calendar.time_zone)
    first = moment.astimezone(zone).date()
    for offset in count(0, step):
        day = first + timedelta(days=offset)
        if hours := hours_of(day, calendar):
            opens, closes = (datetime.combine(day, hour, zone).astimezone(UTC) for hour in hours)
            yield opens, closes


@lru_cache(maxsize=1024)
def _holidays(country, subdivision, year):
    """The public holidays of one year, frozen: the library's own object fills itself while it is read."""
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
