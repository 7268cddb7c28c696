"""Settings pages of the shared work: admins set the rules and read no work; operators look, and change nothing."""

import pytest
from django.urls import reverse

from reviews.models import Review, TermType
from tests.factories import UserFactory

RULES = [TermType]


@pytest.fixture
def operator(desks):
    return UserFactory(name="Otto Operator", email="otto@duet.example", is_superuser=True, is_staff=True)


def address(model, page, *args):
    return reverse(f"admin:reviews_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", RULES)
def test_admin_opens_every_page_of_the_rules(model, client, admin, defaults):
    client.force_login(admin)
    for page in (
        address(model, "changelist"),
        address(model, "add"),
        address(model, "change", model.objects.first().pk),
    ):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("model", RULES)
def test_lists_of_rules_cost_the_same_whatever_their_length(
    model, client, admin, defaults, django_assert_max_num_queries
):
    client.force_login(admin)
    with django_assert_max_num_queries(12):
        client.get(address(model, "changelist"))


@pytest.mark.parametrize("who", ["requester", "buyer", "lead"])
@pytest.mark.parametrize("model", [*RULES, Review])
def test_rules_are_closed_to_everybody_else(model, who, client, request, defaults):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(model, "changelist")).status_code == 302


@pytest.mark.parametrize("model", [TermType])
def test_rows_that_work_points_to_are_switched_off_and_never_deleted(model, client, admin, operator, review):
    """The page that asks “are you sure?” would list the work."""
    for person in (admin, operator):
        client.force_login(person)
        assert client.get(address(model, "delete", model.objects.first().pk)).status_code == 403


def test_admin_does_not_read_reviews(client, admin, review):
    client.force_login(admin)
    assert client.get(address(Review, "changelist")).status_code == 403
    assert client.get(address(Review, "change", review.pk)).status_code == 403
    for model in RULES:
        page = client.get(address(model, "changelist")).content.decode()
        assert review.title not in page
        assert review.reference not in page


def test_operator_looks_a_review_up_and_changes_nothing(client, operator, review):
    client.force_login(operator)
    found = client.get(address(Review, "changelist"), {"q": str(review.pk)}).content.decode()
    assert review.reference in found
    page = client.get(address(Review, "change", review.pk))
    assert page.status_code == 200
    assert review.reason not in page.content.decode()
    assert client.get(address(Review, "add")).status_code == 403
    assert client.post(address(Review, "change", review.pk), {"title": "Mine"}).status_code == 403
    assert client.post(address(Review, "delete", review.pk), {"post": "yes"}).status_code == 403


def test_operator_searching_for_a_word_finds_titles(client, operator, review):
    client.force_login(operator)
    assert review.reference in client.get(address(Review, "changelist"), {"q": "survey"}).content.decode()
