"""What people below tell about accounts and seats becomes notices, in the bell and by mail."""

from notices.actions import notify
from notices.models import NoticeKind
from people.telling import when_people_are_told


@when_people_are_told
def tell(people, **message):
    notify(people, kind=NoticeKind.ASSIGNMENT, **message)
