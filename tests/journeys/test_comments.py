"""Clara writes to few, by keyboard: another audience, who reads it, an @, and the note that only they see."""

import pytest
from playwright.sync_api import expect

from reviews.models import Comment
from tests.journeys.conftest import eventually


@pytest.fixture
def everybody(transactional_db, request):
    return {name: request.getfixturevalue(name) for name in ("requester", "buyer", "counsel", "lead")}


@pytest.fixture
def review(everybody, review):
    return review


def test_words_for_reviewers_become_a_privileged_note_only_on_purpose(everybody, review, visitor):
    clara, ben = visitor(everybody["counsel"]), visitor(everybody["buyer"])
    page = clara.page
    clara.open(f"/reviews/{review.reference}/?side=comments")
    composer = page.locator("#comments [data-composer]")

    composer.get_by_role("textbox").fill("The cap is too low.")
    composer.get_by_role("link", name="Privileged note").click()
    expect(composer.get_by_text("You wrote that for “Reviewers only”")).to_be_visible()
    expect(composer.get_by_role("textbox")).to_have_value("")
    clara.shot("comments-1-another-audience")
    page.keyboard.press("Enter")  # the button that brings the text along has the focus
    expect(composer.get_by_role("textbox")).to_have_value("The cap is too low.")

    button = composer.locator("[data-people-button]")
    expect(button).to_have_text("Privileged note for 2 people")
    composer.get_by_label("Rosa Requester").check()
    expect(button).to_have_text("Privileged note for 3 people")
    composer.get_by_label("Rosa Requester").uncheck()

    field = composer.get_by_role("textbox")
    field.press("End")
    field.press_sequentially(" @r")
    expect(composer.get_by_role("listbox")).to_be_hidden()  # Rosa is outside
    field.press("Backspace")
    field.press_sequentially("l")
    expect(composer.get_by_role("option", name="Lena Lead")).to_be_visible()
    clara.shot("comments-2-mention")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("The cap is too low. @Lena Lead ")
    button.click()

    comment = page.locator("#comments .comment")
    expect(comment).to_contain_text("Privileged & confidential: Clara Counsel and Lena Lead")
    clara.shot("comments-3-privileged")
    note = Comment.objects.get()
    assert (note.audience, [person.name for person in note.mentioned.all()]) == ("privileged", ["Lena Lead"])

    ben.open(f"/reviews/{review.reference}/?side=comments")
    expect(ben.page.get_by_text("Nothing said yet.")).to_be_visible()
    expect(ben.page.get_by_text("The cap is too low.")).to_have_count(0)


def test_draft_for_the_vendor_is_sent_by_the_one_who_talks_to_them(everybody, review, visitor):
    clara, ben = visitor(everybody["counsel"]), visitor(everybody["buyer"], width=390)
    clara.open(f"/reviews/{review.reference}/compose/?voice=vendor")
    clara.page.get_by_role("textbox").fill("Dear Joost,\n\nplease lower the price.")
    clara.press("Save draft for the vendor")

    ben.open(f"/reviews/{review.reference}/?side=comments")
    ben.page.get_by_text("Send to the vendor…").click()
    ben.press("I send this to the vendor")
    expect(ben.page.get_by_text("Sent by Ben Buyer")).to_be_visible()
    ben.shot("comments-4-sent")
    eventually(lambda: Comment.objects.get().released_by == everybody["buyer"], "the draft to be sent")
