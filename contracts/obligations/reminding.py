"""Reminders of what is owed: a few steps before the day, then ever wider circles, until somebody answers for it.

The owner first; whoever stands in on the day; the owner of the contract a day later; the leads a week later, and again
every thirty days. A date is never forgotten: only “done” and “not needed” end its reminders.
"""

from datetime import date, timedelta

from common.words import counted, day_in_words
from contracts.models import Obligation, ObligationDate, Party
from notices.actions import Message, Pace, post
from notices.models import NoticeKind
from people.models import TWO_SIDES, Membership, User

WEEK_BEFORE, ON_THE_DAY, DAY_AFTER, WEEK_AFTER, AGAIN = 7, 0, -1, -7, 30


def steps_of(obligation: Obligation) -> list[int]:
    """Days before it is due on which somebody is told, the first one first; negative ones come after."""
    first = obligation.lead_days
    before = [WEEK_BEFORE] if first > WEEK_BEFORE else []
    return [*dict.fromkeys([first, *before, ON_THE_DAY, DAY_AFTER, WEEK_AFTER])]


def step_reached(obligation: Obligation, due_on: date, today: date) -> int | None:
    """The latest step that has been reached: once it is long overdue, one every thirty days. None: not yet."""
    away = (due_on - today).days
    if away < WEEK_AFTER:
        return WEEK_AFTER - AGAIN * ((WEEK_AFTER - away) // AGAIN)
    return next((days for days in reversed(steps_of(obligation)) if days >= away), None)


def next_step_on(obligation: Obligation, due_on: date, today: date) -> date:
    """The day of the next step after today. There always is one."""
    coming = [due_on - timedelta(days=days) for days in steps_of(obligation)]
    later = [day for day in coming if day > today]
    if later:
        return later[0]
    last = due_on - timedelta(days=WEEK_AFTER)
    return last + timedelta(days=AGAIN * ((today - last).days // AGAIN + 1))


def remind(dates: list[ObligationDate]) -> int:
    """Tell of the steps that these have reached, each the latest, and note the next one. Returns how many were told."""
    leads = _leads()
    messages = []
    for row in dates:
        obligation = row.obligation
        today = obligation.contract.today()
        step = step_reached(obligation, row.due_on, today)
        if step is not None:
            messages += [(person, _message(row, step, today)) for person in people_of(obligation, step, leads)]
        row.next_reminder_on = next_step_on(obligation, row.due_on, today)
    post(messages)
    ObligationDate.objects.bulk_update(dates, ["next_reminder_on"])
    return len(messages)


def _leads() -> dict[int | None, list[User]]:
    """{key of a desk: who leads it}; None: who leads one of the two sides."""
    people: dict[int | None, list[User]] = {None: []}
    rows = Membership.objects.filter(is_lead=True, user__is_active=True).select_related("user", "team")
    for row in rows:
        people.setdefault(row.team_id, []).append(row.user)
        if row.team.speaks_for in TWO_SIDES:
            people[None].append(row.user)
    return people


def people_of(obligation: Obligation, step: int, leads: dict[int | None, list[User]]) -> list[User]:
    """Whom a step tells, none twice. Where nobody of them works here any more, the leads are told at once."""
    contract = obligation.contract
    people = [obligation.owner]
    if step <= ON_THE_DAY or not obligation.owner.is_active:
        people.append(obligation.backup_owner)
    if step <= DAY_AFTER:
        people += [contract.owner, contract.backup_owner]
    here = {person.pk: person for person in people if person is not None and person.is_active}
    if step <= WEEK_AFTER or not here:
        here |= {person.pk: person for person in leads.get(contract.desk_id) or leads[None]}
    return list(here.values())


def _message(row, step, today):
    obligation, is_late = row.obligation, step < ON_THE_DAY
    return Message(
        key=f"obligation-{obligation.pk}-{row.due_on}-{step}",
        kind=NoticeKind.ESCALATION if is_late else NoticeKind.REMINDER,
        title=f"{obligation.title}: {obligation.contract.title}",
        body=say(row, today),
        url=obligation.get_absolute_url(),
        topic=topic_of(row),
        pace=Pace.URGENT if is_late else Pace.USUAL,
        about=(obligation.contract,),
    )


def topic_of(row: ObligationDate) -> str:
    """Under which the reminders of one date are found, to take them back."""
    return f"obligation-{row.obligation_id}-{row.due_on}"


def say(row: ObligationDate, today: date) -> str:
    """What is to be done, by when, in one or two sentences."""
    away = (row.due_on - today).days
    when = f"in {counted(away, 'day')}" if away > 0 else "today" if away == 0 else f"{counted(-away, 'day')} ago"
    owes = "We owe it" if row.obligation.party == Party.OURS else "The vendor owes it"
    verb = "was" if away < 0 else "is"
    say_done = "Say that it is done, or why it is not needed."
    return f"{owes}: it {verb} due on {day_in_words(row.due_on)}, {when}. {say_done}"
