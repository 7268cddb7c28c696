"""Handing a request in."""

from django.urls import reverse

from intake import actions
from reviews.models import Review
from reviews.pure.stages import Stage
from tests.factories import VendorFactory
from tests.intake.conftest import TYPED
from tests.intake.pages import messages_of
from vendors.models import Vendor


def submit(client, draft, **typed):
    return client.post(reverse("intake:submit", args=[draft.pk]), typed)


def test_submit_opens_the_review_and_says_who_has_it_now(visit, blank, buyer, counsel):
    response = submit(visit, blank, **TYPED)
    review = Review.objects.get()
    assert (response.url, review.stage, review.title) == (review.get_absolute_url(), Stage.IN_REVIEW, "Survey tool")
    assert messages_of(response) == [
        f"Your request is submitted as {review.reference}. It is now with Procurement, Legal, Privacy and Security. "
        "We tell you when we need you."
    ]


def test_submit_says_what_is_missing_at_the_fields_and_keeps_everything(visit, blank):
    response = submit(
        visit, blank, title="Survey", value="about 48", needed_by="soon", users="forty", personal_data="yes"
    )
    page = response.content.decode()
    assert (response.status_code, response.context["form"].errors, Review.objects.count()) == (
        422,
        {
            "vendor_name": ["Name the vendor."],
            "reason": ["Say in a sentence or two what you need it for."],
            "value": ["Write the amount in figures, for example 48,000, 48k or 12k a year for 3 years."],
            "needed_by": ["Write which day, for example 31 March 2027, 31.3. or next Friday."],
            "users": ["Write a whole number, digits only."],
            "data_about": ["Please answer this question."],
            "data_outside_eea": ["Please answer this question."],
            "uses_ai": ["Please answer this question."],
        },
        0,
    )
    assert "Please check these before going on" in page
    for text in ("Survey", "about 48", "soon", "forty"):
        assert f'value="{text}"' in page
    blank.refresh_from_db()
    assert blank.title == "Survey"


def test_submit_carries_no_answer_to_a_hidden_question(visit, blank, buyer, counsel):
    submit(visit, blank, **TYPED | {"data_about": ["Customers"], "value": "100"})
    asked = [line["key"] for line in Review.objects.get().brief]
    assert asked == ["users", "personal_data", "uses_ai"]


def test_submit_twice_finds_the_same_review(visit, blank, buyer, counsel):
    urls = [submit(visit, blank, **TYPED).url for _ in range(2)]
    assert (Review.objects.count(), len(set(urls))) == (1, 1)


def test_submit_completes_a_heads_up_under_the_same_reference(visit, software, requester, buyer, counsel):
    heads_up = actions.give_heads_up(
        software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester
    )
    response = submit(visit, heads_up, **TYPED)
    review = Review.objects.get()
    assert (response.url, review.pk, review.stage) == (review.get_absolute_url(), heads_up.review_id, Stage.IN_REVIEW)


def test_submit_says_of_a_short_reason_that_it_is_short(visit, blank):
    answer = submit(visit, blank, **TYPED | {"reason": "talk"})
    [sentence] = answer.context["form"].errors["reason"]
    assert sentence.startswith("“talk” is too short for others to understand")


def test_submit_asks_which_vendor_is_meant_before_a_new_one_is_made(visit, blank):
    known = VendorFactory(name="Tidewater Recruiting")
    typed = TYPED | {"vendor_name": "tidewater"}

    asked = submit(visit, blank, **typed)

    assert asked.status_code == 422
    assert asked.context["form"].errors == {"vendor_name": ["Did you mean “Tidewater Recruiting”? Choose below."]}
    assert "Tidewater Recruiting, which we know" in asked.content.decode()
    assert (Review.objects.count(), Vendor.objects.count()) == (0, 1)
    submit(visit, blank, **typed, vendor_asked="tidewater", vendor_is="Tidewater Recruiting")
    assert (Review.objects.get().vendor, Vendor.objects.count()) == (known, 1)


def test_submit_takes_another_company_of_a_like_name(visit, blank):
    VendorFactory(name="Tidewater Recruiting")
    submit(visit, blank, **TYPED | {"vendor_name": "Tidewater"}, vendor_asked="Tidewater", vendor_is="another")
    assert Review.objects.get().vendor.name == "Tidewater"


def test_submit_asks_anew_when_another_name_was_typed_since(visit, blank):
    VendorFactory(name="Tidewater Recruiting")
    typed = TYPED | {"vendor_name": "Tidewater Ltd"}
    answer = submit(visit, blank, **typed, vendor_asked="tidewater", vendor_is="another")
    assert (answer.status_code, Review.objects.count()) == (422, 0)
