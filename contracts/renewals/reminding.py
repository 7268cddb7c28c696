"""Climbing the ladder of a contract: a few steps, said once, until somebody has decided; the missed date is said once,
plainly, and stays visible on the page."""

from datetime import timedelta

from contracts.models import RenewalDecision, Told
from contracts.renewals.ladder import MISSED, steps
from contracts.renewals.opening import next_step
from contracts.words import headline
from notices.actions import Message, Pace, post
from notices.models import NoticeKind
from people.models import TWO_SIDES, Team, User


def remind(decisions: list[RenewalDecision]) -> int:
    """Tell of the steps that these have reached, each the latest, and note the next one. Returns how many were told.

    The key of a notice names contract, date and step: nobody is told the same twice, and a date that has changed is
    told anew.
    """
    told_at = steps()
    days = list(told_at)
    leads = list(User.objects.filter(memberships__is_lead=True, memberships__team__speaks_for__in=TWO_SIDES).distinct())
    desks = members_of({decision.contract.desk_id for decision in decisions})
    messages = []
    for decision in decisions:
        today = decision.contract.today()
        reached = [number for number in days if decision.due_on - timedelta(days=number) <= today]
        if reached:
            step = reached[-1]
            people = _people(decision.contract, told_at[step], leads, desks)
            messages += [(person, _message(decision, step)) for person in people]
        decision.next_reminder_on = next_step(decision.due_on, today + timedelta(days=1), days)
    post(messages)
    RenewalDecision.objects.bulk_update(decisions, ["next_reminder_on"])
    return len(messages)


def members_of(keys):
    """{pk of a desk: its members} of these desks."""
    members = {}
    for desk in Team.objects.filter(pk__in=keys - {None}):
        members[desk.pk] = list(desk.members())
    return members


def _people(contract, tells, leads, desks):
    """Whom a step tells, none twice, in the order of the ladder."""
    known = {
        Told.OWNER: [contract.owner],
        Told.BACKUP: [contract.backup_owner] if contract.backup_owner else [],
        Told.DESK: desks.get(contract.desk_id, []),
        Told.LEADS: leads,
    }
    return list({person.pk: person for name in Told for person in known[name] if name in tells}.values())


def _message(decision, step):
    contract = decision.contract
    is_late = step <= 0
    return Message(
        key=f"contract-{contract.pk}-{decision.due_on}-{step}",
        kind=NoticeKind.ESCALATION if is_late else NoticeKind.REMINDER,
        title=f"{contract.number} {contract.title}",
        body=f"{_ask(decision, step)} {headline(contract).in_full}",
        url=contract.get_absolute_url(),
        topic=f"contract-{contract.pk}-renewal",
        pace=Pace.URGENT if is_late else Pace.USUAL,
        about=(contract,),
    )


def _ask(decision, step):
    if step == MISSED:
        return "Nobody has decided in time what becomes of this contract."
    if decision.answer:
        return "Decided, and not carried out yet."
    return "Somebody has to decide what becomes of this contract."
