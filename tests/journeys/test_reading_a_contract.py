"""A real contract, from the upload to its terms: a worker reads it, and each desk finds its passages beside the text.

The contract is one of the public ones in ../shared/data, which is never copied into the repository.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from contracts.models import Reading
from reviews.models import Passage, Proposal
from tests.journeys.conftest import eventually

CONTRACT = (
    Path(settings.BASE_DIR)
    / "../shared/data/contracts/files"
    / ("VitalibisInc_20180316_8-K_EX-10.2_11100168_EX-10.2_Hosting_Agreement.pdf")
)

pytestmark = pytest.mark.skipif(not CONTRACT.exists(), reason="../shared/data/contracts is not on this machine")
PATIENCE = 60_000  # milliseconds for the worker to read fourteen pages on a busy machine


@pytest.fixture
def everybody(request, transactional_db):
    return {name: request.getfixturevalue(name) for name in ("requester", "buyer", "counsel", "lead")}


def test_a_real_contract_becomes_terms_on_both_sides(everybody, review, visitor, worker):
    rosa, ben, clara = (visitor(everybody[name]) for name in ("requester", "buyer", "counsel"))

    rosa_uploads_and_sees_that_it_is_read(review, rosa)
    clara_finds_the_limitation_of_liability(review, clara)
    clara_decides_with_one_key_and_goes_on_to_the_next(review, clara)
    ben_confirms_a_passage_with_one_key(review, ben)
    ben_corrects_what_duet_got_wrong(review, ben)
    the_text_leads_to_the_list(review, ben)
    the_text_comes_as_one_scrolls_and_a_link_leads_to_any_clause(review, ben)
    the_pages_are_drawn(review, ben)
    it_works_on_a_phone(review, visitor(everybody["lead"], width=390))


def document_page(review, visitor):
    document = review.documents.get()
    visitor.open(f"{review.get_absolute_url()}documents/{document.pk}/read/")
    return visitor.page


def rosa_uploads_and_sees_that_it_is_read(review, rosa):
    rosa.open(review.get_absolute_url())
    rosa.page.get_by_text("Add a file").click()
    rosa.page.locator("#file-drop-input").set_input_files(CONTRACT)
    state = rosa.page.locator(".reading-state")
    expect(state).to_be_visible()
    expect(state).to_have_text(re.compile(r"^\s*Read\s+It has 14 comments"), timeout=PATIENCE)
    rosa.check()
    assert Reading.objects.get().outcome == "text"


def point_of(page, name):
    """The point of a term in the list."""
    return page.locator("[data-point]").filter(has=page.locator(".point-name", has_text=name)).first


def opened(page, name):
    """The point, once its passages are there."""
    point = point_of(page, name)
    if "is-open" not in point.get_attribute("class"):
        point.locator("[data-opens-point]").click()
    expect(point).to_have_class(re.compile("is-open"))
    return point


def passage_of(point, place):
    """The passage of an opened point at a place, which may stand among those that are shown on request."""
    further = point.locator(".point-further")
    if further.count():
        further.evaluate("fold => { fold.open = true; }")
    return point.locator(".passage").filter(has_text=place).first


def clara_finds_the_limitation_of_liability(review, clara):
    page = document_page(review, clara)
    passage = passage_of(opened(page, "Limitation of liability"), "clause 8.2,")
    passage.get_by_role("link", name=re.compile("page")).first.click()
    clause = page.locator(f"#{passage.get_attribute('data-passage')}")
    expect(clause).to_have_class(re.compile("is-selected"))
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("8.2 Limitation. TO THE MAXIMUM EXTENT PERMITTED BY LAW")
    clara.shot("reading-1-liability")

    proposal = Proposal.objects.select_related("desk").get(pk=passage.get_attribute("id").removeprefix("row-"))
    assert proposal.desk.slug == "legal"
    assert Reading.objects.get().text[proposal.start : proposal.end] == proposal.quote
    passage.get_by_role("button", name=re.compile("^Confirm Limitation")).click()
    eventually(lambda: Proposal.objects.get(pk=proposal.pk).state == "confirmed", "the passage is confirmed")
    term = review.terms.get(term_type__slug="liability")
    assert (term.vendor_wording, Passage.objects.get(term=term).quote) == (proposal.quote, proposal.quote)


def clara_decides_with_one_key_and_goes_on_to_the_next(review, clara):
    page = clara.page
    point = opened(page, "Limitation of liability")
    key = point.get_attribute("id")
    point.focus()
    page.keyboard.press("2")
    expect(point.locator("textarea:visible")).to_be_focused()
    page.keyboard.press("Escape")
    expect(point.locator("textarea:visible")).to_have_count(0)
    page.keyboard.press("1")
    eventually(lambda: review.terms.get(term_type__slug="liability").outcome == "ask", "the term is decided")
    states = Proposal.objects.filter(term_type__slug="liability").values_list("state", "settled_with")
    assert set(states) == {("confirmed", ""), ("confirmed", "decision")}
    selected = page.locator("[data-point].is-selected")
    expect(selected).to_have_count(1)
    expect(selected).not_to_have_id(key)  # the next one is ready, and opens by itself
    expect(selected).to_be_focused()
    expect(selected).to_have_class(re.compile("is-open"))
    clara.check()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(rf"{review.get_absolute_url()}$"))


def ben_confirms_a_passage_with_one_key(review, ben):
    page = document_page(review, ben)
    point = opened(page, "Payment terms")
    passage = point.locator(".passage").first
    proposal = Proposal.objects.select_related("desk").get(pk=passage.get_attribute("id").removeprefix("row-"))
    assert proposal.desk.slug == "procurement"
    point.focus()
    page.keyboard.press("y")
    eventually(lambda: Proposal.objects.get(pk=proposal.pk).state == "confirmed", "the passage is confirmed")
    expect(page.locator("[data-point].is-selected")).to_have_count(1)
    page.keyboard.press("k")
    page.keyboard.press("j")
    ben.shot("reading-2-payment")


def ben_corrects_what_duet_got_wrong(review, ben):
    page = ben.page
    point = opened(page, "Payment terms")
    pk = point.locator(".passage:not(.is-done)").first.get_attribute("id").removeprefix("row-")
    point.focus()
    page.keyboard.press("e")
    form = page.locator(f"#form-{pk}")
    form.get_by_label("What it is about").select_option(label="Expenses and travel")
    ben.check()
    form.get_by_role("button", name="Save").click()
    eventually(lambda: Proposal.objects.get(pk=pk).state == "corrected", "the passage is corrected")
    assert Proposal.objects.get(pk=pk).decided_type.slug == "expenses"


def the_text_leads_to_the_list(review, ben):
    page = document_page(review, ben)
    clause = page.locator(".clause.found:not(.tone-neutral)").nth(3)
    clause.locator("p").last.click()
    point = page.locator(f"#{clause.get_attribute('data-clause').split()[0]}")
    expect(point).to_have_class(re.compile("is-selected"))
    expect(point).to_be_focused()
    expect(point).to_be_in_viewport()


def the_text_comes_as_one_scrolls_and_a_link_leads_to_any_clause(review, ben):
    page = document_page(review, ben)
    last = len(Reading.objects.get().clauses) - 1
    expect(page.locator(f"#c-{last}")).to_have_count(0)
    page.locator("[data-waiting]").first.scroll_into_view_if_needed()
    expect(page.locator("#part-2[data-loaded]")).to_be_visible()
    ben.open(f"{review.get_absolute_url()}documents/{review.documents.get().pk}/read/#c-{last}")
    expect(page.locator(f"#c-{last}")).to_be_in_viewport()
    ben.check()


def the_pages_are_drawn(review, ben):
    page = ben.page
    page.get_by_role("link", name="Pages", exact=True).click()
    picture = page.locator("#page-1 img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    ben.check()


def it_works_on_a_phone(review, lead):
    page = document_page(review, lead)
    expect(page.locator("#text")).to_be_hidden()
    point = page.locator("[data-point]").first
    point.locator("[data-opens-point]").click()
    passage = point.locator(".passage").first
    expect(passage.locator(".passage-words")).to_be_visible()  # the words in place
    lead.check()
    passage.get_by_role("link", name=re.compile("page")).first.click()
    expect(page.locator(f"#{passage.get_attribute('data-passage')}")).to_be_in_viewport()
    lead.check()
