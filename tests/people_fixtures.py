"""The named people of the tests, on the seeded desks; loaded by tests/conftest.py."""

from datetime import timedelta

import pgtrigger
import pytest
from django.test import TransactionTestCase
from django.utils import timezone

from common.models.event import EventQuerySet
from people.models import Absence, Team
from people.seeds import seed
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork, harmless
from tests.lines import look_at


@pytest.fixture(scope="session", autouse=True)
def emptying_the_tables_between_tests_is_allowed():
    """The event log refuses TRUNCATE, with which transactional tests empty the database; here it may."""
    empty = TransactionTestCase._fixture_teardown

    def empty_with_the_event_log(self):
        with pgtrigger.ignore("common.Event:refuse_truncate", "common.EventText:refuse_truncate"):
            empty(self)

    TransactionTestCase._fixture_teardown = empty_with_the_event_log
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session", autouse=True)
def every_line_of_the_log_is_looked_at():
    """Whatever a test writes can be put in words, and holds nothing that it should not (tests/lines.py)."""
    write = EventQuerySet.bulk_create

    def look_and_write(self, events, *arguments, **options):
        events = list(events)
        for event in events:
            look_at(event)
        return write(self, events, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EventQuerySet, "bulk_create", look_and_write)
        yield


@pytest.fixture
@groundwork
def desks(db):
    """The seeded desks by slug: `desks["legal"]`."""
    seed()
    return {team.slug: team for team in Team.objects.all()}


@pytest.fixture
@groundwork
def requester(desks):
    return UserFactory(name="Rosa Requester", email="requester@duet.example")


@pytest.fixture
@groundwork
def stranger(desks):
    """Another requester, without any part in the matter."""
    return UserFactory(name="Stefan Stranger", email="stranger@duet.example")


@pytest.fixture
@groundwork
def buyer(desks):
    """On the procurement desk."""
    return _seated("Ben Buyer", "buyer", desks, "procurement")


@pytest.fixture
@groundwork
def counsel(desks):
    """On the legal desk."""
    return _seated("Clara Counsel", "counsel", desks, "legal")


@pytest.fixture
@groundwork
def lead(desks):
    """Leads procurement and legal."""
    return _seated("Lena Lead", "lead", desks, "procurement", "legal", is_lead=True)


@pytest.fixture
@groundwork
def finance_lead(desks):
    """Leads finance."""
    return _seated("Felix Finance", "finance", desks, "finance", is_lead=True)


@pytest.fixture
@groundwork
def admin(desks):
    """Configures Duet; sits on no desk and sees no content."""
    return UserFactory(name="Ada Admin", email="admin@duet.example", is_admin=True)


@pytest.fixture
@harmless
def away(db):
    """away(person, delegate=None, days=5, starting=0): away from today (or in so many days) on. Returns the absence.

    A row and no more: what follows from its first day is done by `reviews.tasks.absences.follow_absences`.
    """

    def go(person, delegate=None, *, days=5, starting=0):
        first = timezone.localdate() + timedelta(days=starting)
        last = first + timedelta(days=days - 1)
        absence = Absence(person=person, delegate=delegate, starts_on=first, ends_on=last, created_by=person)
        absence.save()
        for user in (person, delegate):
            if user:
                user.refresh_from_db()
        return absence

    return go


def _seated(name, mailbox, desks, *functions, is_lead=False):
    user = UserFactory(name=name, email=f"{mailbox}@duet.example")
    for function in functions:
        MembershipFactory(team=desks[function], user=user, is_lead=is_lead)
    return user
