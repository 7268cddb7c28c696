"""Whether “03/04/2027” is 3 April or 4 March: what the paper itself says, then its law, then the company's setting.

The request form reads typed days with the same code (`typed_day`).
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from reading.facts.values import DATE_RE, DAY_FIRST, MONTH_FIRST, dates_in, read_date, readings_of

MOST_DATES = 2000
SURE_BY_DATES, SURE_BY_LAW, SURE_BY_SETTING = 0.9, 0.85, 0.7
"""How sure a day is whose order of day and month had to be inferred; never 1.0."""

STATES = [
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "georgia",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "tennessee",
    "texas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "wisconsin",
    "wyoming",
]
STATES += ["new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "rhode island"]
STATES += ["south carolina", "south dakota", "west virginia", "district of columbia", "united states"]
MONTH_FIRST_PLACES = frozenset(STATES)
DAY_FIRST_PLACES = frozenset(
    [
        "england",
        "wales",
        "england and wales",
        "scotland",
        "northern ireland",
        "ireland",
        "united kingdom",
        "netherlands",
        "germany",
        "france",
        "belgium",
        "austria",
        "switzerland",
        "luxembourg",
        "italy",
        "spain",
        "portugal",
        "denmark",
        "norway",
        "finland",
        "poland",
        "czech republic",
        "czechia",
        "greece",
        "cyprus",
        "malta",
        "australia",
        "new south wales",
        "victoria",
        "queensland",
        "western australia",
        "new zealand",
        "india",
        "singapore",
        "hong kong",
        "israel",
        "south africa",
        "united arab emirates",
        "dubai",
        "brazil",
        "mexico",
        "romania",
        "bulgaria",
        "croatia",
        "slovakia",
        "slovenia",
        "estonia",
        "latvia",
    ]
)


@dataclass(frozen=True, slots=True)
class Order:
    """DAY_FIRST or MONTH_FIRST with how sure that is; `first` is None where it stays open, and `why` says so."""

    first: str | None
    confidence: float = 0.0
    why: str = "it may be the day or the month that stands first"


def order_in(text, place=None):
    """The order that the dates of a paper are written in, by its other dates, else by the law that governs it."""
    named = _orders_proven(text)
    if len(named) > 1:
        return Order(None, why="other dates of the paper are written in both orders of day and month")
    if named:
        return Order(named.pop(), SURE_BY_DATES)
    place = (place or "").casefold().removeprefix("the ").removeprefix("state of ")
    if place in DAY_FIRST_PLACES:
        return Order(DAY_FIRST, SURE_BY_LAW)
    return Order(MONTH_FIRST, SURE_BY_LAW) if place in MONTH_FIRST_PLACES else Order(None)


def _orders_proven(text):
    """The orders that dates of the text prove: in 31/01/2029 the day stands first."""
    orders = set()
    for match in islice(dates_in(text), MOST_DATES):
        if match["first"]:
            readings = readings_of(match)
            if len(readings) == 1:
                orders |= readings.keys()
            elif match["between"] == ".":
                orders.add(DAY_FIRST)
    return orders


def either_day(text, start, end):
    """(ISO date with the day first, with the month first) of a date in numbers that can be both, else None."""
    match = next(dates_in(text, start, end), None)
    readings = readings_of(match) if match else {}
    if len(set(readings.values())) < 2 or match["between"] == ".":
        return None
    return readings[DAY_FIRST], readings[MONTH_FIRST]


def settle(facts, order):
    """The facts again, open days read by the company's setting; a day that stays open says so."""
    return tuple(_settled(fact, order) for fact in facts)


def _settled(fact, order):
    if not fact.either or fact.value is not None or order not in (DAY_FIRST, MONTH_FIRST):
        return fact
    value = fact.either[0] if order == DAY_FIRST else fact.either[1]
    return replace(fact, value=value, confidence=SURE_BY_SETTING, why="")


def typed_day(text, order=None):
    """The day that somebody typed, or None where it is none or could be two."""
    match = DATE_RE.fullmatch(" ".join(text.split()).title())
    day = match and read_date(match, order)
    return date.fromisoformat(day) if day else None


def either_typed(text):
    """Both days that a typed date can be, or None where it can be only one."""
    words = re.sub(r"\s", "", text)
    pair = either_day(words, 0, len(words)) if DATE_RE.fullmatch(words) else None
    return pair and tuple(map(date.fromisoformat, pair))
