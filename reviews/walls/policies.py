"""Who may wall a review and name people on it, and what is still missing. Who sees it: `Review.objects.visible_to`."""

from collections.abc import Iterable

from django.db.models import QuerySet

from common.words import listed
from people.models import TWO_SIDES, DeskSide, User
from reviews.models import NamedPerson, Review, in_reach_of


def may_wall(user: User, review: Review) -> bool:
    """Leads of procurement or legal, on what others ask for. What is walled they see only where they are named."""
    return user.pk != review.requester_id and any(map(user.leads_side, TWO_SIDES))


def may_name_outside(user: User, review: Review) -> bool:
    """Lawyers bring in outside counsel."""
    return user.pk != review.requester_id and user.serves(DeskSide.LEGAL)


def may_remove(user: User, named: NamedPerson) -> bool:
    """Whoever could name this person."""
    may = may_name_outside if named.until else may_wall
    return may(user, named.review)


def nameable(review: Review) -> QuerySet[User]:
    """Those who would see the review if it were not walled, apart from its requester, who sees it anyway."""
    return User.objects.filter(in_reach_of(review), is_active=True).exclude(pk=review.requester_id)


def outside_counsel() -> QuerySet[User]:
    """The accounts that can be brought in, whatever they are named on already."""
    return User.objects.filter(is_active=True, is_outside=True)


def faults_of_names(review: Review, people: Iterable[User]) -> list[str]:
    """Why a wall cannot leave these people alone with the review, as sentences: work must not be locked out."""
    people = {person.pk for person in people}
    faults = _sides_missing(people, but_not=review.requester_id)
    holding = review.waits.open().filter(person__isnull=False).exclude(person=review.requester_id)
    locked_out = {wait.person for wait in holding.select_related("person") if wait.person_id not in people}
    answers = review.responsibilities.filter(superseded_at=None, person__isnull=False).select_related("person")
    locked_out |= {answer.person for answer in answers if answer.person_id not in people}
    if locked_out:
        names = listed(sorted(person.name for person in locked_out))
        faults.append(f"{names}: holds work here. Name them too, or hand their work over first.")
    return faults


def _sides_missing(people, *, but_not):
    faults = []
    for side in TWO_SIDES:
        seated = User.objects.filter(pk__in=people, is_active=True, memberships__team__speaks_for=side)
        if not seated.exclude(pk=but_not).exists():
            faults.append(f"Name somebody of the {side.label.lower()} side: both sides must be able to go on.")
    return faults


def blockers_to_remove(named: NamedPerson) -> list[str]:
    """The last one of a function stays, and so does whoever holds work on what is walled."""
    review = named.review
    if named.until or not review.is_walled:
        return []
    others = User.objects.filter(named_on__review=review, named_on__until=None).exclude(pk=named.person_id)
    return faults_of_names(review, others)
