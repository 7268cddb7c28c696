"""The life of a contract to scale: terms, notice window and today, as places on a line."""

from dataclasses import dataclass
from datetime import date

from common.words import day_in_words
from contracts.dates import CannotWorkOut
from contracts.models import Contract

WIDTH = 1180
GAP = 4
NARROWEST = 6
MOST_TERMS = 12


@dataclass(frozen=True)
class Bar:
    """One term. `kind`: past, term or next."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Mark:
    """A day with its words; `anchor` says to which side they stand."""

    x: float
    text: str
    hint: str
    anchor: str = "start"


@dataclass(frozen=True)
class Timeline:
    bars: list[Bar]
    marks: list[Mark]
    window: Bar | None
    today: float | None
    words: str
    days: list[tuple[str, date]]


def timeline_of(contract: Contract) -> Timeline | None:
    """None where no date can be worked out, and for an open-ended contract, which has no scale."""
    result = contract.answer
    if result is None or result.current_term_end is None:
        return None
    today = contract.today()
    terms = _terms(contract, today, result)
    first, last = terms[0][0], terms[-1][1]
    span = max((last - first).days + 1, 1)

    def place(day):
        return round(min(max((day - first).days, 0), span) * WIDTH / span, 1)

    bars = [
        Bar(kind, place(start), max(round(place(end) - place(start) - GAP, 1), NARROWEST)) for start, end, kind in terms
    ]
    window = None
    if result.last_date_to_act:
        begins = result.first_date_to_act or result.decision_by or result.last_date_to_act
        window = Bar("window", place(begins), max(round(place(result.last_date_to_act) - place(begins), 1), NARROWEST))
    marks = [Mark(0, day_in_words(first), f"signed {day_in_words(contract.signed_on)}")]
    marks.append(Mark(place(result.current_term_end), day_in_words(result.current_term_end), "term ends", "end"))
    if result.next_term_end:
        marks.append(Mark(WIDTH, day_in_words(result.next_term_end), "renews to", "end"))
    return Timeline(
        bars=bars,
        marks=marks,
        window=window,
        today=place(today) if first <= today <= last else None,
        words=", ".join(f"{name} {day_in_words(day)}" for name, day in days_of(contract)),
        days=days_of(contract),
    )


def _terms(contract, today, result):
    """[(first day, last day, kind)]: those that are over, as far back as they are known, the running one, the next."""
    terms = []
    day = result.current_term_start
    while len(terms) < MOST_TERMS and day > contract.starts_on:
        try:
            before = contract.answer_on(date.fromordinal(day.toordinal() - 1))
        except CannotWorkOut:
            break
        if before.current_term_end is None or before.current_term_start >= day:
            break
        terms.insert(0, (before.current_term_start, before.current_term_end, "past"))
        day = before.current_term_start
    terms.append((result.current_term_start, result.current_term_end, "term"))
    if result.next_term_end and result.next_term_end > result.current_term_end:
        terms.append((date.fromordinal(result.current_term_end.toordinal() + 1), result.next_term_end, "next"))
    return terms


def days_of(contract: Contract) -> list[tuple[str, date]]:
    """[(name, day)] of all that is known, in the order of time."""
    result = contract.answer
    days = {"Signed": contract.signed_on, "Runs from": contract.starts_on}
    if result:
        days |= {
            "Term since": result.current_term_start if result.current_term_start != contract.starts_on else None,
            "Notice not before": result.first_date_to_act,
            "Decide by": result.decision_by if result.decision_by != result.last_date_to_act else None,
            "Last date to act": result.last_date_to_act,
            "Prepare by": contract.prepares_by(result),
            "Term ends": result.current_term_end,
            "Earliest end": result.earliest_end if result.is_open_ended else None,
            "Renews to": result.next_term_end,
        }
    return sorted(((name, day) for name, day in days.items() if day), key=lambda pair: pair[1])
