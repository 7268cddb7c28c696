"""Telling people about a review: the title and the link that all such notices have."""

from datetime import timedelta

from django.utils import timezone

from notices.actions import Message, post
from notices.models import NoticeKind

UNDO_FOR = timedelta(seconds=30)
"""So long somebody can undo a step, and mails that tell of it rest."""


def tell(recipients, review, **message):
    """Write a notice about a review for each of these people: what `message_about` takes."""
    message = message_about(review, **message)
    post([(person, message) for person in recipients])


def message_about(review, *, key, kind, body, privileged=False, about=None, **more):
    """A `Message` about a review; `more` is passed on (mail, topic, pace). `about` is a comment or a term where not
    everybody who sees the review may read of it.

    What is privileged is told by the reference alone: no title, no words.
    """
    title = review.reference if privileged else str(review)
    more |= {"title": title, "url": review.get_absolute_url(), "privileged": privileged, "about": (about or review,)}
    return Message(key=key, kind=kind, body="" if privileged else body, **more)


def topic_of_giving(wait):
    """What the mails that give somebody a wait are found by, when it closes before they have gone out."""
    return f"wait-{wait.pk}-given"


def tell_of_move(wait, recipients, body, *, rests=False):
    """Tell those who had a wait, and those who have it now, that it has gone from one to the other. `rests`: it can be
    undone, so that mails wait as long."""
    tell(
        recipients,
        wait.review,
        key=f"wait-{wait.pk}-moved-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=body,
        topic=topic_of_giving(wait),
        rests=UNDO_FOR if rests else None,
    )
