"""Opening, widening and narrowing the circle of a privileged conversation.

What happens is logged about the circle, not about the review: whoever is outside must not even count it.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from common.words import listed
from notices.models import NoticeKind
from people.models import DeskSide
from reviews.comments import audiences
from reviews.models import Circle, CircleMember, seers_of
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell

ONLY_COUNSEL = "Only the lawyers inside can change who reads this."


def open_circle(review, people, *, by):
    """Begin a privileged conversation among `people` and the lawyer who opens it. Part of `comment`. Returns it."""
    if not audiences.may_open_circle(by, review):
        raise PermissionDenied("Only legal begins a privileged conversation.")
    people = {by, *people}
    if faults := _faults(review, people):
        raise ValidationError(faults)

    circle = Circle.objects.create(review=review, opened_by=by)
    for person in sorted(people, key=lambda person: person.pk):
        _seat(circle, person, by)
    _record(Verb.CIRCLE_OPENED, circle, by, {"inside": people})
    return circle


@transaction.atomic
def add_to_circle(circle, person, *, by):
    """Let one more named person read everything said inside. Returns the circle."""
    locked(circle.review)
    if not audiences.may_change_circle(by, circle):
        raise PermissionDenied(ONLY_COUNSEL)
    if faults := _faults(circle.review, [person]):
        raise ValidationError(faults)
    if circle.readers().filter(pk=person.pk).exists():
        raise ValidationError(f"{person} is inside already.")

    circle.members.filter(person=person).delete()  # a lawyer's seat that counts no more
    seat = _seat(circle, person, by)
    _record(Verb.CIRCLE_WIDENED, circle, by, {"added": person})
    tell([person], circle.review, key=f"circle-seat-{seat.pk}", kind=NoticeKind.ASSIGNMENT, body="", privileged=True)
    return circle


@transaction.atomic
def take_out_of_circle(circle, person, *, by):
    """End a person's view of what is said inside, from now on. Returns the circle."""
    locked(circle.review)
    if not audiences.may_change_circle(by, circle):
        raise PermissionDenied(ONLY_COUNSEL)
    if not circle.members.filter(person=person).exists():
        raise ValidationError(f"{person} is not inside.")
    if not _lawyers_left(circle, person):
        raise ValidationError("One lawyer stays inside, so that somebody can answer for it. Add another one first.")

    circle.members.filter(person=person).delete()
    _record(Verb.CIRCLE_NARROWED, circle, by, {"taken_out": person})
    return circle


def _faults(review, people):
    seen = set(seers_of(review).filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True))
    outside = sorted(person.name for person in people if person.pk not in seen)
    return [f"{listed(outside)} cannot see this review."] if outside else []


def _seat(circle, person, by):
    as_counsel = person.serves(DeskSide.LEGAL) and person.pk != circle.review.requester_id
    return CircleMember.objects.create(circle=circle, person=person, as_counsel=as_counsel, added_by=by)


def _lawyers_left(circle, leaving):
    return circle.members.reading(circle.review).filter(as_counsel=True).exclude(person=leaving).exists()


def _record(verb, circle, by, people):
    record(verb, circle, by=by, audience=Audience.CIRCLE, people=people)
