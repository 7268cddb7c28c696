"""The thirty-second form."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from intake.models import RequestType
from notices.models import Notice
from reviews.models import Review
from reviews.pure.stages import Stage
from tests.factories import VendorFactory

HEADS_UP = {
    "title": "Agency for the spring campaign",
    "vendor_name": "Bright Ideas",
    "reason": "The campaign team is two people short.",
    "needed_by": "2027-03-01",
}


def heads_up(client, **changes):
    answers = HEADS_UP | {"request_type": RequestType.objects.get(slug="services").pk} | changes
    return client.post(reverse("intake:heads_up"), answers)


def test_heads_up_form_explains_itself(visit, defaults):
    page = visit.get(reverse("intake:heads_up")).content.decode()
    assert "in thirty seconds" in page
    assert "Give heads-up" in page


def test_heads_up_reaches_both_functions_at_once(visit, defaults, requester, buyer, counsel):
    response = heads_up(visit)
    review = Review.objects.get()
    recipients = set(Notice.objects.values_list("recipient__name", flat=True))
    messages = [str(line) for line in get_messages(response.wsgi_request)]
    assert (response.url, review.stage, review.kind) == (f"/reviews/R-{review.pk}/", Stage.HEADS_UP, "services")
    assert recipients >= {buyer.name, counsel.name}
    assert messages == [f"Procurement and legal both know now. This is R-{review.pk}."]


def test_heads_up_pressed_twice_is_one(visit, defaults):
    assert heads_up(visit).url == heads_up(visit).url
    assert Review.objects.count() == 1


def test_heads_up_with_other_words_is_another(visit, defaults):
    assert heads_up(visit).url != heads_up(visit, title="Another agency").url


def test_heads_up_says_everything_that_is_missing_at_once_and_keeps_the_rest(visit, defaults):
    response = heads_up(visit, title="", reason="x", needed_by="soon", request_type="", vendor_name="Bright")
    page = response.content.decode()
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {
            "request_type": ["Choose the closest one. You can say more later."],
            "title": ["Give the request a short title."],
            "reason": ["“x” is too short for others to understand: say it in a sentence of 10 characters or more."],
            "needed_by": ["Write which day, for example 31 March 2027, 31.3. or next Friday."],
        },
    )
    assert 'value="soon"' in page
    assert 'value="Bright"' in page


@pytest.mark.parametrize("slug", ["nda"])
def test_heads_up_refuses_a_type_that_is_switched_off(visit, defaults, slug):
    RequestType.objects.filter(slug=slug).update(is_active=False)
    response = heads_up(visit, request_type=RequestType.objects.get(slug=slug).pk)
    assert (response.status_code, Review.objects.count()) == (422, 0)


def test_heads_up_asks_which_vendor_is_meant(visit, defaults):
    VendorFactory(name="Bright Ideas Agency")

    asked = heads_up(visit)

    assert (asked.status_code, Review.objects.count()) == (422, 0)
    assert asked.context["form"].errors["vendor_name"] == ["Did you mean “Bright Ideas Agency”? Choose below."]
    heads_up(visit, vendor_asked="Bright Ideas", vendor_is="Bright Ideas Agency")
    assert Review.objects.get().vendor.name == "Bright Ideas Agency"
