"""What follows from a contract, in sentences: the headline of its page, what happens if nobody decides, how a date was
counted. It is no legal advice, and pages say so.
"""

from calendar import day_name
from dataclasses import dataclass
from datetime import date

from common.words import amount_in_words, counted, day_in_words
from contracts import notation
from contracts.dates import Answer, Rules
from contracts.dates.course import walk
from contracts.dates.lengths import Period
from contracts.models import Contract, Renewal, State
from contracts.models.contract import Count, MonthRule


@dataclass(frozen=True)
class Headline:
    """The date that matters next. `tone`: neutral, warning (soon) or danger (late, or lost)."""

    text: str
    away: str = ""
    tone: str = "neutral"
    detail: str = ""

    @property
    def in_full(self) -> str:
        """As one text, for notices."""
        return " ".join(part for part in (self.text, self.away, self.detail) if part)


SOON = 30
LATE = 7


def headline(contract: Contract) -> Headline:
    """The one sentence that the page of a contract begins with."""
    result = contract.answer
    if result is None:
        return Headline("Its dates cannot be worked out.", tone="warning", detail=contract.fault)
    today = contract.today()
    if result.state == State.ENDED:
        return Headline(f"Ended on {day_in_words(result.current_term_end)}.", detail=_revived(result))
    if result.state == State.NOT_STARTED:
        return Headline(f"Begins on {day_in_words(contract.starts_on)}.", _away(contract.starts_on, today))
    if result.last_date_to_act:
        return _act(contract, result, today)
    if by := contract.prepares_by(result):
        tone = tone_of(by, today)
        return Headline(f"Prepare by {_weekday(by)}.", _away(by, today), tone, if_nobody_decides(contract, result))
    return Headline(_runs(result), detail=if_nobody_decides(contract, result))


def _act(contract, result, today):
    last = result.last_date_to_act
    if last < today:
        return Headline(
            f"The last date to act was {_weekday(last)}.", "Missed.", "danger", if_nobody_decides(contract, result)
        )
    return Headline(
        f"Act by {_weekday(last)}.", _away(last, today), tone_of(last, today), if_nobody_decides(contract, result)
    )


def tone_of(day: date, today: date) -> str:
    """How near it is."""
    days = (day - today).days
    return "danger" if days <= LATE else "warning" if days <= SOON else "neutral"


def _weekday(day):
    return f"{day_name[day.weekday()]} {day_in_words(day)}"


def _away(day, today):
    days = (day - today).days
    if days < 0:
        return f"{counted(-days, 'day')} ago."
    return {0: "Today.", 1: "Tomorrow."}.get(days, f"In {days} days.")


def _runs(result):
    if result.is_open_ended:
        return "Runs until somebody ends it."
    return f"Ends on {_weekday(result.current_term_end)}."


def _revived(result):
    return f"A next term until {day_in_words(result.next_term_end)} is agreed." if result.next_term_end else ""


def if_nobody_decides(contract: Contract, result: Answer | None) -> str:
    """What happens if nobody acts, with what it costs where that is known."""
    if result is None:
        return ""
    price = contract.value_a_year
    for_money = f", at {amount_in_words(price.amount, price.currency)} a year" if price else ""
    if result.is_open_ended:
        earliest = result.earliest_end
        return f"It runs on{for_money}." + (
            f" It can end on {day_in_words(earliest)} at the earliest." if earliest else ""
        )
    end = result.current_term_end
    if result.next_term_end and result.last_date_to_act:
        return f"It renews by itself to {day_in_words(result.next_term_end)}{for_money}."
    if result.next_term_end:
        return f"A next term until {day_in_words(result.next_term_end)} is agreed."
    if result.last_date_to_act and contract.renewal == Renewal.OPEN:
        return f"It goes on without an end after {day_in_words(end)}{for_money}."
    return f"It ends by itself on {day_in_words(end)}."


def in_short(contract: Contract, result: Answer | None) -> str:
    """The same for a narrow column."""
    if result is None:
        return "cannot be worked out"
    if result.is_open_ended:
        return "runs on"
    if result.next_term_end:
        return f"renews to {day_in_words(result.next_term_end)}"
    if result.last_date_to_act:
        return "goes on without an end"
    return f"ends {day_in_words(result.current_term_end)}"


# --- how it was counted -----------------------------------------------------------------------------------


def how_counted(contract: Contract, result: Answer | None) -> list[str]:
    """How the last date to act came about, step by step, each a sentence; [] where there is none."""
    if result is None or result.deadline is None:
        return []
    deadline, rules = result.deadline, rules_in_force(contract)
    how = {
        "count": lambda day: f"{_notice_in_words(rules, result)} before that, {_counting(rules)}: {_weekday(day)}.",
        "weekend": lambda day: f"That is no business day; it moves to {_weekday(day)}.",
        "delivery": lambda day: (
            f"Notice counts when it is there: {notation.in_words(str(rules.delivery))} in the post, so {_weekday(day)}."
        ),
    }
    steps = [f"The term ends on {day_in_words(deadline.end)}, its last day included."]
    steps += [how[step.rule](step.day) for step in deadline.steps]
    if result.decision_by and result.decision_by != result.last_date_to_act:
        ours = counted(contract.process_days, "business day")
        steps.append(f"{ours} for our own decision: decide by {_weekday(result.decision_by)}.")
    if result.first_date_to_act:
        steps.append(f"Notice is not in time before {_weekday(result.first_date_to_act)}.")
    return steps


def rules_in_force(contract: Contract) -> Rules:
    """What holds today, amendments included. Raises CannotWorkOut."""
    return walk(contract.record(), contract.today()).rules


def _notice_in_words(rules, result):
    notice = (rules.open_notice or rules.notice) if result.is_open_ended else rules.notice
    words = notation.in_words(str(notice))
    return words[0].upper() + words[1:]


def _counting(rules):
    if isinstance(rules.notice, Period) and rules.notice.months is not None:
        return f"counted {MonthRule(rules.month_rule).label}"
    return f"counted {Count(rules.count).label}"


def term_in_words(contract: Contract) -> str:
    """“12 months, then renews by itself for 12 months at a time”."""
    first = notation.in_words(contract.first_term) or "no end from the start"
    after = {
        Renewal.NONE: "then it ends",
        Renewal.AUTO: f"then it renews by itself for {notation.in_words(contract.renewal_term)} at a time",
        Renewal.EXPRESS: "then it renews only if both sides agree",
        Renewal.OPEN: "then it goes on without an end" if contract.first_term else "until somebody gives notice",
    }
    return f"{first}, {after[contract.renewal]}"
