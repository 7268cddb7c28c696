"""The decision about a term is opened in time, follows the dates of its contract, and is closed when the term is over.

Software opens and reminds. It never renews or ends.
"""

from datetime import timedelta

from django.utils import timezone

from contracts.models import Contract, RenewalDecision, State
from contracts.renewals.followers import FOLLOWERS
from contracts.renewals.ladder import days_of_steps


def next_step(due_on, after, days):
    """The day of the first step that lies on `after` or later; None where all have passed."""
    return next((day for day in (due_on - timedelta(days=number) for number in days) if day >= after), None)


def opens_on(contract, days):
    """The day on which the decision about its running term is opened: the first step of the ladder."""
    return contract.step_on - timedelta(days=max(days[0], 0)) if contract.step_on else None


def keep_up(contract: Contract, days=None) -> RenewalDecision | None:
    """Let the open decision of a contract, whose dates were just worked out, follow them. Returns it.

    A date that has changed arms the reminders again; a term that is over closes its decision and nobody is asked about
    it any more.
    """
    days = days_of_steps() if days is None else days
    today = contract.today()
    decision = contract.decisions.filter(closed_at=None).first()
    if decision and _is_over(decision, contract, today):
        decision.closed_at = timezone.now()
        decision.save(update_fields=["closed_at"])
        decision = None
    if decision is None:
        return open_decision(contract, days=days) if _is_due(contract, today, days) else None
    if contract.step_on is None:
        return _settled(decision)
    if (decision.due_on, decision.term_ends_on) != (contract.step_on, contract.term_ends_on):
        decision.due_on, decision.term_ends_on = contract.step_on, contract.term_ends_on
        decision.next_reminder_on = _armed(contract, today, days)
        decision.save(update_fields=["due_on", "term_ends_on", "next_reminder_on"])
    return decision


def _is_over(decision, contract, today):
    """Its term has ended."""
    return contract.state == State.ENDED or (decision.term_ends_on is not None and decision.term_ends_on < today)


def _settled(decision):
    """Nothing is to be decided any more: notice was given in time, or a next term is agreed. It stays to be read."""
    if decision.settled_at is None:
        decision.settled_at = timezone.now()
        decision.save(update_fields=["settled_at"])
    return decision


def _is_due(contract, today, days):
    return contract.state == State.RUNNING and contract.step_on is not None and opens_on(contract, days) <= today


def _armed(contract, today, days):
    """When the next reminder is due: today, where a step has been reached already."""
    if opens_on(contract, days) <= today <= contract.step_on:
        return today
    return next_step(contract.step_on, today, days) or today


def open_decision(contract: Contract, *, days=None) -> RenewalDecision:
    """Open the decision about the running term. Those who stand above are told (`when_opened`)."""
    days = days_of_steps() if days is None else days
    decision = RenewalDecision.objects.create(
        contract=contract,
        term_ends_on=contract.term_ends_on,
        due_on=contract.step_on,
        next_reminder_on=_armed(contract, contract.today(), days),
    )
    for follow in FOLLOWERS:
        follow(decision)
    return decision
