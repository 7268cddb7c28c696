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
    ben_confirms_a_payment_clause_with_one_key(review, ben)
    ben_corrects_what_duet_got_wrong(review, ben)
    the_text_leads_to_the_list(review, ben)
    the_pages_are_drawn(review, ben)
    it_works_on_a_phone(review, visitor(everybody["lead"], width=390))


def document_page(review, visitor):
    document = review.documents.get()
    visitor.open(f"{review.get_absolute_url()}documents/{document.pk}/read/")
    return visitor.page


def rosa_uploads_and_sees_that_it_is_read(review, rosa):
    rosa.open(review.get_absolute_url())
    rosa.page.locator("#file-drop-input").set_input_files(CONTRACT)
    state = rosa.page.locator(".reading-state")
    expect(state).to_be_visible()
    expect(state).to_have_text(re.compile(r"^\s*Read\s+It has 14 comments"), timeout=PATIENCE)
    rosa.check()
    assert Reading.objects.get().outcome == "text"


def row_of(page, name, place):
    """The passage in the list that was found for a term at a place."""
    group = page.locator(".found-group").filter(has=page.get_by_role("heading", name=name))
    return group.locator(".found-row").filter(has_text=place)


def clause_of(page, row):
    return page.locator(f"#{row.get_attribute('data-passage')}")


def clara_finds_the_limitation_of_liability(review, clara):
    page = document_page(review, clara)
    row = row_of(page, "Limitation of liability", "clause 8.2,")
    row.get_by_role("link", name=re.compile("page")).first.click()
    clause = clause_of(page, row)
    expect(clause).to_have_class(re.compile("is-selected"))
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("8.2 Limitation. TO THE MAXIMUM EXTENT PERMITTED BY LAW")
    expect(page.locator(".found-band.tone-legal")).to_contain_text("Limitation of liability")
    clara.shot("reading-1-liability")

    proposal = Proposal.objects.select_related("desk").get(pk=row.get_attribute("id").removeprefix("row-"))
    assert proposal.desk.slug == "legal"
    assert Reading.objects.get().text[proposal.start : proposal.end] == proposal.quote
    row.get_by_role("button", name=re.compile("Confirm Limitation")).click()
    expect(page.locator(f"#row-{proposal.pk}")).to_contain_text("Confirmed")
    term = review.terms.get(term_type__slug="liability")
    assert (term.vendor_wording, Passage.objects.get(term=term).quote) == (proposal.quote, proposal.quote)


def ben_confirms_a_payment_clause_with_one_key(review, ben):
    page = document_page(review, ben)
    row = row_of(page, "Payment terms", "clause 4.2,")
    proposal = Proposal.objects.select_related("desk").get(pk=row.get_attribute("id").removeprefix("row-"))
    assert proposal.desk.slug == "procurement"
    row.focus()
    expect(clause_of(page, row)).to_have_class(re.compile("is-selected"))
    page.keyboard.press("y")
    expect(page.locator(f"#row-{proposal.pk}")).to_contain_text("Confirmed")
    selected = page.locator(".found-row.is-selected")
    expect(selected).to_have_count(1)
    expect(selected).not_to_have_id(f"row-{proposal.pk}")  # the next one is ready
    page.keyboard.press("k")
    page.keyboard.press("j")
    ben.shot("reading-2-payment")


def ben_corrects_what_duet_got_wrong(review, ben):
    page = ben.page
    row = page.locator(".found-band.tone-commercial .found-row:not(.found-done)").first
    pk = row.get_attribute("id").removeprefix("row-")
    row.focus()
    page.keyboard.press("e")
    form = page.locator(f"#form-{pk}")
    form.get_by_label("What it is about").select_option(label="Expenses and travel")
    ben.check()
    form.get_by_role("button", name="Save").click()
    expect(page.locator(f"#row-{pk}")).to_contain_text("Corrected")
    assert Proposal.objects.get(pk=pk).decided_type.slug == "expenses"


def the_text_leads_to_the_list(review, ben):
    page = document_page(review, ben)
    clause = page.locator(".clause.found").nth(3)
    clause.locator("p").first.click()
    row = page.locator(f"#{clause.get_attribute('data-clause').split()[0]}")
    expect(row).to_have_class(re.compile("is-selected"))
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def the_pages_are_drawn(review, ben):
    page = ben.page
    page.get_by_role("link", name="Pages", exact=True).click()
    picture = page.locator("#page-1 img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    ben.check()


def it_works_on_a_phone(review, lead):
    page = document_page(review, lead)
    expect(page.locator("#found")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^Passages")).click()
    row = page.locator(".found-row").first
    row.get_by_role("link", name=re.compile("page")).first.click()
    expect(clause_of(page, row)).to_be_in_viewport()
    lead.check()
