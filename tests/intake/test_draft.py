"""The form: what it keeps, what it asks, what it says."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from djmoney.money import Money

from common.models import Event
from intake import actions
from intake.kinds import KINDS
from intake.models import TYPED as AS_TYPED
from intake.models import IntakeRequest, Question
from reviews.models import Review
from reviews.pure.stages import Stage
from tests.intake.cases import when
from tests.intake.conftest import HTMX, TYPED


def page_of(client, draft):
    return client.get(reverse("intake:draft", args=[draft.pk])).content.decode()


def save(client, draft, **typed):
    return client.post(reverse("intake:save", args=[draft.pk]), typed, headers=HTMX)


def submit(client, draft, **typed):
    return client.post(reverse("intake:submit", args=[draft.pk]), typed)


def said(response):
    return [str(line) for line in get_messages(response.wsgi_request)]


def hidden_questions(client, draft):
    form = client.get(reverse("intake:draft", args=[draft.pk])).context["form"]
    return {asking.field.name for asking in form.asking() if not asking.is_asked}


# --- saving ---------------------------------------------------------------------------------------------


def test_save_keeps_everything_that_was_typed(visit, blank):
    response = save(visit, blank, **TYPED)
    blank.refresh_from_db()
    assert response.status_code == 200
    assert (blank.title, blank.vendor_name, blank.reason, blank.value, blank.needed_by, blank.answers) == (
        "Survey tool",
        "Quill Surveys",
        "We want to ask our customers what they think.",
        Money(30000, "EUR"),
        date(2027, 3, 31),
        {
            "users": "40",
            "personal_data": "no",
            "uses_ai": "No",
            "alternatives": "Two others",
            "budget_approved": "yes",
        },
    )


def test_save_says_when_in_the_requesters_time_zone(visit, blank, time_machine):
    time_machine.move_to("2026-11-23T09:42:00Z", tick=False)
    page = save(visit, blank, title="Survey").content.decode()
    assert "Saved 10:42." in page
    assert "another window" not in page


def test_save_never_shows_errors(visit, blank):
    response = save(visit, blank, title="", value="about 48", users="some", personal_data="perhaps")
    assert (response.status_code, "Write" in response.content.decode()) == (200, False)


@pytest.mark.parametrize(
    ("field", "text"), [("value", "about 48"), ("needed_by", "end of March"), ("users", "forty"), ("value", "-5")]
)
def test_save_keeps_what_cannot_be_read_yet(visit, blank, field, text):
    save(visit, blank, **TYPED | {field: text})
    form = visit.get(reverse("intake:draft", args=[blank.pk])).context["form"]
    assert form[field].value() == text
    assert f'value="{text}"' in page_of(visit, blank)


def test_save_forgets_unreadable_text_once_it_can_be_read(visit, blank):
    save(visit, blank, value="about 48", currency="USD")
    blank.refresh_from_db()
    assert blank.answers == {AS_TYPED: {"value": "about 48", "currency": "USD"}}
    save(visit, blank, value="48", currency="USD")
    blank.refresh_from_db()
    assert (blank.value, blank.answers) == (Money(48, "USD"), {})


def test_date_that_is_no_date_is_shown_as_text_or_it_would_vanish(visit, blank):
    save(visit, blank, needed_by="end of March")
    page = page_of(visit, blank)
    assert '<input type="text" name="needed_by" value="end of March"' in page
    save(visit, blank, needed_by="31.3.2027")
    assert '<input type="date" name="needed_by" value="2027-03-31"' in page_of(visit, blank)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ({"value": "EUR 48 000", "currency": "USD"}, Money(48000, "EUR")),
        ({"value": "48.000,50", "currency": "CHF"}, Money("48000.50", "CHF")),
        ({"value": "5", "currency": "JPY"}, Money(5, "EUR")),
        ({"value": ""}, None),
    ],
)
def test_save_reads_amounts_generously(visit, blank, typed, value):
    save(visit, blank, **typed)
    blank.refresh_from_db()
    assert blank.value == value


def test_save_drops_answers_to_hidden_questions(visit, blank):
    save(visit, blank, personal_data="no", data_about=["Customers"], alternatives="None", value="100")
    blank.refresh_from_db()
    assert blank.answers == {"personal_data": "no"}


def test_save_takes_no_character_that_the_database_cannot_keep(visit, blank):
    save(visit, blank, title="a\0b", systems="c\0d", data_about=["\0"], value="\0" + "5")
    blank.refresh_from_db()
    assert (blank.title, blank.answers, blank.value) == ("ab", {"systems": "cd"}, Money(5, "EUR"))


def test_save_cuts_what_is_longer_than_the_field(visit, blank):
    save(visit, blank, title="x" * 200, vendor_name="y" * 300, reason="z" * 6000, users="1" * 500)
    blank.refresh_from_db()
    assert [len(blank.title), len(blank.vendor_name), len(blank.reason), len(blank.answers["users"])] == [
        160,
        200,
        5000,
        20,
    ]


def test_save_says_when_another_window_saved_meanwhile(visit, blank):
    seen = blank.saved_at.isoformat()
    first = save(visit, blank, title="One", seen=seen).content.decode()
    second = save(visit, blank, title="Two", seen=seen).content.decode()
    blank.refresh_from_db()
    assert ("another window" in first, "another window" in second, blank.title) == (False, True, "Two")
    assert f'data-seen="{blank.saved_at.isoformat()}"' in second


def test_save_by_button_comes_back_with_the_questions_that_apply_now(visit, blank):
    before = hidden_questions(visit, blank)
    response = visit.post(reverse("intake:save", args=[blank.pk]), {"personal_data": "yes", "value": "30000"})
    assert (response.url, said(response)) == (f"/requests/{blank.pk}/", ["Your draft is saved."])
    assert before == {"data_about", "data_outside_eea", "alternatives", "budget_approved"}
    assert hidden_questions(visit, blank) == set()


def asked_now(response):
    """The keys of the questions that the answer to a save tells the page to show."""
    [keys] = re.findall(r'data-asked="([^"]*)"', response.content.decode())
    return keys.split()


def test_save_says_which_questions_are_asked_now(visit, blank):
    always = ["users", "personal_data", "systems", "uses_ai", "entity"]
    assert asked_now(save(visit, blank)) == always
    assert asked_now(save(visit, blank, personal_data="yes", value="EUR 9.999,99")) == [
        "users", "personal_data", "data_about", "data_outside_eea", "systems", "uses_ai", "entity",
    ]  # fmt: skip
    assert asked_now(save(visit, blank, value="10 000")) == [*always[:-1], "budget_approved", "entity"]
    assert asked_now(save(visit, blank, value="about 10,000")) == always


@pytest.mark.parametrize(
    ("kind", "condition", "met", "unmet"),
    [
        ("yes_no", ("equals", "yes"), "yes", "no"),
        ("text", ("equals", "Berlin"), " BERLIN ", "Berlin West"),
        ("number", ("equals", "1200.00"), "1,200", "1,201"),
        ("choices", ("equals", "Two"), ["Two"], ["One", "Two"]),
        ("date", ("equals", "2027-03-31"), "31.3.2027", "1.4.2027"),
        ("yes_no", ("not_equals", "yes"), "", "yes"),
        ("choice", ("one_of", ["One", "Three"]), "One", "Two"),
        ("choices", ("one_of", ["Three", "Two"]), ["One", "Two"], ["One"]),
        ("number", ("at_least", 1000), "1 000", "999"),
        ("number", ("at_least", 1000), "1000", "about 1000"),
        ("number", ("below", 1000), "999", ""),
        ("text", ("is_set", None), "x", " "),
        ("text", ("is_empty", None), " ", "x"),
        ("long_text", ("contains", "cloud"), "In\r\nthe Cloud.", "At home"),
        ("choices", ("contains", "two"), ["One", "Two"], ["One"]),
    ],
)
def test_save_asks_a_question_while_its_condition_holds(visit, blank, kind, condition, met, unmet):
    blank.request_type.questions.all().delete()
    first = {"request_type": blank.request_type, "key": "first", "kind": kind, "choices": ["One", "Two", "Three"]}
    Question.objects.create(position=1, **first)
    second = {"request_type": blank.request_type, "key": "second", "kind": "text"}
    Question.objects.create(position=2, conditions=when("first", *condition), **second)
    assert asked_now(save(visit, blank, first=met)) == ["first", "second"]
    assert asked_now(save(visit, blank, first=unmet)) == ["first"]


@pytest.mark.parametrize(
    ("value", "moved"),
    [
        ("USD 48,000", {"typed": "USD 48,000", "figures": "48,000", "currency": "USD"}),
        ("48.000,50 €", {"typed": "48.000,50 €", "figures": "48,000.50", "currency": "EUR"}),
        ("48,000", {}),
        ("USD", {}),
        ("", {}),
    ],
)
def test_save_says_what_becomes_of_a_currency_in_the_amount(visit, blank, value, moved):
    page = save(visit, blank, value=value, currency="EUR").content.decode()
    assert dict(re.findall(r'data-(typed|figures|currency)="([^"]*)"', page)) == moved


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["by itself", "by button"])
def test_save_after_submission_is_refused_and_changes_nothing(visit, draft, requester, buyer, counsel, headers):
    actions.submit(draft, by=requester)
    response = visit.post(reverse("intake:save", args=[draft.pk]), {"title": "Else"}, headers=headers)
    draft.refresh_from_db()
    sentence = "This request has been submitted and cannot be changed any more."
    assert draft.title == "Survey tool"
    if headers:
        assert (response.status_code, sentence in response.content.decode()) == (422, True)
    else:
        assert (response.url, said(response)) == (draft.review.get_absolute_url(), [sentence])


# --- the page -------------------------------------------------------------------------------------------


def test_draft_shows_what_was_saved_and_tells_who_can_see_it(visit, draft):
    page = page_of(visit, draft)
    for words in ('value="Survey tool"', 'value="30,000"', 'value="40"', "Only you can see this draft"):
        assert words in page


def test_draft_hides_questions_so_that_they_are_not_sent(visit, blank):
    page = page_of(visit, blank)
    hidden = page.split('data-question="data_about"')[1].split(">")[0]
    assert hidden.endswith("hidden disabled")


def test_draft_says_whether_the_vendor_is_new(visit, blank):
    sentence = ">This vendor is new to us. That is fine: procurement looks after the rest.</p>"
    save(visit, blank, vendor_name="Quill")
    assert sentence in page_of(visit, blank)
    save(visit, blank, vendor_name="")
    assert sentence not in page_of(visit, blank)


def test_draft_of_a_heads_up_says_what_others_know(visit, software, requester, buyer, counsel):
    given = actions.give_heads_up(software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester)
    page = page_of(visit, given)
    assert f"Procurement and legal know of it as {given.review.reference}." in page
    assert "Discard draft" not in page


def test_submitted_request_has_the_reviews_page(visit, draft, requester, buyer, counsel):
    review = actions.submit(draft, by=requester)
    response = visit.get(reverse("intake:draft", args=[draft.pk]))
    assert response.url == review.get_absolute_url()


def test_draft_asks_every_kind_of_question(visit, blank):
    blank.request_type.questions.all().delete()
    for key, kind in KINDS.items():
        choices = ["One", "Two"] if kind.needs_choices else []
        Question.objects.create(request_type=blank.request_type, key=key, text=key, kind=key, choices=choices)
    many = [f"Choice {n}" for n in range(9)]
    Question.objects.create(request_type=blank.request_type, key="many", text="?", kind="choice", choices=many)
    answers = {
        "text": "a", "long_text": "b\r\nc", "yes_no": "no", "choice": "Two", "choices": ["One", "Two"],
        "number": "1,200", "date": "31.3.2027", "many": "Choice 7",
    }  # fmt: skip

    save(visit, blank, **answers)

    blank.refresh_from_db()
    kept = answers | {"number": "1200", "date": "2027-03-31"}
    form = visit.get(reverse("intake:draft", args=[blank.pk])).context["form"]
    assert blank.answers == kept
    assert {key: form[key].value() for key in answers} == kept


def test_question_of_an_admin_cannot_bring_markup(visit, blank):
    blank.request_type.questions.update(text="<b>x</b>", help="<b>y</b>")
    assert "<b>" not in page_of(visit, blank)


# --- submitting -----------------------------------------------------------------------------------------


def test_submit_opens_the_review_and_says_who_has_it_now(visit, blank, buyer, counsel):
    response = submit(visit, blank, **TYPED)
    review = Review.objects.get()
    assert (response.url, review.stage, review.title) == (review.get_absolute_url(), Stage.IN_REVIEW, "Survey tool")
    assert said(response) == [
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
            "value": ["Write the amount in figures, for example 48,000 or 48,000.50."],
            "needed_by": ["Write the day as year-month-day, for example 2027-03-31, and check the year."],
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
    given = actions.give_heads_up(software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester)
    response = submit(visit, given, **TYPED)
    review = Review.objects.get()
    assert (response.url, review.pk, review.stage) == (review.get_absolute_url(), given.review_id, Stage.IN_REVIEW)


# --- discarding -----------------------------------------------------------------------------------------


def test_discard_deletes_the_draft(visit, draft):
    response = visit.post(reverse("intake:discard", args=[draft.pk]))
    assert (response.url, said(response)) == ("/requests/", ["The draft is discarded."])
    assert not IntakeRequest.objects.exists()


def test_discard_is_refused_once_others_know(visit, software, requester, buyer, counsel):
    given = actions.give_heads_up(software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester)
    response = visit.post(reverse("intake:discard", args=[given.pk]))
    assert said(response) == ["Others know of this heads-up. Withdraw it instead, so that they know that too."]
    assert IntakeRequest.objects.exists()


def test_private_work_on_a_draft_leaves_no_event(visit, blank):
    save(visit, blank, **TYPED)
    visit.post(reverse("intake:discard", args=[blank.pk]))
    assert list(Event.objects.all()) == []
