"""Telling people about a review: the title and the link that all such notices have."""

from people.notices import notify


def tell(recipients, review, *, key, kind, body, **more):
    """`people.notices.notify` about a review; `more` is passed on (mail, topic)."""
    notify(recipients, key=key, kind=kind, title=str(review), body=body, url=review.get_absolute_url(), **more)
