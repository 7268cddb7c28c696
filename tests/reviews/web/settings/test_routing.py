"""Routing one review anew, and naming somebody by hand."""

from django.urls import reverse

from reviews.models import Slot, SplitRule
from tests.reviews.pages import html_of


def test_routing_shows_the_difference_and_applies_it(client, review, lead, counsel):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)
    client.force_login(lead)
    url = reverse("settings:routing", args=[review.pk])
    page = html_of(client.get(url))
    assert "Clara Counsel (Legal)" in page
    response = client.get(url)
    seen = response.context["plan"].fingerprint
    response = client.post(reverse("settings:routing_apply", args=[review.pk]), {"seen": seen}, follow=True)
    assert "The review is routed anew." in html_of(response)
    assert "Nothing would change" in html_of(response)


def test_routing_says_when_the_difference_is_an_old_one(client, review, lead, counsel):
    client.force_login(lead)
    response = client.post(reverse("settings:routing_apply", args=[review.pk]), {"seen": "old"}, follow=True)
    assert "have changed since you looked" in html_of(response)


def test_routing_names_somebody_by_hand(client, review, lead, counsel, desks):
    client.force_login(lead)
    url = reverse("settings:routing_name", args=[review.pk])
    facts = {"slot": "legal_review", "legal_review-desk": desks["legal"].pk, "legal_review-person": counsel.pk}
    assert client.post(url, facts).status_code == 422
    client.post(url, facts | {"legal_review-reason": "She knows them."})
    assert review.responsibilities.get(slot="legal_review").person == counsel
    assert client.post(url, facts | {"slot": "kitchen"}).status_code == 404
