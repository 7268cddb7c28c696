"""Forms in a real browser: pressed twice they act once, what was typed outlives a session, errors go with their fault,
and an older window overwrites nothing."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from intake.models import IntakeRequest
from reviews.models import Comment
from tests.journeys.conftest import PASSWORD, eventually

NEW = "/requests/new/software/"
COMMENT = "form[action$='/comment/'] textarea[name=body]"


@pytest.fixture
def windows(transactional_db, window, review):
    """windows(person): a browser of theirs, signed in."""
    return lambda person, **options: window(person, **options).context


def test_double_click_writes_one_comment(windows, buyer, review):
    page = windows(buyer).new_page()
    page.goto(f"{review.get_absolute_url()}?side=comments")
    page.locator(COMMENT).fill("Please look at the price.")
    page.evaluate(
        "document.querySelector('form[action$=\"/comment/\"]').submit();"
        "document.querySelector('form[action$=\"/comment/\"]').submit();"
    )
    expect(page.get_by_text("Please look at the price.").first).to_be_visible()
    page.reload()
    assert Comment.objects.count() == 1


def test_words_typed_before_the_session_ended_are_there_after_the_sign_in(windows, buyer, review):
    buyer.set_password(PASSWORD)
    buyer.save()
    page = windows(buyer).new_page()
    page.goto(f"{review.get_absolute_url()}?side=comments")
    page.locator(COMMENT).fill("Please look at the <price>.")
    Session.objects.all().delete()
    page.locator("form[action$='/comment/'] button[type=submit]").first.click()
    page.get_by_label("E-mail").fill(buyer.email)
    page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/reviews/R-\d+/"))
    field = page.locator(COMMENT)
    expect(field).to_have_value("Please look at the <price>.")
    expect(field).to_be_visible()
    page.locator("form[action$='/comment/'] button[type=submit]").first.click()
    expect(page.get_by_text("Your comment is there.")).to_be_visible()
    assert Comment.objects.get().body == "Please look at the <price>."


@pytest.mark.parametrize("javascript", [True, False], ids=["", "without JavaScript"])
def test_older_window_is_asked_before_it_submits(windows, requester, javascript):
    context = windows(requester, java_script_enabled=javascript)
    first, second = context.new_page(), context.new_page()
    first.goto(NEW)
    first.get_by_label("What do you need?").fill("Robots")
    if javascript:
        expect(first.locator("#save-words")).to_contain_text("Saved")
    else:
        first.get_by_role("button", name="Save and show further questions").click()
        expect(first.get_by_text("Your draft is saved.")).to_be_visible()
    draft = IntakeRequest.objects.get(title="Robots")
    second.goto(f"/requests/{draft.pk}/")
    first.get_by_label("What will it cost?").fill("20000")
    if not javascript:
        first.get_by_role("button", name="Save and show further questions").click()
    eventually(lambda: IntakeRequest.objects.get(pk=draft.pk).value, "the newer window's save")
    second.get_by_label("Which vendor?").fill("Quill Surveys")
    if javascript:
        expect(second.locator("#save-words")).to_contain_text("Another window of yours changed this")
        assert IntakeRequest.objects.get(pk=draft.pk).value.amount == 20000
    second.get_by_role("button", name="Submit request").click()
    expect(second.get_by_role("heading", name="This was changed meanwhile")).to_be_visible()
    expect(second.get_by_role("row", name=re.compile("What will it cost"))).to_contain_text("20,000")
    second.get_by_role("link", name="Edit").click()
    expect(second.get_by_label("Which vendor?")).to_have_value("Quill Surveys")
    second.go_back()
    second.get_by_role("button", name="Keep mine").click()
    eventually(lambda: IntakeRequest.objects.get(pk=draft.pk).vendor_name == "Quill Surveys", "what was kept")
    draft.refresh_from_db()
    assert draft.value.amount == 20000


def test_looking_at_forms_makes_no_draft_and_the_first_key_stroke_does(windows, requester):
    page = windows(requester).new_page()
    before = IntakeRequest.objects.count()
    for slug in ("software", "nda", "renewal", "software"):
        page.goto(f"/requests/new/{slug}/")
    assert IntakeRequest.objects.count() == before
    page.get_by_label("What do you need?").press_sequentially("S")
    expect(page.locator("#save-words")).to_contain_text("Saved")
    assert IntakeRequest.objects.count() == before + 1
    page.get_by_label("What do you need?").press_sequentially("urvey")
    eventually(lambda: IntakeRequest.objects.filter(title="Survey").exists(), "the next save")
    assert IntakeRequest.objects.count() == before + 1
    page.reload()
    expect(page.get_by_label("What do you need?")).to_have_value("Survey")


def test_error_goes_with_its_fault_and_says_the_fault_that_is_there(windows, requester):
    page = windows(requester).new_page()
    page.goto("/requests/new/nda/")
    page.get_by_label("What do you need?").fill("A pilot")
    page.get_by_label("Why do you need it?").fill("talk")
    page.get_by_role("button", name="Submit request").click()
    summary, reason = page.locator("form .error-summary"), page.get_by_label("Why do you need it?")
    sentence = page.locator("#div_id_reason .invalid-feedback")
    expect(sentence).to_contain_text("“talk” is too short")
    expect(summary).to_contain_text("Name the vendor.")

    reason.fill("We want to talk about a pilot.")
    expect(sentence).to_be_hidden()
    expect(reason).not_to_have_class(re.compile("is-invalid"))
    expect(summary).not_to_contain_text("too short", use_inner_text=True)
    reason.fill("")
    expect(sentence).to_contain_text("Please fill this in.")
    page.get_by_label("Which vendor?").fill("Quantum Leap")
    expect(page.locator("#div_id_vendor_name .invalid-feedback")).to_be_hidden()


def test_error_of_a_form_that_does_not_save_by_itself_goes_too(windows, requester):
    page = windows(requester).new_page()
    page.goto("/absences/plan/")
    page.get_by_role("button", name="Save").click()
    first = page.get_by_label("First day away")
    error = page.locator("#div_id_starts_on .invalid-feedback")
    expect(error).to_be_visible()
    first.fill("2027-03-01")
    expect(error).to_be_hidden()
    expect(page.locator("#div_id_ends_on .invalid-feedback")).to_be_visible()
    first.fill("")
    expect(error).to_be_visible()


OVERLAPS = """(form) => {
    const a = document.getElementById("messages").getBoundingClientRect(), b = form.getBoundingClientRect();
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""
"""Whether the messages cover something of the form."""


@pytest.mark.parametrize("width", [1280, 390])
def test_messages_never_cover_the_form_that_somebody_writes_in(windows, buyer, review, width):
    page = windows(buyer, width=width, height=600).new_page()
    page.goto(f"{review.get_absolute_url()}?side=comments")
    form = page.locator(COMMENT).locator("xpath=ancestor::form")
    page.locator(COMMENT).focus()
    page.evaluate("document.dispatchEvent(new Event('htmx:sendError'))")
    expect(page.locator("#messages .toast-line")).to_be_visible()
    assert not form.evaluate(OVERLAPS)

    page.reload()
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.dispatchEvent(new Event('htmx:sendError'))")
    page.locator(COMMENT).evaluate("(field) => field.focus({ preventScroll: true })")
    page.mouse.wheel(0, 20000)
    page.wait_for_timeout(200)
    assert not form.evaluate(OVERLAPS)


@pytest.mark.parametrize("width", [1280, 390])
def test_messages_never_cover_a_form_that_was_refused(windows, requester, width):
    page = windows(requester, width=width, height=600).new_page()
    page.goto("/requests/new/nda/")
    page.get_by_role("button", name="Submit request").click()
    expect(page.locator("form .error-summary")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('htmx:sendError'))")
    expect(page.locator("#messages .toast-line").first).to_be_attached()
    form = page.locator("form:has(.error-summary)")
    for place in (0, 400, 20000):
        page.evaluate(f"scrollTo(0, {place})")
        assert not form.evaluate(OVERLAPS)
