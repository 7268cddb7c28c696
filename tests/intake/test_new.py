"""The page on which a request begins."""

from django.urls import reverse

from intake.models import RequestType


def test_new_offers_every_active_type_and_the_heads_up(visit, defaults):
    RequestType.objects.filter(slug="nda").update(is_active=False)
    page = visit.get(reverse("intake:new")).content.decode()
    assert [name for name in RequestType.objects.values_list("name", flat=True) if name in page] == [
        "New software vendor",
        "Professional services",
        "Renewal",
        "Amendment",
    ]
    assert reverse("intake:heads_up") in page


def test_new_says_when_nothing_can_be_requested(visit, defaults):
    RequestType.objects.update(is_active=False)
    assert "Nothing can be requested yet" in visit.get(reverse("intake:new")).content.decode()
