"""The same step for many waits at once. Each is done or refused by itself; whoever is told anything is told once."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.words import counted
from notices.actions import notify
from notices.models import NoticeKind
from reviews.models import Wait
from reviews.spine.stage import locked
from reviews.waits.claims import claim, release
from reviews.waits.hand_overs import hand_over

AT_ONCE = 100
"""More in one go would hold the rows of too many reviews for too long."""


@dataclass(frozen=True)
class Attempt:
    """What came of one of the waits: done, or refused in a sentence. `former` held it before."""

    wait: Wait
    former: object
    refusal: str = ""


@transaction.atomic
def claim_many(waits, *, by):
    """Take them all. Returns an `Attempt` for each."""
    return _one_by_one(waits, lambda wait: claim(wait, by=by))


@transaction.atomic
def release_many(waits, *, by):
    """Give them back to their desks; former holders hear of it once. Returns an `Attempt` for each."""
    attempts = _one_by_one(waits, lambda wait: release(wait, by=by, quietly=True))
    _tell_once(attempts, lambda attempt: {attempt.former}, f"{by} gave back to the desk", by=by)
    return attempts


@transaction.atomic
def hand_over_many(waits, *, to, reason, by):
    """Hand them all to one person, with one reason. That person, and each who held some, hear of it once.

    Returns an `Attempt` for each.
    """
    attempts = _one_by_one(waits, lambda wait: hand_over(wait, to=to, reason=reason, by=by, quietly=True))
    words = f"{by} handed to {to} ({reason.strip()})"
    _tell_once(attempts, lambda attempt: {to, attempt.former}, words, by=by)
    return attempts


def _one_by_one(waits, act):
    """In the order of their reviews, so that two people with many at once cannot lock each other out."""
    if len(waits) > AT_ONCE:
        raise ValidationError([f"Please choose at most {AT_ONCE} at once."])
    return [_attempt(wait, act) for wait in sorted(waits, key=lambda wait: (wait.review_id, wait.pk))]


def _attempt(wait, act):
    wait = locked(wait)  # whoever holds it now, not when the page was drawn
    former = wait.person
    try:
        with transaction.atomic():
            act(wait)
    except (PermissionDenied, ValidationError) as refusal:
        return Attempt(wait, former, " ".join(getattr(refusal, "messages", [str(refusal)])))
    return Attempt(wait, former)


def _tell_once(attempts, hearers, words, *, by):
    """One notice a person, however many of the waits are about them."""
    lines = defaultdict(list)
    for attempt in attempts:
        if not attempt.refusal:
            for person in hearers(attempt) - {by, None}:
                lines[person].append(attempt.wait)
    for person, theirs in lines.items():
        notify(
            [person],
            key=f"moved-{by.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
            kind=NoticeKind.ASSIGNMENT,
            title=f"{words}: {counted(len(theirs), 'item')}",
            body="\n".join(f"{wait.review}: {wait.needed}" for wait in theirs),
            url=reverse("reviews:my_work"),
            about=tuple(wait.review for wait in theirs),
        )
