"""What nobody can do: open waits that no active, entitled and present person could settle.

First the candidates, by indexes: at each desk the people who are there are known, and a wait names those who are kept
apart from it (`Wait.apart`), so that “all who are there are kept apart” is one look into wait_apart. Then each
candidate is asked exactly, with the rules that the actions ask. A fixed number of queries, whatever there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from people.models import TWO_SIDES, Team, User
from reviews.acting.presence import Doer, Staff
from reviews.models import Holder, Purpose, Responsibility, Review, Slot, Wait
from reviews.unheld.closers import Closers
from reviews.unheld.ways_out import WayOut, way_out_of
from reviews.unheld.words import why_nobody

OF_MEMBERS = (
    Purpose.FIRST_LOOK,
    Purpose.DESK_REVIEW,
    Purpose.DESK_QUESTION,
    Purpose.VENDOR_QUESTION,
    Purpose.JOINT_POSITION,
    Purpose.SIGNATURE,
    Purpose.CO_SIGNATURE,
)
"""What a member of the desk can settle, as long as nobody has taken it."""

HELD_IN_PERSON = (Purpose.DESK_REVIEW, Purpose.FIRST_LOOK)
"""What whoever has taken it settles, or a lead."""

OF_LEADS = (Purpose.ESCALATION, Purpose.APPROVAL)

AT_ONCE = 1000
"""How many candidates are asked exactly in one go."""


@dataclass(frozen=True)
class Unheld:
    """A wait that nobody could settle; why, and what can be done, without content: admins may read it."""

    wait: Wait
    sentence: str
    way_out: WayOut


def held_by_nobody(*, limit: int) -> list[Unheld]:
    """The longest due first.

    Indexes: wait_queue_of_desk, wait_apart, wait_in_hands_kept_apart, wait_of_few_purposes, wait_queue_of_person.
    """
    staff = Staff()
    rows: list[Unheld] = []
    for waits in _batches(staff):
        closers = Closers(waits, staff)
        rows += [_unheld(wait, closers) for wait in waits if not closers.any_for(wait)]
        if len(rows) >= limit:
            break
    return rows[:limit]


def is_held_by_nobody(wait: Wait) -> bool:
    """Whether nobody could settle this one, which runs."""
    return wait.is_open and wait.paused_at is None and not Closers([wait], Staff()).any_for(wait)


def unheld(wait: Wait) -> Unheld:
    return _unheld(wait, Closers([wait], Staff()))


def _unheld(wait, closers):
    return Unheld(wait, why_nobody(wait, closers), way_out_of(wait))


def _batches(staff: Staff) -> Iterator[list[Wait]]:
    """One after the other, as long as there are more; nearly always one, as candidates are seldom wrong."""
    start, candidates = 0, candidates_among(staff)
    named = ("review__requester", "desk", "person", "on_behalf_of", "vendor")
    while pks := [pk for _, pk in candidates[start : start + AT_ONCE]]:
        yield list(Wait.objects.filter(pk__in=pks).select_related(*named).order_by("due_at", "pk"))
        if len(pks) < AT_ONCE:
            return
        start += AT_ONCE


def candidates_among(staff: Staff) -> QuerySet[Wait, tuple[datetime, int]]:
    """(due_at, pk) of each: a union of look-ups, every one by an index. An OR over all would use none."""
    running = Wait.objects.running().order_by()
    first, *others = [running.filter(which).values_list("due_at", "pk") for which in _lookups(staff)]
    return first.union(*others).order_by("due_at", "pk")


def _lookups(staff: Staff) -> list[Q]:
    desks = list(Team.objects.values_list("pk", flat=True))
    joint = staff.leads_of(*TWO_SIDES)
    away = list(staff.away.absences)
    gone = User.objects.filter(is_active=False).values("pk")
    contact = Responsibility.objects.filter(slot=Slot.VENDOR_CONTACT)
    lookups = [
        Q(holder=Holder.REQUESTER, person__in=away),
        Q(holder=Holder.REQUESTER, person__in=gone),
        Q(purpose=Purpose.SPLIT) & _all_apart(joint),
        Q(purpose=Purpose.APPROVAL, holder=Holder.PERSON, apart__contains=[F("person")]),
        _disagreements(joint),
        Q(review__in=Review.objects.walled().values("pk")),  # few; whoever is not named there is no help
    ]
    for desk in desks:
        members, leads = staff.members(desk), staff.leads(desk)
        lookups += [
            Q(desk=desk, purpose__in=OF_MEMBERS) & _all_apart(members),
            Q(desk=desk, purpose__in=OF_LEADS) & _all_apart(leads),
            Q(purpose=Purpose.VENDOR_REPLY, review__in=contact.filter(desk=desk).values("review"))
            & _all_apart(members),
        ]
        taken = Q(desk=desk, purpose__in=HELD_IN_PERSON, holder=Holder.PERSON) & _all_apart(leads)
        lookups += [taken & Q(apart__contains=[F("person")]), taken & Q(person__in=gone)]
        lookups += [taken & Q(person=person) & _all_apart(staff.in_place_of(person, desk)) for person in away]
    return lookups


def _all_apart(doers: Sequence[Doer]) -> Q:
    """Waits that keep all of these apart; all waits where there is nobody."""
    alone = sorted({doer.user.pk for doer in doers if doer.for_whom is None})
    everybody = Q(apart__contains=alone) if alone else Q()
    for doer in doers:
        if doer.for_whom is not None:
            everybody &= Q(apart__overlap=sorted(doer.people_counted))
    return everybody


def _disagreements(joint: Sequence[Doer]) -> Q:
    """The leads of procurement and legal speak for any side without others, so that two of them always settle it."""
    leads = sorted({doer.user.pk for doer in joint if doer.for_whom is None})
    if len(leads) > 2:
        return Q(pk=None)
    return Q(purpose=Purpose.DISAGREEMENT) & (Q(apart__overlap=leads) if len(leads) == 2 else Q())
