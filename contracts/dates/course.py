"""How a contract runs: term after term, and what events change, up to one day (2, 5).

A `Course` is where a contract stands at one moment. `following` gives the course in the next term if nobody acts;
the walk through the past and the look at ends to come use the same function.
"""

from dataclasses import dataclass, replace
from datetime import date

from contracts.dates.business_days import BusinessDays
from contracts.dates.deadlines import Deadline, deadline
from contracts.dates.lengths import Anchor, CannotWorkOut, Length, add_days, on_day
from contracts.dates.record import Event, Record, Rules

LONGEST_LOOK = 5000
"""So many days an open-ended contract is searched for its next end; a notice longer than that is a mistake."""


@dataclass(frozen=True)
class Term:
    """From the first to the last day, both included; `end` is None while it is open-ended."""

    start: date
    end: date | None
    next: Anchor | None
    """Where the term after it is counted from; None where no end is known."""
    is_open: bool = False
    """Open-ended: it can be ended on many days, also where a longest total term cuts it."""
    is_closed: bool = False
    """An open-ended one to which an amendment gave its end: nothing follows."""


@dataclass(frozen=True)
class AgreedTerm:
    """A next term that both sides agreed on; `begins` only where there is a gap before it."""

    length: Length
    begins: date | None


@dataclass(frozen=True)
class Course:
    """Where a contract stands: its running term (or its last one), its rules, and what is settled about its end."""

    term: Term
    rules: Rules
    calendar: BusinessDays
    renewals: int = 0
    steps: int = 0
    """Renewals since the lengths of renewals were last agreed: which of the stepped lengths is next (2.4)."""
    agreed: tuple[AgreedTerm, ...] = ()
    ends_on: date | None = None
    """The end that a notice or a termination brought."""
    is_stopped: bool = False
    """That end is settled and nothing is left to do; False after a late notice that works for the next end."""
    has_lapsed: bool = False

    @property
    def end(self) -> date | None:
        """The last day of the running term as things stand; None while it is open-ended."""
        ends = [end for end in (self.term.end, self.ends_on) if end]
        return min(ends, default=None)

    def chance(self) -> Deadline | None:
        """When to act so that the contract ends with this term; None where nothing would follow anyway (4.9)."""
        if self.is_stopped or self.agreed or self.term.is_open or self.term.end is None or following(self) is None:
            return None
        return deadline(self.rules, self.calendar, self.term.end)


def following(course: Course) -> Course | None:
    """The same contract in its next term, if nobody acts; None where it ends with this one, or is open-ended."""
    term = course.term
    if term.end is None or term.next is None or (course.ends_on and course.ends_on <= term.end):
        return None
    if course.agreed:
        return _agreed_next(course, term.end, term.next)
    rules = course.rules
    if course.has_lapsed or term.is_open or term.is_closed or rules.renewal not in ("auto", "open"):
        return None
    if rules.cap is not None and course.renewals >= rules.cap:
        return None
    if rules.latest_end and term.end >= rules.latest_end:
        return None
    if rules.renewal == "open":
        next_term = open_term(term.next.first_day, rules)
    else:
        lengths = rules.renewal_length
        next_term = counted_term(term.next, lengths[min(course.steps, len(lengths) - 1)], rules)
    return replace(course, term=next_term, renewals=course.renewals + 1, steps=course.steps + 1)


def _agreed_next(course: Course, end: date, anchor: Anchor) -> Course:
    agreed, *later = course.agreed
    if agreed.begins and agreed.begins > anchor.first_day:
        anchor = Anchor(agreed.begins)
    return replace(
        course,
        term=counted_term(anchor, agreed.length, Rules()),
        renewals=course.renewals + 1,
        steps=course.steps + 1,
        agreed=tuple(later),
        has_lapsed=False,
    )


def counted_term(anchor: Anchor, length: Length, rules: Rules) -> Term:
    """The term that begins at the anchor; it ends on the day before the next one begins (2.1), and never after the
    latest end."""
    start, after = anchor.first_day, anchor.after(length)
    term = Term(start, add_days(after.first_day, -1), after)
    if rules.latest_end and term.end and term.end > rules.latest_end:
        term = ending(term, rules.latest_end)
    return _at_least_a_day(term)


def open_term(start: date, rules: Rules) -> Term:
    """An open-ended term, cut at the latest end where there is one."""
    end = rules.latest_end
    return _at_least_a_day(Term(start, end, Anchor(add_days(end, 1)) if end else None, is_open=True))


def ending(term: Term, end: date) -> Term:
    """The same term with another end, from which the next one is counted (2.2)."""
    return _at_least_a_day(replace(term, end=end, next=Anchor(add_days(end, 1))))


def _at_least_a_day(term: Term) -> Term:
    if term.end and term.end < term.start:
        raise CannotWorkOut(f"The term that begins on {term.start} would end on {term.end}, before it begins.")
    return term


def first_end(course: Course, day: date, *, after: date | None = None) -> tuple[date, Deadline | None] | None:
    """The first end of the contract, not before `day` (and later than `after`), for which one can still act on that
    day, with when to act; without it where the contract ends by itself there (4.10). None where it has ended.

    Several terms are looked over when the notice is longer than a term.
    """
    while True:
        if course.term.is_open and not course.is_stopped:
            return _first_open_end(course, day, after=after)
        chance = course.chance()
        if chance and chance.last >= day and (after is None or chance.end > after):
            return chance.end, chance
        next_course = following(course)
        if next_course is None:
            return (course.end, None) if course.end and course.end >= day else None
        course = next_course


def _first_open_end(course: Course, day: date, *, after: date | None) -> tuple[date, Deadline | None] | None:
    begin = max(day, course.term.start, add_days(after, 1) if after else day)
    last = course.end
    for end in _possible_ends(begin, course.rules.basis):
        if last and end >= last:
            return (last, None) if last >= day else None
        chance = deadline(course.rules, course.calendar, end, open_ended=True)
        if chance.last >= day:
            return end, chance
    raise CannotWorkOut("The notice period is longer than this contract can be looked ahead.")


def _possible_ends(begin: date, basis: str):
    """The days from `begin` on with which an open-ended contract can end."""
    if basis == "term_end":
        yield from (add_days(begin, number) for number in range(LONGEST_LOOK))
        return
    step = MONTHS_BETWEEN[basis]
    month = begin.year * 12 + (begin.month - 1) // step * step + step - 1
    for number in range(LONGEST_LOOK // 30):
        year, index = divmod(month + number * step, 12)
        yield on_day(year, index + 1, 31)


MONTHS_BETWEEN = {"month_end": 1, "quarter_end": 3, "year_end": 12}


def walk(record: Record, as_of: date) -> Course:
    """Where the contract stands on that day. Only events that count by then are known (5): an amendment never changes
    the past."""
    course = begin(record)
    has_begun = as_of >= max(record.start, record.signed or record.start)
    for event in record.events:
        if event.counts_from > as_of:
            break
        if has_begun:
            course = roll(course, event.counts_from)
        course = APPLY[event.kind](course, event)
    return roll(course, as_of) if has_begun else course


def begin(record: Record) -> Course:
    """The contract in its first term."""
    rules = record.rules
    if record.initial is None:
        term = open_term(record.start, rules)
    else:
        term = counted_term(Anchor(record.start), record.initial, rules)
    return Course(term, rules, record.calendar)


def roll(course: Course, day: date) -> Course:
    """The course on that day, when nothing happens until then: a term renews at midnight after its last day (2.4)."""
    while course.end and course.end < day:
        next_course = following(course)
        if next_course is None:
            return replace(course, has_lapsed=True)
        if next_course.term.start > day:
            # a gap that was agreed: the old term is over, the new one has not begun
            return course
        course = next_course
    return course


def _amend(course: Course, event: Event) -> Course:
    changes = event.changes
    if changes:
        course = replace(course, rules=course.rules.amended(changes))
    if "renewal_length" in changes:
        course = replace(course, steps=0)
    if "renewal" in changes and course.term.is_closed:
        course = replace(course, term=replace(course.term, is_closed=False))
    if event.end is None:
        return course
    term = ending(course.term, event.end)
    term = replace(term, is_open=False, is_closed=course.term.is_open and "renewal" not in changes)
    return replace(
        course,
        term=term,
        ends_on=event.end if course.is_stopped else course.ends_on,
        has_lapsed=course.has_lapsed and event.end < event.counts_from,
    )


def _renew(course: Course, event: Event) -> Course:
    assert event.length is not None
    term = course.term
    if course.ends_on and (term.end is None or course.ends_on < term.end):
        term = ending(term, course.ends_on)
    if term.end is None:
        # an open-ended contract that both sides put into terms again
        term = ending(term, add_days(event.begins or event.counts_from, -1))
    return replace(
        course,
        term=replace(term, is_open=False),
        agreed=(*course.agreed, AgreedTerm(event.length, event.begins)),
        ends_on=None,
        is_stopped=False,
    )


def _notice(course: Course, event: Event) -> Course:
    if course.is_stopped or course.has_lapsed:
        return course
    if event.end and (course.term.is_open or event.end != course.term.end):
        return _notice_for(course, event)
    if course.term.is_open:
        return _stop(course, first_end(course, event.given))
    chance = course.chance()
    if chance and chance.holds(event.given):
        return replace(course, ends_on=chance.end, is_stopped=True)
    return _late_notice(course, event, missed=course.term.end)


def _notice_for(course: Course, event: Event) -> Course:
    """A notice that names its end: it works when the contract can end then, and the notice is in time for it."""
    assert event.end is not None
    ahead: Course | None = course
    while ahead and not ahead.term.is_open and ahead.term.end and ahead.term.end < event.end:
        ahead = following(ahead)
    if ahead is None or event.end < ahead.term.start:
        return course
    if ahead.term.is_open:
        can_end_then = next(_possible_ends(event.end, ahead.rules.basis)) == event.end
        chance = deadline(ahead.rules, ahead.calendar, event.end, open_ended=True) if can_end_then else None
    else:
        chance = ahead.chance() if ahead.term.end == event.end else None
    if chance and chance.holds(event.given):
        return replace(course, ends_on=event.end, is_stopped=True)
    return _late_notice(course, event, missed=event.end) if chance else course


def _late_notice(course: Course, event: Event, *, missed: date | None) -> Course:
    """Late or early, a notice stops nothing; or it works for the next end, where the contract says so."""
    if course.rules.late_notice == "void" or following(course) is None:
        return course
    end = first_end(course, event.given, after=missed)
    return replace(course, ends_on=end[0]) if end else course


def _stop(course: Course, end: tuple[date, Deadline | None] | None) -> Course:
    return replace(course, ends_on=end[0], is_stopped=True) if end else course


def _terminate(course: Course, event: Event) -> Course:
    if course.has_lapsed:
        return course
    assert event.end is not None
    if event.end < course.term.start:
        raise CannotWorkOut(f"Terminated with {event.end}, before the running term begins on {course.term.start}.")
    return replace(course, ends_on=event.end, is_stopped=True)


def _withdraw(course: Course, event: Event) -> Course:
    """Taken back before the end; afterwards there is nothing to take back."""
    if course.end and course.end < event.counts_from:
        return course
    return replace(course, ends_on=None, is_stopped=False)


APPLY = {"amend": _amend, "renew": _renew, "notice": _notice, "terminate": _terminate, "withdraw": _withdraw}
