"""Two admins change one row of the configuration: the second is asked."""

import pytest
from django.test import Client
from django.urls import reverse

from common.models import TypedText
from intake.models import Question, RequestType
from people.models import Team, WorkingCalendar
from tests.common.forms import form_of, forms_of
from tests.factories import UserFactory
from tests.reviews.pages import signed_in, text_of


def of_a_team():
    return Team.objects.get(slug="legal"), "name", "Law"


def of_a_kind_of_request():
    return RequestType.objects.get(slug="nda"), "description", "Before you talk."


def of_a_question():
    return Question.objects.filter(request_type__slug="nda").first(), "text", "Who talks?"


def of_a_calendar():
    return WorkingCalendar.objects.first(), "name", "Everywhere"


ROWS = pytest.mark.parametrize("row_of", [of_a_team, of_a_kind_of_request, of_a_question, of_a_calendar])


def opened(client, row):
    url = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    return url, form_of(client.get(url), url)


@ROWS
def test_change_on_an_older_state_is_asked_and_keeps_the_newer_one(defaults, admin, row_of):
    row, name, typed = row_of()
    first, second = signed_in(Client(), admin), signed_in(Client(), UserFactory(is_superuser=True, is_staff=True))
    url, form = opened(first, row)
    _, older = opened(second, row)
    assert first.post(url, form.data(**{name: typed})).status_code == 302
    asked = second.post(url, older.data(**{name: f"{typed} Two"}))
    row.refresh_from_db()
    assert (asked.status_code, getattr(row, name)) == (409, typed)
    assert f"{admin} changed this" in text_of(asked)

    kept = TypedText.objects.get()
    back = form_of(second.get(url, {"typed": kept.token}), url)
    assert back.value(name) == f"{typed} Two"
    [mine] = [form for form in forms_of(asked) if form.value("form_read")]
    assert second.post(mine.action, mine.data()).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == f"{typed} Two"


@ROWS
def test_change_of_one_field_keeps_the_others(client, defaults, admin, row_of):
    row, name, typed = row_of()
    before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    url, form = opened(signed_in(client, admin), row)
    client.post(url, form.data(**{name: typed}))
    row.refresh_from_db()
    after = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    assert {key for key in before if before[key] != after[key]} == {name}
