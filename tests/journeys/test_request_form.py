"""The request form in a real browser: it follows the answers, saves by itself, and loses nothing."""

import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from intake.models import IntakeRequest
from reviews.models import Review
from tests.factories import VendorFactory
from tests.intake.cases import when
from tests.journeys.conftest import PASSWORD, Visitor, eventually

PDF = {"name": "Offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
PHOTO = {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG"}


@pytest.fixture
def open_window(window, requester):
    """open_window(): a browser window in which the requester is signed in."""
    return partial(window, requester, height=844)


@pytest.fixture
def page(open_window, software):
    """A window with a new request for software."""
    page = open_window()
    begin(page)
    return page


def begin(page):
    page.goto("/requests/new/")
    page.get_by_role("link", name="New software vendor").click()
    page.wait_for_url("**/requests/new/software/")


def question(page, key):
    return page.locator(f"[data-question={key}]")


def saved():
    """The one draft; an empty one as long as nothing was saved."""
    drafts = list(IntakeRequest.objects.all())
    assert len(drafts) < 2
    return drafts[0] if drafts else IntakeRequest()


def violations(page):
    return [(violation["id"], violation["nodes"][0]["target"]) for violation in Axe().run(page).response["violations"]]


def fill_in(page):
    page.get_by_label("What do you need?").fill("Survey tool")
    page.get_by_label("Which vendor?").fill("Quill Surveys")
    page.get_by_label("Why do you need it?").fill("We want to ask our customers what they think.")
    page.get_by_label("How many people will use it?").fill("40")
    question(page, "personal_data").get_by_label("No", exact=True).check()
    question(page, "uses_ai").get_by_label("No", exact=True).check()


def test_questions_follow_the_answers_and_hidden_ones_are_not_sent(page):
    data_about, budget = question(page, "data_about"), question(page, "budget_approved")
    expect(data_about).to_be_hidden()

    question(page, "personal_data").get_by_label("Yes").check()
    page.get_by_label("What will it cost?").fill("EUR 9.999,99")
    expect(data_about).to_be_visible()
    expect(budget).to_be_hidden()
    page.get_by_label("What will it cost?").fill("10 000")
    expect(budget).to_be_visible()
    data_about.get_by_label("Customers").check()
    question(page, "personal_data").get_by_label("No", exact=True).check()
    expect(data_about).to_be_hidden()

    eventually(lambda: saved().answers == {"personal_data": "no"}, "the draft without the hidden answer")
    expect(page.locator("[data-question=data_about] :enabled")).to_have_count(0)


def hold_saves(page):
    """Saves that do not reach the server until their route goes on, in a list that grows."""
    held = []
    page.route("**/save/", lambda route: held.append(route))
    return held


def wait_for(page, held, number):
    """Until so many saves are on their way."""
    for _ in range(100):
        if len(held) >= number:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held)} saves were sent, not {number}")


def test_answer_to_a_save_disturbs_nobody_who_is_writing(page):
    held = hold_saves(page)
    reason = page.get_by_label("Why do you need it?")
    question(page, "personal_data").get_by_label("Yes").check()
    wait_for(page, held, 1)
    reason.press_sequentially("We want to ")
    held[0].continue_()
    expect(question(page, "data_about")).to_be_visible()
    expect(reason).to_be_focused()
    reason.press_sequentially("ask our customers.")
    expect(reason).to_have_value("We want to ask our customers.")
    wait_for(page, held, 2)
    held[1].continue_()
    eventually(lambda: saved().reason == "We want to ask our customers.", "the second save")


def test_saves_go_one_after_the_other_so_that_no_answer_overtakes(page):
    held = hold_saves(page)
    question(page, "personal_data").get_by_label("Yes").check()
    wait_for(page, held, 1)
    question(page, "personal_data").get_by_label("No", exact=True).check()
    page.get_by_label("What do you need?").fill("Survey tool")
    page.wait_for_timeout(1500)
    assert len(held) == 1
    held[0].continue_()
    wait_for(page, held, 2)
    held[1].continue_()
    expect(question(page, "data_about")).to_be_hidden()
    eventually(lambda: saved().title == "Survey tool", "the second save")
    eventually(lambda: saved().answers == {"personal_data": "no"}, "the second answer")


def test_question_in_which_somebody_writes_is_hidden_when_they_leave_it_and_keeps_its_text(page):
    cost, others = page.get_by_label("What will it cost?"), page.get_by_label("Which other vendors did you look at?")
    cost.fill("30,000")
    expect(others).to_be_visible()
    held = hold_saves(page)
    cost.fill("100")
    wait_for(page, held, 1)
    others.press_sequentially("Two other")
    held[0].continue_()
    wait_for(page, held, 2)
    held[1].continue_()
    eventually(lambda: saved().value and saved().value.amount == 100, "the save that hides the question")
    expect(page.locator("#save-words")).to_contain_text("Saved")
    expect(others).to_be_focused()
    expect(others).to_have_value("Two other")

    page.unroute("**/save/")
    page.get_by_label("What do you need?").focus()
    expect(others).to_be_hidden()
    eventually(lambda: "alternatives" not in saved().answers, "the answer that is not asked for to go")
    cost.fill("30,000")
    expect(others).to_be_visible()
    expect(others).to_have_value("Two other")
    eventually(lambda: saved().answers.get("alternatives") == "Two other", "the answer that is asked for again")


def test_save_that_fails_hides_no_question(page):
    data_about = question(page, "data_about")
    question(page, "personal_data").get_by_label("Yes").check()
    data_about.get_by_label("Customers").check()
    eventually(lambda: saved().answers.get("data_about") == ["Customers"], "the draft to be saved")

    page.route("**/save/", lambda route: route.abort())
    question(page, "personal_data").get_by_label("No", exact=True).check()
    expect(page.locator("#save-words")).to_have_text(re.compile("Not saved just now"))
    expect(data_about).to_be_visible()
    expect(data_about.get_by_label("Customers")).to_be_checked()

    page.unroute("**/save/")
    page.get_by_label("What do you need?").fill("Survey tool")
    expect(data_about).to_be_hidden()


def test_chain_of_questions_comes_back_with_its_answers(page, software):
    ask = software.questions.create
    ask(key="where", text="Where?", kind="text", position=90, conditions=when("personal_data"))
    ask(key="since", text="Since when?", kind="text", position=91, conditions=when("where", "contains", "cloud"))
    ask(key="why", text="Why then?", kind="text", position=92, conditions=when("since", "is_set", None))
    page.reload()
    personal_data = question(page, "personal_data")
    personal_data.get_by_label("Yes").check()
    page.get_by_label("Where?").fill("In the cloud")
    page.get_by_label("Since when?").fill("Last year")
    page.get_by_label("Why then?").fill("A move")
    eventually(lambda: saved().answers.get("why") == "A move", "the whole chain to be saved")
    personal_data.get_by_label("No", exact=True).check()
    for label in ("Where?", "Since when?", "Why then?"):
        expect(page.get_by_label(label)).to_be_hidden()
    eventually(lambda: saved().answers == {"personal_data": "no"}, "the answers of the chain to go")

    personal_data.get_by_label("Yes").check()
    for label, text in (("Where?", "In the cloud"), ("Since when?", "Last year"), ("Why then?", "A move")):
        expect(page.get_by_label(label)).to_be_visible()
        expect(page.get_by_label(label)).to_have_value(text)
    eventually(lambda: saved().answers.get("why") == "A move", "the whole chain to be saved again")


def test_draft_saves_by_itself_and_is_there_again(page):
    page.get_by_label("What do you need?").fill("Survey tool")
    page.get_by_label("What will it cost?").fill("about 48")
    page.get_by_label("Why do you need it?").press_sequentially("We want to ask")
    expect(page.locator("#save-words")).to_contain_text("Saved")
    eventually(lambda: saved().reason == "We want to ask", "the draft to be saved")

    page.reload()

    expect(page.get_by_label("What do you need?")).to_have_value("Survey tool")
    expect(page.get_by_label("What will it cost?")).to_have_value("about 48")
    expect(page.locator(".is-invalid")).to_have_count(0)


def test_last_words_are_saved_when_the_page_is_left_at_once(page):
    page.get_by_label("What do you need?").fill("Typed in a hurry")
    page.get_by_role("link", name="My requests").first.click()
    eventually(lambda: saved().title == "Typed in a hurry", "the last words")


def test_enter_saves_and_does_not_submit(page):
    page.get_by_label("What do you need?").fill("Survey tool")
    page.get_by_label("What do you need?").press("Enter")
    eventually(lambda: saved().title == "Survey tool", "the draft to be saved")
    expect(page).to_have_title(re.compile("New software vendor"))


def test_save_that_fails_says_so_and_keeps_the_text(page):
    page.route("**/save/", lambda route: route.abort())
    page.get_by_label("What do you need?").fill("Survey tool")
    expect(page.locator("#save-words")).to_have_text(re.compile("Not saved just now. Your text is still here"))
    expect(page.get_by_label("What do you need?")).to_have_value("Survey tool")
    expect(page.locator(".toast-line")).to_have_count(0)

    page.unroute("**/save/")
    page.get_by_label("What do you need?").fill("Survey tool again")
    eventually(lambda: saved().title == "Survey tool again", "the next try")
    expect(page.locator("#save-words")).to_contain_text("Saved")


def test_signed_out_while_writing_loses_nothing(page, requester):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("What do you need?").fill("Survey tool")
    expect(page.locator("#save-words")).to_have_text(re.compile("You have been signed out"))
    expect(page.get_by_label("What do you need?")).to_have_value("Survey tool")

    requester.set_password(PASSWORD)
    requester.save()
    Visitor(page.context.new_page()).sign_in(requester.email)

    eventually(lambda: saved().title == "Survey tool", "the draft to be saved after signing in again")


def test_two_windows_hear_of_each_other(page, open_window):
    page.get_by_label("What do you need?").fill("None")
    eventually(lambda: saved().title == "None", "the draft")
    other = open_window()
    other.goto(saved().get_absolute_url())
    page.get_by_label("What do you need?").fill("One")
    eventually(lambda: saved().title == "One", "the first window")
    other.get_by_label("What do you need?").fill("Two")
    other.get_by_role("link", name="Look at the difference").click()
    assert saved().title == "One"
    other.get_by_role("button", name="Keep mine").click()
    eventually(lambda: saved().title == "Two", "what the second window chose")


def test_vendor_is_chosen_by_keyboard_out_of_the_list(page, requester):
    VendorFactory(name="Quill Surveys", created_by=requester)
    VendorFactory(name="Quill Pens", created_by=requester)
    field, hint = page.get_by_role("combobox", name="Which vendor?"), page.locator("#vendor-hint")

    field.press_sequentially("Quil")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(hint).to_have_text("2 suggestions. Arrow down leads to them.")
    assert violations(page) == []
    field.press("ArrowUp")  # the last one: a new company
    expect(page.get_by_role("option", name="“Quil” is new to us")).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox", name="Vendors")).to_be_hidden()
    expect(field).to_have_value("Quil")

    field.press("ArrowDown")
    expect(page.get_by_role("option", name="Quill Pens")).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Quill Surveys")
    expect(hint).to_have_text("We know this vendor.")
    eventually(lambda: saved().vendor_name == "Quill Surveys", "the name that was chosen")
    assert page.url.endswith("/requests/new/software/") or "/requests/" in page.url  # Enter has not sent the form


def test_vendor_is_new_on_purpose_or_asked_about(page, requester):
    VendorFactory(name="Tidewater Recruiting", created_by=requester)
    field, hint = page.get_by_role("combobox", name="Which vendor?"), page.locator("#vendor-hint")
    fill_in(page)
    field.fill("Tidewater")
    expect(page.get_by_role("option", name="Tidewater Recruiting")).to_contain_text("Did you mean this one?")
    page.get_by_label("Why do you need it?").focus()
    expect(hint).to_have_text("Did you mean one of those that we know? Arrow down shows them.")

    field.focus()
    field.press("ArrowUp")
    field.press("Enter")
    expect(hint).to_have_text("This vendor is new to us. That is fine: procurement looks after the rest.")
    eventually(lambda: saved().vendor_name == "Tidewater", "the name")
    page.get_by_role("button", name="Submit request").click()
    expect(page.get_by_role("heading", name="Survey tool")).to_be_visible()
    assert Review.objects.get().vendor.name == "Tidewater"


def test_currency_that_is_typed_moves_to_the_list(page):
    page.get_by_label("What will it cost?").fill("USD 48,000")
    page.get_by_label("What will it cost?").blur()
    expect(page.get_by_label("What will it cost?")).to_have_value("48,000")
    expect(page.get_by_label("Currency")).to_have_value("USD")


def test_files_are_attached_refused_in_a_sentence_and_removed(page):
    page.locator("#file-drop-input").set_input_files([PDF, PHOTO])
    expect(page.get_by_role("alert")).to_contain_text("“photo.png” is neither a PDF nor a Word file")
    expect(page.get_by_role("link", name="Offer.pdf")).to_be_visible()
    page.get_by_role("button", name="Remove Offer.pdf").click()
    expect(page.get_by_role("link", name="Offer.pdf")).to_have_count(0)


def test_faults_stand_at_the_fields_and_the_summary_has_the_focus(page):
    question(page, "personal_data").get_by_label("Yes").check()
    page.get_by_role("button", name="Submit request").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="About whom?").click()
    expect(question(page, "data_about")).to_be_in_viewport()
    assert violations(page) == []
    page.reload()  # the address is the draft's again
    expect(page.get_by_role("button", name="Submit request")).to_be_visible()


def test_submit_pressed_twice_opens_one_review(page, buyer, counsel):
    fill_in(page)
    page.get_by_role("button", name="Submit request").dblclick()
    page.wait_for_url("**/reviews/R-*/")
    assert Review.objects.count() == 1


def test_whole_request_works_without_javascript(open_window, software, buyer, counsel):
    page = open_window(java_script_enabled=False)
    begin(page)
    fill_in(page)
    page.get_by_label("What will it cost?").fill("12,000")
    page.locator("#file-drop-plain").set_input_files(PDF)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("link", name="Offer.pdf")).to_be_visible()
    expect(page.get_by_label("What do you need?")).to_have_value("Survey tool")
    question(page, "budget_approved").get_by_label("Yes").check()
    page.get_by_role("button", name="Save and show further questions").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    page.get_by_role("button", name="Submit request").click()
    page.wait_for_url("**/reviews/R-*/")
    assert [document.title for document in Review.objects.get().documents.all()] == ["Offer.pdf"]


@pytest.mark.parametrize("path", ["/requests/", "/requests/new/", "/requests/new/heads-up/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_fit_the_screen(open_window, draft, path, width):
    page = open_window(width=width)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
