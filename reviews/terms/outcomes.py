"""How the desks' decisions on a term add up to its outcome. Pure: no database."""

from reviews.models import Outcome


def combined(decisions, *, needed):
    """The outcome of a term from the outcomes its desks gave.

    `decisions` are `Outcome` values, one per desk that has decided; `needed` is how many desks own the term.
    One escalation escalates the term; otherwise it stays open until every owner has spoken; one deviation
    makes it a deviation; it falls away only when every owner says that it does not apply.
    """
    if Outcome.ESCALATED in decisions:
        return Outcome.ESCALATED
    if len(decisions) < needed:
        return Outcome.OPEN
    if Outcome.DEVIATION in decisions:
        return Outcome.DEVIATION
    if all(decision == Outcome.NOT_APPLICABLE for decision in decisions):
        return Outcome.NOT_APPLICABLE
    return Outcome.AGREED
