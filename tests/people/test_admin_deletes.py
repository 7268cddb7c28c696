"""Pages of the admin that delete or list what hangs on a row: they show no work, and types are retired instead."""

import pytest
from django.contrib import admin as settings_pages
from django.urls import reverse

from intake.models import RequestType
from people.admin_rights import ConfigurationAdmin, DeletableAdmin
from people.models import User, WorkingCalendar
from reviews.models import TermType
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(desks):
    return UserFactory(name="Otto Operator", is_superuser=True, is_staff=True)


def page(row, name):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{name}", args=[row.pk])


@pytest.mark.parametrize("who", ["admin", "operator"])
@pytest.mark.parametrize("find", [lambda: RequestType.objects.get(slug="software"), lambda: TermType.objects.first()])
def test_types_are_retired_and_not_deleted(client, request, who, find, review, draft):
    client.force_login(request.getfixturevalue(who))
    row = find()
    answers = [client.get(page(row, "delete")), client.post(page(row, "delete"), {"post": "yes"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert type(row).objects.filter(pk=row.pk).exists()


def test_people_are_unticked_and_not_deleted(client, operator, requester, review):
    client.force_login(operator)
    assert client.get(page(requester, "delete")).status_code == 403
    assert User.objects.filter(pk=requester.pk).exists()


def test_only_what_no_work_points_to_is_deleted():
    """A new settings page has to be looked at before it deletes anything."""
    deletable = {
        model._meta.label for model, pages in settings_pages.site._registry.items() if isinstance(pages, DeletableAdmin)
    }
    others = [pages for pages in settings_pages.site._registry.values() if isinstance(pages, ConfigurationAdmin)]
    assert deletable == {"intake.Question", "people.WorkingCalendar"}
    assert others


def test_page_that_deletes_counts_what_hangs_on_a_row_and_names_nothing(client, admin, desks):
    client.force_login(admin)
    calendar = WorkingCalendar.objects.first()
    answer = client.get(page(calendar, "delete")).content.decode()
    assert "Cannot delete working calendar" in answer
    assert not [desk for desk in desks.values() if f">{desk}<" in answer or f": {desk}" in answer]


@pytest.mark.filterwarnings("ignore:The default scheme")
@pytest.mark.parametrize("who", ["admin", "operator"])
def test_list_that_deletes_several_at_once_shows_no_work(client, request, who, draft, review):
    """The action of the lists: offered where rows can be deleted at all."""
    client.force_login(request.getfixturevalue(who))
    rows = list(RequestType.objects.values_list("pk", flat=True))
    answer = client.post(
        reverse("admin:intake_requesttype_changelist"), {"action": "delete_selected", "_selected_action": rows}
    )
    assert "Survey tool" not in answer.content.decode()
    assert RequestType.objects.count() == len(rows)
