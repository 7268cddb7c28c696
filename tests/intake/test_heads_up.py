"""The thirty-second form."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from djmoney.money import Money

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
    "value": "50,000",
    "currency": "EUR",
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
    assert messages == [f"Procurement and legal both have a first look now. This is R-{review.pk}."]


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


def test_heads_up_keeps_the_rough_size(visit, defaults):
    heads_up(visit, value="12k a year for 3 years", readings_seen="EUR 36,000 for 3 years: 3 times EUR 12,000.")
    assert Review.objects.get().value == Money(36000, "EUR")


def test_heads_up_asks_about_a_size_that_is_no_amount(visit, defaults):
    response = heads_up(visit, value="a lot")
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["value"])


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("needed_by", "31.12.", "Thursday 31 December 2026."),
        ("needed_by", "end of March", "Wednesday 31 March 2027."),
        ("value", "50k", "EUR 50,000."),
    ],
)
@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False)
def test_heads_up_shows_what_it_understood_before_it_is_given(visit, defaults, name, text, shown):
    asked = heads_up(visit, **{name: text})
    assert (asked.status_code, Review.objects.count()) == (422, 0)
    assert f"We read: {shown}" in asked.content.decode()
    assert heads_up(visit, **{name: text}, readings_seen=asked.context["form"].readings_shown).status_code == 302
    assert Review.objects.count() == 1


def test_heads_up_stands_in_the_top_bar_with_a_key_and_among_the_places(visit, defaults):
    page = visit.get(reverse("intake:request_list")).content.decode()
    link = page.split(f'href="{reverse("intake:heads_up")}"')[1].split("</a>")[0]
    assert 'data-shortcut="g h"' in link
    assert "Just a heads-up" in visit.get(reverse("search:go"), {"q": "heads"}).content.decode()
