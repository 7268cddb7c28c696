"""Notices and choices: how several files here write and read them."""

from notices.actions import notify
from notices.models import NoticeKind, NoticePreference


def tell(*people, key="k", **changes):
    """The same notice to each of the people."""
    facts = {"kind": NoticeKind.QUESTION, "title": "Which data?", "body": "Names only?", "url": "/requests/1/"}
    notify(people, key=key, **facts | changes)


def chosen(person):
    """{kind: delivery} of what a person chose."""
    return dict(NoticePreference.objects.filter(person=person).values_list("kind", "delivery"))
