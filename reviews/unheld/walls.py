"""Walled reviews that are cut off: nobody inside could go on with them, so somebody outside lets a person in.

Outside its wall there is no such review. This is the one exception, and it tells as little as it can: the number, to
admins and to the leads of the desks whose work nobody inside could do. Neither title, vendor, requester nor names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from common.words import counted
from people.models import TWO_SIDES, Membership, User
from reviews.acting.presence import Staff
from reviews.models import NamedPerson, Review, Term, Wait
from reviews.unheld.closers import Closers
from reviews.walls.policies import may_wall, nameable


@dataclass(frozen=True)
class CutOff:
    """A walled review with nobody inside who could go on; what nobody could do there; the desks concerned by it."""

    review: Review
    waits: tuple[Wait, ...]
    desks: frozenset[int]

    @property
    def sentence(self) -> str:
        """For people outside: “exists for named people only, and none of them …”."""
        if not self.waits:
            return "exists for named people only, and none of them sees it any more."
        things = counted(len(self.waits), "thing")
        return f"exists for named people only, and none of them who is there could do {things} that must be done."


def cut_off_reviews(reviews: Sequence[Review] | None = None) -> list[CutOff]:
    """Those of all walled reviews, or of these; the oldest first. A fixed number of queries, one where none is walled.

    Live ones: something waits that nobody could do, and no lead is inside and there, who has every other way out
    (naming more people, another desk, another requester). Any of them: nobody who is named sees it any more.
    Index: review_walled.
    """
    walled = list(Review.objects.walled().order_by("pk")) if reviews is None else reviews
    if not walled:
        return []
    staff = Staff()
    led = _with_a_lead(walled, staff)
    without = [review for review in walled if review.pk not in led]
    unheld = _unheld(without, staff)
    seen = set(_inside(without).values_list("review", flat=True))
    joint = {desk for desk, function in staff.functions.items() if function in TWO_SIDES}
    return [
        CutOff(review, waits, frozenset({wait.desk_id for wait in waits if wait.desk_id} or joint))
        for review in without
        if (waits := tuple(unheld[review.pk])) or review.pk not in seen
    ]


def cut_off(review: Review) -> CutOff | None:
    """How this one is cut off; None where it is not."""
    rows = cut_off_reviews([review]) if review.is_walled else []
    return rows[0] if rows else None


def could_go_on(row: CutOff, person: User) -> bool:
    """Whether somebody, let in, could: a lead of procurement or legal, or whoever could do one of the things."""
    if person.pk == row.review.requester_id or not nameable(row.review).filter(pk=person.pk).exists():
        return False
    staff = Staff()
    if staff.away.absence_of(person):
        return False
    if may_wall(person, row.review):
        return True
    closers = Closers(row.waits, staff, let_in=person)
    return any(person.pk == doer.user.pk for wait in row.waits for doer in closers.able(wait))


def _with_a_lead(walled, staff):
    """The keys of those with a lead inside who is there, and who did not ask for it."""
    leads = [doer.user.pk for doer in staff.leads_of(*TWO_SIDES) if doer.for_whom is None]
    named = NamedPerson.objects.filter(review__in=walled, person__in=leads)
    return set(named.exclude(person=F("review__requester")).values_list("review", flat=True))


def _unheld(reviews, staff):
    """{review: its waits that run and that nobody could settle, the longest due first}."""
    unheld = defaultdict(list)
    waits = Wait.objects.running().filter(review__in=reviews).select_related("review", "desk", "person")
    closers = Closers(waits.order_by("due_at", "pk"), staff)
    for wait in closers.waits:
        if not closers.any_for(wait):
            unheld[wait.review_id].append(wait)
    return unheld


def _inside(reviews):
    """The colleagues named on these who have not left and whose desks would still show it to them."""
    with_a_part = (
        Q(team__in=Term.objects.filter(review=OuterRef(OuterRef("review"))).values("desk"))
        | Q(team__in=Term.objects.filter(review=OuterRef(OuterRef("review"))).values("second_desk"))
        | Q(team__in=Wait.objects.filter(review=OuterRef(OuterRef("review"))).values("desk"))
    )
    seats = Membership.objects.filter(user=OuterRef("person"))
    seats = seats.filter(Q(team__speaks_for__in=TWO_SIDES) | with_a_part)
    named = NamedPerson.objects.filter(review__in=reviews, until=None, person__is_active=True)
    return named.exclude(person=F("review__requester")).filter(Exists(seats))
