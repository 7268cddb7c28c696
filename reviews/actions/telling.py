"""Telling people about a review: the title and the link that all such notices have."""

from people.notices import notify


def tell(recipients, review, *, key, kind, body, privileged=False, **more):
    """`people.notices.notify` about a review; `more` is passed on (mail, topic).

    What is privileged is told by the reference alone: no title, no words.
    """
    title = review.reference if privileged else str(review)
    more |= {"title": title, "url": review.get_absolute_url(), "privileged": privileged}
    notify(recipients, key=key, kind=kind, body="" if privileged else body, **more)
