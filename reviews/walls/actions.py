"""Raising a wall, naming people, taking them out, taking the wall down. Whoever is named is told."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.words import day_in_words, listed
from notices.models import NoticeKind
from reviews.models import NamedPerson
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.walls import policies

ONLY_LEADS = "Only leads of procurement or legal say for whom this review exists."
ONLY_LEGAL = "Only legal brings in outside counsel."
NOT_NAMEABLE = "This person would not see the review without a wall either: a wall lets nobody in."


@transaction.atomic
def wall(review, people, *, by):
    """Let the review exist for `people`, whoever walls it, and its requester, and for nobody else. Returns it."""
    review = locked(review)
    if not policies.may_wall(by, review):
        raise PermissionDenied(ONLY_LEADS)
    if review.is_walled:
        raise ValidationError(["This review is walled already: name people, or take the wall down."])
    people = {by, *people}
    if faults := _not_nameable(review, people) or policies.faults_of_names(review, people):
        raise ValidationError(faults)

    review.walled_at = timezone.now()
    review.save(update_fields=["walled_at"])
    named = [_name(review, person, by=by) for person in sorted(people, key=lambda person: person.pk)]
    record(Verb.WALLED, review, by=by, people={"named": people})
    for row in named:
        _tell(row, by=by)
    return review


@transaction.atomic
def name_person(review, person, *, by):
    """Let one more colleague see a walled review. Returns the `NamedPerson`."""
    review = locked(review)
    if not policies.may_wall(by, review):
        raise PermissionDenied(ONLY_LEADS)
    if not review.is_walled:
        raise ValidationError(["Everybody concerned sees this review: it is not walled."])
    if faults := _not_nameable(review, {person}) or _named_already(review, person):
        raise ValidationError(faults)

    named = _name(review, person, by=by)
    record(Verb.PERSON_NAMED, review, by=by, people={"named": person})
    _tell(named, by=by)
    return named


@transaction.atomic
def name_outside_counsel(review, person, *, until, by):
    """Let outside counsel see this review, walled or not, until the end of a day. Returns the `NamedPerson`."""
    review = locked(review)
    if not policies.may_name_outside(by, review):
        raise PermissionDenied(ONLY_LEGAL)
    if not (person.is_outside and person.is_active):
        raise ValidationError([f"{person} is not an account of outside counsel."])
    if until < timezone.localdate():
        raise ValidationError(["Choose a day to come."])

    named, _ = NamedPerson.objects.update_or_create(
        review=review, person=person, defaults={"until": until, "added_by": by, "added_at": timezone.now()}
    )
    record(Verb.OUTSIDE_COUNSEL_NAMED, review, by=by, people={"named": person}, until=until.isoformat())
    _tell(named, by=by)
    return named


@transaction.atomic
def remove_person(named, *, by):
    """End somebody's sight of the review, from now on. Returns the review."""
    review = locked(named.review)
    named = NamedPerson.objects.select_related("review", "person").get(pk=named.pk)
    if not policies.may_remove(by, named):
        raise PermissionDenied(ONLY_LEGAL if named.until else ONLY_LEADS)
    if blockers := policies.blockers_to_remove(named):
        raise ValidationError(blockers)

    named.delete()
    record(Verb.PERSON_UNNAMED, review, by=by, people={"removed": named.person})
    return review


@transaction.atomic
def take_wall_down(review, *, by):
    """Let everybody concerned see the review again. Outside counsel stays until their day. Returns it."""
    review = locked(review)
    if not policies.may_wall(by, review):
        raise PermissionDenied(ONLY_LEADS)
    if not review.is_walled:
        raise ValidationError(["This review is not walled."])

    review.walled_at = None
    review.save(update_fields=["walled_at"])
    review.named_people.filter(until=None).delete()
    record(Verb.WALL_TAKEN_DOWN, review, by=by)
    return review


def _name(review, person, *, by):
    return NamedPerson.objects.create(review=review, person=person, added_by=by)


def _not_nameable(review, people):
    known = set(policies.nameable(review).filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True))
    strangers = sorted(person.name for person in people if person.pk not in known)
    return [f"{listed(strangers)}: {NOT_NAMEABLE}"] if strangers else []


def _named_already(review, person):
    return [f"{person} is named already."] if review.named_people.filter(person=person).exists() else []


def _tell(named, *, by):
    if named.person_id == by.pk:
        return
    until = f" You see it until {day_in_words(named.until)}." if named.until else ""
    tell(
        [named.person],
        named.review,
        key=f"named-{named.pk}-{named.added_at:%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"{by} named you on this review, which exists for named people only.{until}"
        if named.review.is_walled
        else f"{by} named you on this review.{until}",
    )
