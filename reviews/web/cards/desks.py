"""A desk as its leads see it: who has how much, what lies unclaimed, what has waited longest."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from common import business_time
from common.keys import pk_or_none
from people.models import Team, User
from reviews.models import Review, Wait
from reviews.models.wait import WaitQuerySet
from reviews.spine.colleagues import away_among

NOBODY = "nobody"


@dataclass(frozen=True)
class Load:
    """What one person of the desk holds for it; `person` is None for what nobody has taken.

    `oldest`: business days since the longest-running one was asked, None where nothing runs. `mark`: why the person
    cannot be counted on just now, or empty.
    """

    person: User | None
    open: int
    overdue: int
    paused: int
    oldest: float | None
    mark: str
    url: str


def waits_of(desk: Team, user: User) -> WaitQuerySet:
    """The open waits of the desk that its lead may deal with: not those about the lead's own requests."""
    own = Review.objects.filter(requester=user)
    return Wait.objects.open().filter(desk=desk).exclude(review__in=own).not_walled_off(user)


def loads_of(desk: Team, user: User) -> list[Load]:
    """Unclaimed first, then everybody who sits there or still holds something, the fullest first.

    A fixed number of queries; the counting is one. Index: wait_load_of_desk.
    """
    now = timezone.now()
    counted = {row.pop("person"): row for row in waits_of(desk, user).load_by_person(now)}
    seated = {person.pk: person for person in desk.members()}
    known = User.objects.in_bulk([pk for pk in counted if pk and pk not in seated]) | seated
    marks = dict.fromkeys(known.keys() - seated.keys(), "no longer on this desk")
    marks |= dict.fromkeys(away_among(seated.values(), now), "is away")
    loads = [_load(desk, person, counted.get(pk), now, marks.get(pk, "")) for pk, person in known.items()]
    loads.sort(key=lambda load: (-load.open, load.person.name))
    return [_load(desk, None, counted.get(None), now, ""), *loads]


def _load(desk, person, row, now, mark):
    row = row or {"open": 0, "overdue": 0, "paused": 0, "oldest": None}
    oldest = row["oldest"] and business_time.business_time_between(row["oldest"], now, desk.calendar)
    return Load(
        person=person,
        open=row["open"],
        overdue=row["overdue"],
        paused=row["paused"],
        oldest=None if oldest is None else business_time.in_business_days(oldest, desk.calendar),
        mark=mark,
        url=f"{reverse('reviews:desk', args=[desk.slug])}?{urlencode({'who': person.pk if person else NOBODY})}",
    )


def narrowed_to(waits: WaitQuerySet, who: str) -> WaitQuerySet:
    """What one person of the desk holds, or (`nobody`) what is unclaimed. Anything else narrows nothing."""
    if who == NOBODY:
        return waits.filter(person=None)
    person = pk_or_none(who)
    return waits if person is None else waits.filter(person=person)
