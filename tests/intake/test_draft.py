"""The page of a draft: what it asks, and what it says."""

from django.urls import reverse

from intake import actions
from intake.kinds import KINDS
from intake.models import Question
from tests.intake.conftest import TYPED
from tests.intake.pages import page_of, save


def test_date_that_is_no_date_stays_and_one_that_is_read_comes_back_in_words(visit, blank):
    save(visit, blank, needed_by="some day")
    page = page_of(visit, blank)
    assert '<input type="text" name="needed_by" value="some day"' in page
    save(visit, blank, needed_by="31.3.2027")
    assert '<input type="text" name="needed_by" value="31 March 2027"' in page_of(visit, blank)


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
    heads_up = actions.give_heads_up(
        software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester
    )
    page = page_of(visit, heads_up)
    assert f"Procurement and legal know of it as {heads_up.review.reference}." in page
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
