"""A slow second opinion on the dates of contracts, written from docs/domain/contract-dates.md alone.

It shares no line with contracts.dates: it reads the row itself, lives through the contract day by day, and looks for
each date by trying days one after the other until the sentence of the rule holds. It knows no signature after the
start and no `late_notice=next`, no agreed gap and no notice that names its end.
"""

from copy import copy
from datetime import date, timedelta

ONE = timedelta(days=1)
FAR = 5000


class Refused(Exception):
    """No date follows."""


def split(text):
    """("m", 3) of “3m”."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return text[len(digits) :], int(digits)


def is_last_of_month(day):
    return (day + ONE).month != day.month


def months_on(day, months):
    """The day of the same number in the month so many on (or back), or the last day there: found by walking."""
    wanted = (day.year * 12 + day.month - 1) + months
    here = day
    while here.year * 12 + here.month - 1 != wanted:
        here += ONE if wanted > here.year * 12 + here.month - 1 else -ONE
    while here.day > 1:
        here -= ONE
    while here.day != day.day and not is_last_of_month(here):
        here += ONE
    return here


class Life:
    """A contract as it stands on one day."""

    def __init__(self, row):
        self.row = {name: text or "" for name, text in row.items()}
        self.holidays = {date.fromisoformat(text) for text in self.row["holidays"].split()}
        self.rules = dict(self.row)
        self.day = date.fromisoformat(self.row["start"])
        self.anchor, self.months = self.day, 0
        self.start, self.end, self.is_open = self.day, None, False
        self.renewals = self.steps = 0
        self.stopped_on, self.lapsed, self.closed, self.agreed = None, False, False, []
        if self.row["initial"]:
            self.take_term(self.row["initial"])
        else:
            self.open_up()

    # --- terms ----------------------------------------------------------------------------------------------

    def take_term(self, length, cut=True):
        """Begin a term of this length at the anchor (2.1, 2.2)."""
        self.is_open = self.closed = False
        self.start = months_on(self.anchor, self.months)
        if length.startswith("to:"):
            self.end_with(date.fromisoformat(length[3:]))
        elif split(length)[0] in ("d", "w"):
            unit, number = split(length)
            self.end_with(self.start + timedelta(days=number * (7 if unit == "w" else 1) - 1))
        else:
            unit, number = split(length)
            self.months += number * (12 if unit == "y" else 1)
            self.end = months_on(self.anchor, self.months) - ONE
        latest = self.latest_end if cut else None
        if latest and self.end > latest:
            self.end_with(latest)
        self.check()

    def open_up(self):
        self.is_open, self.end = True, None
        if self.latest_end:
            self.end_with(self.latest_end)
        self.check()

    def end_with(self, end):
        """An end that makes the day after it the new anchor."""
        self.end, self.anchor, self.months = end, end + ONE, 0

    def check(self):
        if self.end and self.end < self.start:
            raise Refused

    @property
    def latest_end(self):
        return date.fromisoformat(self.rules["latest_end"]) if self.rules["latest_end"] else None

    @property
    def over_on(self):
        """The last day as things stand; None while it is open-ended."""
        return min((day for day in (self.end, self.stopped_on) if day), default=None)

    def goes_on(self):
        """Whether a next term follows if nobody acts (2.4, 2.5, 4.9)."""
        if self.end is None or (self.stopped_on and self.stopped_on <= self.end):
            return False
        if self.agreed:
            return True
        if self.lapsed or self.is_open or self.closed or self.rules["renewal"] not in ("auto", "open"):
            return False
        if self.rules["cap"] and self.renewals >= int(self.rules["cap"]):
            return False
        return not (self.latest_end and self.end >= self.latest_end)

    def next_term(self):
        """Go on into the next term."""
        first_day = months_on(self.anchor, self.months)
        if self.agreed:
            length = self.agreed.pop(0)
            self.take_term(length, cut=False)
            self.lapsed = False
        elif self.rules["renewal"] == "open":
            self.start = first_day
            self.open_up()
        else:
            lengths = self.rules["renewal_length"].split(",")
            self.take_term(lengths[min(self.steps, len(lengths) - 1)])
        self.renewals += 1
        self.steps += 1

    def pass_midnight(self):
        """What the turn of the days brings: a term that is over is followed by the next one, or the contract ends."""
        while self.over_on and self.over_on < self.day:
            if not self.goes_on():
                self.lapsed = True
                return
            self.next_term()

    # --- events ---------------------------------------------------------------------------------------------

    def happen(self, event):
        kind, *pairs = event.split()
        facts = dict(pair.split("=") for pair in pairs)
        getattr(self, f"happen_{kind}")(facts)

    def happen_amend(self, facts):
        changes = {name: text for name, text in facts.items() if name not in ("signed", "effective", "end")}
        self.rules |= changes
        if "renewal_length" in changes:
            self.steps = 0
        if "renewal" in changes:
            self.closed = False
        if self.rules["renewal"] == "auto" and not self.rules["renewal_length"]:
            raise Refused
        if "end" in facts:
            end, was_open = date.fromisoformat(facts["end"]), self.is_open or self.closed
            self.end_with(end)
            self.closed, self.is_open = was_open and "renewal" not in changes, False
            self.stopped_on = end if self.stopped_on else None
            self.lapsed = self.lapsed and end < self.day
            self.check()

    def happen_renew(self, facts):
        if self.stopped_on and (self.end is None or self.stopped_on < self.end):
            self.end_with(self.stopped_on)
        if self.end is None:
            self.end_with(self.day - ONE)
        self.check()
        self.is_open, self.stopped_on = False, None
        self.agreed.append(facts["length"])

    def happen_notice(self, facts):
        given = date.fromisoformat(facts["given"])
        if self.stopped_on or self.lapsed:
            return
        if self.is_open:
            end, _ = self.earliest(given)
            self.stopped_on = end
        elif self.goes_on() and not self.agreed:
            first, last = self.window(self.end)[1:]
            if given <= last and (first is None or first <= given):
                self.stopped_on = self.end

    def happen_terminate(self, facts):
        if not self.lapsed:
            self.stopped_on = date.fromisoformat(facts["end"])
            if self.stopped_on < self.start:
                raise Refused

    def happen_withdraw(self, facts):
        if not (self.over_on and self.over_on < self.day):
            self.stopped_on = None

    # --- when to act ------------------------------------------------------------------------------------------

    def is_business(self, day):
        return day.weekday() < 5 and day not in self.holidays

    def back_to_business(self, day, steps=0):
        while not self.is_business(day):
            day -= ONE
        for _ in range(steps):
            day -= ONE
            while not self.is_business(day):
                day -= ONE
        return day

    def on_to_business(self, day):
        while not self.is_business(day):
            day += ONE
        return day

    def counted(self, end):
        """4.1 to 4.5."""
        notice = (self.rules["open_notice"] or self.rules["notice"]) if self.is_open else self.rules["notice"]
        notice = notice or "0d"
        if notice.startswith("by:"):
            return self.by_day(notice, end)
        unit, number = split(notice)
        if unit == "bd":
            return self.before_business_days(end, number)
        if unit in ("m", "y"):
            forward = self.rules["month_rule"] == "forward" or (
                self.is_open and self.rules["basis"] not in ("", "term_end")
            )
            return self.before_months(end, number * (12 if unit == "y" else 1), forward)
        days = number * (7 if unit == "w" else 1) + {"clear": 1, "renewal_day": -1}.get(self.rules["count"], 0)
        return min(end, end - timedelta(days=days))

    def by_day(self, notice, end):
        wanted = notice[3:]
        day = end
        while f"{day:%m-%d}" != wanted and not (
            wanted == "02-29" and f"{day:%m-%d}" == "02-28" and is_last_of_month(day)
        ):
            day -= ONE
        return day

    def before_business_days(self, end, number):
        """The latest business day with at least so many business days after it, up to the end or, clear, before it."""
        last = end - ONE if self.rules["count"] == "clear" else end
        day, after = last, 0
        while not (self.is_business(day) and after >= number):
            after += self.is_business(day)
            day -= ONE
        return day

    def before_months(self, end, months, forward):
        if not forward:
            return months_on(end, -months)
        day = end
        while months_on(day, months) > end:
            day -= ONE
        return day

    def window(self, end):
        """(by counting alone, first day or None, last day) to act for this end (4)."""
        counted = day = self.counted(end)
        weekend = self.rules["weekend"] or "previous"
        notice = (self.rules["open_notice"] or self.rules["notice"]) if self.is_open else self.rules["notice"]
        if weekend == "previous":
            day = self.back_to_business(day)
        elif weekend == "next" and not self.is_business(day):
            is_a_day = notice and not notice.startswith("by:") and split(notice)[1] > 0
            day = max(day, min(self.on_to_business(day), end - ONE if is_a_day else end))
        if self.rules["delivery"]:
            unit, number = split(self.rules["delivery"])
            if unit == "bd":
                day = self.back_to_business(day, number)
            else:
                day -= timedelta(days=number * (7 if unit == "w" else 1))
                day = self.back_to_business(day) if weekend == "previous" else day
        return counted, self.first(end, weekend), day

    def first(self, end, weekend):
        if not self.rules["not_before"]:
            return None
        unit, number = split(self.rules["not_before"])
        if unit in ("m", "y"):
            day = months_on(end, -number * (12 if unit == "y" else 1))
            day = day if day.day == end.day else day + ONE
        else:
            day = end - timedelta(days=number * (7 if unit == "w" else 1))
        return day if weekend == "none" else self.on_to_business(day)

    def can_be_stopped(self):
        return not self.stopped_on and not self.agreed and not self.is_open and self.goes_on()

    def is_an_end(self, day):
        """Whether an open-ended contract can end on this day (4.5)."""
        every = {"": 0, "term_end": 0, "month_end": 1, "quarter_end": 3, "year_end": 12}[self.rules["basis"]]
        return every == 0 or (is_last_of_month(day) and day.month % every == 0)

    def earliest(self, day):
        """(first possible end, last day to act for it or None) for whoever acts on this day or later (4.10)."""
        if self.is_open and not self.stopped_on:
            end = max(day, self.start)
            for _ in range(FAR):
                if self.end and end >= self.end:
                    return (self.end, None) if self.end >= day else (None, None)
                if self.is_an_end(end) and self.window(end)[2] >= day:
                    return end, self.window(end)[2]
                end += ONE
            raise Refused
        if self.can_be_stopped() and self.window(self.end)[2] >= day:
            return self.end, self.window(self.end)[2]
        if not self.goes_on():
            return (self.over_on, None) if self.over_on and self.over_on >= day else (None, None)
        ahead = copy(self)
        ahead.agreed = list(self.agreed)
        ahead.next_term()
        return ahead.earliest(day)


def counts_from(event):
    """The later of its signature and its effective day (5)."""
    facts = dict(pair.split("=") for pair in event.split()[1:])
    return max(facts.get("signed") or facts.get("given"), facts.get("effective", ""))


def lived(row, as_of):
    """The contract on that day."""
    life = Life(row)
    events = [event for event in row["events"].split(" / ") if event]
    events = sorted(events, key=counts_from)  # those of one day in their order
    early = [event for event in events if counts_from(event) <= row["start"]]
    later = [event for event in events if counts_from(event) > row["start"]]
    for event in early:
        if date.fromisoformat(counts_from(event)) <= as_of:
            life.day = date.fromisoformat(counts_from(event))
            life.happen(event)
    begin = date.fromisoformat(row["start"])
    life.day = begin
    while life.day <= as_of:
        life.pass_midnight()
        for event in later:
            if date.fromisoformat(counts_from(event)) == life.day:
                life.happen(event)
        life.pass_midnight()
        life.day += ONE
    life.day = as_of
    return life


LATER = (
    "counted_date",
    "last_date_to_act",
    "decision_by",
    "next_term_end",
    "first_date_to_act",
    "earliest_end",
    "act_by_for_earliest_end",
)


def opinion(row, as_of):
    """{name of a column of the table: day, number or text}; None where there is nothing of that name."""
    life = lived(row, as_of)
    begin = date.fromisoformat(row["start"])
    over = life.over_on
    state = "not_started" if as_of < begin else "ended" if over and over < as_of else "running"
    columns = {
        "state": state,
        "current_term_start": life.start,
        "current_term_end": over,
        "renewals_done": life.renewals,
    }
    columns |= dict.fromkeys(LATER)
    following = None
    if life.goes_on():
        ahead = copy(life)
        ahead.agreed = list(life.agreed)
        ahead.next_term()
        following = ahead.over_on
    columns["next_term_end"] = following
    if state == "ended":
        return columns
    columns["earliest_end"], columns["act_by_for_earliest_end"] = life.earliest(as_of)
    is_open = life.is_open and not life.stopped_on
    end = None
    if life.can_be_stopped():
        end = life.end
    elif is_open and life.rules["basis"] not in ("", "term_end") and columns["act_by_for_earliest_end"]:
        end = columns["earliest_end"]
    if end:
        counted, first, last = life.window(end)
        columns["counted_date"] = None if is_open else counted
        columns["first_date_to_act"], columns["last_date_to_act"] = first, last
        columns["decision_by"] = life.back_to_business(last, int(row["process_bd"] or 0))
    return columns
