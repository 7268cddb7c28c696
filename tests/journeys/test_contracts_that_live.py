"""What happens after a signature: a signed file that differs is caught, a renewal opens in time and is met by evidence,
an amendment changes the notice and the value, what is owed is done."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from djmoney.money import Money
from playwright.sync_api import expect

from contracts import tasks
from contracts.actions import obligations
from contracts.actions.signed_files import attach_signed_file
from contracts.models import Contract, RenewalDecision
from notices.models import Notice
from people.models import Team
from tests.contracts.builders import pdf
from tests.factories import ContractFactory, VendorFactory
from tests.journeys.conftest import eventually
from tests.reviews.word_papers import contract as word_file
from tests.reviews.word_papers import read

TERM, LAW = "1. Term. This Agreement runs for {} months.", "2. Law. The laws of England apply to this Agreement."


@pytest.fixture
def people(request, transactional_db):
    return {name: request.getfixturevalue(name) for name in ("requester", "buyer", "counsel", "lead")}


def hosting(people, ends_in, **more):
    """Renews by itself after so many days unless notice is given ten days before."""
    today = timezone.localdate()
    facts = {
        "title": "Hosting",
        "vendor": VendorFactory(name="Helio"),
        "owner": people["requester"],
        "desk": Team.objects.get(slug="procurement"),
        "signed_on": today - timedelta(days=400),
        "starts_on": today - timedelta(days=390),
        "first_term": f"to:{today + timedelta(days=ends_in)}",
        "notice": "10d",
        "value": Money(10_000, "EUR"),
        "value_per": "year",
    }
    return ContractFactory(**(facts | more))


def test_signed_file_that_differs_is_caught(people, visitor, tmp_path):
    contract = hosting(people, 200)
    approved = attach_signed_file(contract, word_file(TERM.format("twelve"), LAW), by=people["buyer"]).version
    contract.signed_files.all().delete()
    Contract.objects.filter(pk=contract.pk).update(cleared_version=approved)
    path = tmp_path / "signed.docx"
    path.write_bytes(word_file(TERM.format("sixty"), LAW).read())

    desk = visitor(people["buyer"])
    page = desk.page
    desk.open(contract.get_absolute_url())
    page.get_by_role("link", name="Attach").click()
    page.get_by_label("Signed file").set_input_files(path)
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("Differs from the approved file")).to_be_visible()
    for version in (approved, contract.signed_files.get().version):
        read(version)
    page.get_by_role("link", name="What differs").click()
    expect(page.get_by_text("1 clause says something else.")).to_be_visible()
    expect(page.locator("ins", has_text="sixty")).to_be_visible()
    desk.check()


def test_renewal_opens_in_time_and_is_met_by_evidence(people, visitor, tmp_path):
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        contract = hosting(people, 110)
        tasks.work_out_dates()
        assert not RenewalDecision.objects.exists()
    Contract.objects.filter(pk=contract.pk).update(next_look_at=timezone.now())
    tasks.work_out_dates()
    tasks.remind_of_contracts()
    assert RenewalDecision.objects.get().contract == contract
    assert Notice.objects.filter(recipient=people["requester"], key__contains=f"contract-{contract.pk}-").exists()

    owner = visitor(people["requester"]).page
    owner.goto(contract.get_absolute_url())
    owner.get_by_role("link", name="Propose").click()
    owner.get_by_label("End:", exact=False).check()
    owner.get_by_label("Why").fill("Nobody uses it.")
    owner.get_by_role("button", name="Propose").click()
    expect(owner.get_by_text("proposes to end").first).to_be_visible()

    head = visitor(people["lead"]).page
    head.goto(contract.get_absolute_url())
    head.get_by_role("link", name="Decide").click()
    head.get_by_label("End:", exact=False).check()
    head.get_by_label("Why").fill("Agreed.")
    head.get_by_role("button", name="Decide").click()
    expect(head.get_by_text("It waits for legal’s signature.")).to_be_visible()

    lawyer = visitor(people["counsel"]).page
    lawyer.goto(contract.get_absolute_url())
    lawyer.get_by_role("button", name="Sign for legal").click()
    expect(lawyer.get_by_text("The notice has not gone out yet.", exact=False)).to_be_visible()

    desk = visitor(people["buyer"])
    page = desk.page
    desk.open(contract.get_absolute_url())
    with page.expect_download() as letter:
        page.get_by_role("link", name="The same as PDF").click()
    assert letter.value.suggested_filename.endswith(".pdf")
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(pdf().read())
    page.get_by_role("link", name="The notice went out").click()
    page.get_by_label("Sent on").fill(timezone.localdate().isoformat())
    page.get_by_label("How").fill("By courier with receipt.")
    page.get_by_label("Evidence").set_input_files(receipt)
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Notice went out: By courier with receipt.")).to_be_visible()
    desk.check()
    decision = RenewalDecision.objects.get()
    assert decision.settled_at and decision.sent_version.original_name == "receipt.pdf"


def test_amendment_changes_the_notice_and_the_value(people, visitor):
    contract = hosting(people, 200)
    before = contract.act_by
    desk = visitor(people["buyer"])
    page = desk.page
    desk.open(contract.get_absolute_url())
    page.get_by_role("link", name="Amend").click()
    page.get_by_label("Amendment signed on").fill(timezone.localdate().isoformat())
    page.get_by_label("Notice is now").fill("60 days")
    page.get_by_label("What it says about the value").select_option("total")
    page.get_by_label("Amount").fill("12000")
    page.get_by_role("button", name="Put on record").click()
    expect(page.get_by_text("From EUR 10,000 by 2,000 more to EUR 12,000.", exact=False).first).to_be_visible()
    desk.problems.clear()  # the browser notes the 422 of the question
    page.get_by_label("That is what the amendment says").check()
    page.get_by_role("button", name="Put on record").click()
    expect(page.get_by_text("The amendment counts.", exact=False)).to_be_visible()
    desk.check()
    contract.refresh_from_db()
    assert contract.act_by < before - timedelta(days=40) and contract.value.amount == 12_000


def test_what_is_owed_is_done_with_its_evidence(people, visitor, tmp_path):
    contract = hosting(people, 200)
    today = timezone.localdate()
    facts = {"title": "Certificate", "owner": people["requester"], "first_due_on": today, "rhythm": "yearly"}
    obligation = obligations.add_obligation(contract, **facts, needs_evidence=True, by=people["buyer"])
    tasks.remind_of_obligations()
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf().read())

    desk = visitor(people["requester"])
    page = desk.page
    desk.open("/contracts/obligations/")
    page.get_by_role("link", name="It is done").first.click()
    page.get_by_label("What was done").fill("Renewed.")
    page.get_by_label("Evidence").set_input_files(path)
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("certificate.pdf")).to_be_visible()
    desk.check()
    eventually(lambda: obligation.dates.filter(state="done").count() == 1, "the date to be done")
    assert obligation.dates.filter(state="open").count() == 1
