"""Searching on the settings pages: names are found however they are spelled, as everywhere else."""

import pytest
from django.contrib import admin as django_admin
from django.db.models import Q
from django.urls import reverse

from people.admin_rights import FoldedSearch, words_of
from tests.factories import UserFactory, VendorFactory

pytestmark = pytest.mark.django_db

SEARCHED = [
    model
    for model, pages in django_admin.site._registry.items()
    if pages.search_fields and isinstance(pages, FoldedSearch)
]


@pytest.fixture
def operator(desks):
    return UserFactory(name="Otto Operator", email="otto@duet.example", is_superuser=True, is_staff=True, is_admin=True)


def found(client, model, text):
    answer = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {"q": text})
    assert answer.status_code == 200
    return [str(row) for row in answer.context["cl"].result_list]


def test_every_list_of_ours_that_is_searched_folds_accents():
    others = [m for m, pages in django_admin.site._registry.items() if pages.search_fields and m not in SEARCHED]
    assert {model._meta.label for model in others} <= {"account.EmailAddress"}
    assert len(SEARCHED) >= 8


@pytest.mark.parametrize("model", SEARCHED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("text", ["zürich", "12", '"two words" x', "99999999999999999999", "'", "%_"])
def test_every_list_answers_whatever_is_typed(client, operator, model, text):
    client.force_login(operator)
    found(client, model, text)


@pytest.mark.parametrize("text", ["muller", "Mueller", "MÜLLER gmbh", "gmbh müll", '"maschinenbau gmbh"'])
def test_vendor_is_found_however_it_is_spelled(client, operator, text):
    VendorFactory(name="Müller Maschinenbau GmbH")
    VendorFactory(name="Somebody else")
    client.force_login(operator)
    assert found(client, type(VendorFactory.build()), text) == ["Müller Maschinenbau GmbH"]


def test_person_is_found_without_their_accents(client, operator):
    person = UserFactory(name="Žofie Łukasz", email="zofie@duet.example")
    client.force_login(operator)
    assert found(client, type(person), "zofie lukasz") == ["Žofie Łukasz"]


def test_review_is_found_by_its_number_and_by_its_title(client, operator, review):
    client.force_login(operator)
    assert found(client, type(review), str(review.pk)) == found(client, type(review), "SURVEY tööl") == [str(review)]
    assert found(client, type(review), "nothing like it") == []


def test_search_that_does_not_fold_would_find_nothing(client, operator, monkeypatch):
    """The control."""
    plainly = lambda field, text: Q(**{f"{field}__icontains": text})  # noqa: E731
    monkeypatch.setattr("people.admin_rights.contains", plainly)
    vendor = VendorFactory(name="Müller Maschinenbau GmbH")
    client.force_login(operator)
    assert found(client, type(vendor), "muller") == []


def test_words_in_quotation_marks_are_one():
    assert words_of('a "b c" d') == ["a", "b c", "d"]
