"""Saving a draft: what it keeps, and what the page is told."""

import re
from datetime import date

import pytest
from django.urls import reverse
from djmoney.money import Money

from intake import actions
from intake.models import TYPED as AS_TYPED
from intake.models import Question
from reviews.models import Review
from tests.common.forms import form_of
from tests.intake.cases import when
from tests.intake.conftest import HTMX, TYPED
from tests.intake.pages import messages_of, page_of, save
from tests.reviews.pages import text_of


def hidden_questions(client, draft):
    form = client.get(reverse("intake:draft", args=[draft.pk])).context["form"]
    return {asking.field.name for asking in form.asking() if not asking.is_asked}


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


def test_save_never_shows_errors(visit, blank):
    response = save(visit, blank, title="", value="about 48", users="some", personal_data="perhaps")
    assert (response.status_code, "Write" in text_of(response)) == (200, False)


@pytest.mark.parametrize(
    ("field", "text"), [("value", "about 48"), ("needed_by", "some day"), ("users", "forty"), ("value", "-5")]
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


@pytest.fixture
def windows(visit, blank):
    """Two windows with the same draft: [(window, form)], both opened before anything was typed."""
    return [form_of(visit.get(reverse("intake:draft", args=[blank.pk])), "/submit/") for _ in range(2)]


def test_save_of_an_older_window_keeps_what_the_newer_one_saved(visit, blank, windows):
    newer, older = windows
    save(visit, blank, **newer.data(title="Survey tool", value="20000"))
    answer = save(visit, blank, **older.data(value="12000"))
    blank.refresh_from_db()
    assert (answer.status_code, blank.title, blank.value) == (409, "Survey tool", Money(20000, "EUR"))
    assert "Another window of yours changed this" in answer.text
    difference = visit.get(re.search(r'href="(/typed/[^"]+)"', answer.text)[1])
    assert "You read Now it says You typed" in text_of(difference)
    assert "What will it cost? (optional) nothing 20,000 12000" in text_of(difference)


def test_save_keeps_mine_where_it_was_asked_and_the_others_words(visit, blank, windows):
    newer, older = windows
    save(visit, blank, **newer.data(title="Survey tool", value="20000"))
    asked = visit.post(reverse("intake:submit", args=[blank.pk]), older.data(value="12000"))
    assert (asked.status_code, Review.objects.count()) == (409, 0)
    mine = form_of(asked, "/submit/")
    assert visit.post(mine.action, mine.data()).status_code == 422  # asked for more, and kept
    blank.refresh_from_db()
    assert (blank.title, blank.value) == ("Survey tool", Money(12000, "EUR"))


def test_save_of_a_window_knows_its_own_saves(visit, blank, windows):
    """An answer that was lost on the way changes nothing for the next save."""
    window, _ = windows
    assert save(visit, blank, **window.data(title="One")).status_code == 200
    assert save(visit, blank, **window.data(title="Two")).status_code == 200
    blank.refresh_from_db()
    assert blank.title == "Two"


def test_save_hands_out_what_the_next_one_has_read(visit, blank, windows):
    first, second = windows
    read = re.search(r'data-read="([^"]+)"', save(visit, blank, **first.data(title="One")).text)[1]
    assert save(visit, blank, **second.data(title="Two", form_read=read)).status_code == 200


def test_text_that_a_window_could_not_save_is_offered_on_the_draft(visit, blank, windows):
    newer, older = windows
    save(visit, blank, **newer.data(title="Survey tool"))
    visit.post(reverse("intake:save", args=[blank.pk]), older.data(title="Another"))  # as a window that is closed does
    assert "Another window of yours could not save" in page_of(visit, blank)


def test_save_by_button_comes_back_with_the_questions_that_apply_now(visit, blank):
    before = hidden_questions(visit, blank)
    response = visit.post(reverse("intake:save", args=[blank.pk]), {"personal_data": "yes", "value": "30000"})
    assert (response.url, messages_of(response)) == (f"/requests/{blank.pk}/", ["Your draft is saved."])
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
        assert (response.url, messages_of(response)) == (draft.review.get_absolute_url(), [sentence])
