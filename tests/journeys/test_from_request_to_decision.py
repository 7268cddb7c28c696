"""The main job, from a request in the browser to a decision that both functions made, with a worker that is real.

Three people sit at three browsers, as in life; the leads come in for the approval.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from common.business_time import next_working_moment
from intake.demo.paper import contract_pdf
from notices.models import Notice
from people.hours import calendars_of
from people.models import Team
from reviews.models import Purpose, Reminder, Review
from reviews.pure.stages import Stage
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.conftest import PASSWORD, eventually

PEOPLE = ["requester", "buyer", "counsel", "lead", "finance_lead"]


@pytest.fixture
def everybody(request, transactional_db):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def paper(tmp_path):
    """The vendor's contract as a file on the requester's disk."""
    content: ContentFile = contract_pdf("Octave Payroll", "Two more countries")
    path = tmp_path / "Octave agreement.pdf"
    path.write_bytes(content.read())
    return path


def test_from_a_request_to_a_signed_contract(everybody, visitor, worker, paper):
    rosa, ben, clara = visitor(), visitor(everybody["buyer"]), visitor(everybody["counsel"])

    sign_in(everybody["requester"], rosa)
    review = ask_for_an_amendment(rosa, paper)
    both_functions_have_it_the_same_minute(review, ben, clara)
    ben_claims_with_one_key_and_decides(review, ben)
    clara_asks_and_rosa_answers(review, clara, rosa)
    clara_raises_an_issue_that_rosa_reads(review, clara, rosa)
    what_is_overdue_is_reminded_once(review, worker, clara)
    clara_is_done(review, clara)
    ben_asks_for_approval(review, ben)
    laura = another_lead_of_legal()
    the_leads_approve(review, visitor(everybody["lead"]), visitor(everybody["finance_lead"]), visitor(laura))
    ben_notes_the_signature(review, ben)
    rosa_reads_the_answer(review, rosa)


def sign_in(requester, rosa):
    """With the form, once; the others come with a session of theirs."""
    requester.set_password(PASSWORD)
    requester.save()
    rosa.sign_in(requester.email)


def ask_for_an_amendment(rosa, paper):
    """Step 1 and 2: questions that depend on answers, a draft that saves itself, a file, and the review opens."""
    page = rosa.page
    page.get_by_role("link", name="New request").first.click()
    rosa.check()
    page.get_by_role("link", name="Amendment").click()
    page.wait_for_url("**/requests/new/amendment/")
    rosa.shot("1-empty-request")

    page.get_by_label("What do you need?").fill("Two more countries in payroll")
    page.get_by_label("Which vendor?").fill("Octave Payroll")
    page.get_by_label("What will it cost?").fill("60000")
    page.get_by_label("Why do you need it?").fill("We hire in Austria and in the Netherlands.")
    page.get_by_label("Which contract is it about?").fill("The payroll agreement of 2024")
    page.get_by_label("What should change?").fill("Add Austria and the Netherlands.")
    follow_up = page.get_by_label("Why, and by how much?")
    expect(follow_up).to_be_hidden()
    page.locator("[data-question=price_changes]").get_by_label("Yes").check()
    expect(follow_up).to_be_visible()
    follow_up.fill("12 a month more per head.")
    page.locator("[data-question=dates_change]").get_by_label("No").check()
    page.locator("#file-drop-input").set_input_files(paper)
    expect(page.get_by_text("Octave agreement.pdf").first).to_be_visible()
    expect(page.locator("#save-status")).to_contain_text("Saved")
    rosa.shot("2-request-filled-in")

    rosa.press("Submit request")
    page.wait_for_url(re.compile(r"/reviews/R-\d+/$"))
    rosa.shot("3-requester-sees-who-has-it")
    return Review.objects.get()


def both_functions_have_it_the_same_minute(review, ben, clara):
    waits = review.waits.open().filter(purpose=Purpose.DESK_REVIEW)
    assert {wait.desk.slug for wait in waits} == {"procurement", "legal"}
    assert len({wait.opened_at.replace(second=0, microsecond=0) for wait in waits}) == 1
    for reviewer in (ben, clara):
        reviewer.open("/queue/")
        expect(reviewer.page.locator("#list").get_by_text("Two more countries in payroll")).to_be_visible()
        reviewer.open("/notices/")
        expect(reviewer.page.get_by_text(review.reference).first).to_be_visible()


def ben_claims_with_one_key_and_decides(review, ben):
    """Step 3: the queue by keyboard, then the commercial side, on one term theirs is accepted."""
    page = ben.page
    ben.open("/queue/")
    ben.shot("4-queue")
    page.keyboard.press("j")
    with ben.posting():
        page.keyboard.press("c")
    eventually(lambda: review.waits.filter(person__email="buyer@duet.example").exists(), "the claim")

    ben.open(f"/reviews/{review.reference}/")
    ben.shot("5-workbench")
    payment = review.terms.get(term_type__slug="payment-terms")
    decide(page, payment, "Accept theirs", "45 days is what others pay too.")
    expect(page.locator(f"#term-{payment.pk} .t-out")).to_have_text("Theirs accepted")
    decide_the_rest(page, review, "procurement")
    ben.check()
    ben.press("Our side is done")
    page.locator("#side-tab-timeline").click()
    expect(page.get_by_text("closed the side of Procurement").first).to_be_visible()


def decide(page, term, verb, reason):
    """Open the line of a term and press a verb, with the reason where it asks for one."""
    line = page.locator(f"#term-{term.pk}")
    line.locator("[data-row-link]").click()
    button = line.locator(".btn-verb").filter(has_text=verb)
    button.click()
    if line.locator(".verb[open]").count():
        line.locator(".verb[open] textarea").fill(reason)
        line.locator(".verb[open]").get_by_role("button", name=verb, exact=True).click()


def decide_the_rest(page, review, function):
    """Say of every term that the desk still has to decide that it is as we want it; where the paper differs, that
    theirs is accepted. Nothing is asked of the vendor."""
    for term in review.terms.filter(desk__slug=function, outcome="open").select_related("term_type"):
        differs = page.locator(f"#term-{term.pk}").get_by_text("Differs").count()
        decide(page, term, "Accept theirs" if differs else "It is as we want it", "Read on paper, clause by clause.")
        expect(page.locator(f"#term-{term.pk} .t-out")).to_have_text(re.compile("As we want it|Theirs accepted"))


def clara_asks_and_rosa_answers(review, clara, rosa):
    """A question waits on the requester and stops the asker's clock."""
    page = clara.page
    clara.open(f"/reviews/{review.reference}/")
    clara.press("Claim")
    eventually(lambda: review.waits.filter(person__email="counsel@duet.example").exists(), "the claim")
    clara.open(f"/reviews/{review.reference}/")
    page.locator("#waits .is-mine > summary").click()
    page.get_by_text("Ask a question").first.click()
    page.get_by_role("textbox", name="Question").first.fill("Do the works councils know?")
    clara.press("Ask")
    expect(page.locator("#waits .is-mine > summary")).to_contain_text("paused")
    page.locator("#waits .is-mine > summary").click()
    expect(page.get_by_text("Paused until the requester answers")).to_be_visible()

    rosa.open("/requests/")
    expect(rosa.page.get_by_text("We need you").first).to_be_visible()
    rosa.shot("6-requester-is-needed")
    rosa.open(f"/reviews/{review.reference}/")
    rosa.page.get_by_role("textbox", name="Your answer").fill("Yes, since October.")
    rosa.press("Send answer")
    rosa.page.get_by_text("Questions that you answered").click()
    expect(rosa.page.get_by_text("Yes, since October.").first).to_be_visible()

    clara.open(f"/reviews/{review.reference}/")
    expect(page.locator("#waits .is-mine > summary")).not_to_contain_text("paused")


def clara_raises_an_issue_that_rosa_reads(review, clara, rosa):
    clara.page.locator("#side-tab-issues").click()
    clara.page.get_by_text("Raise an issue").click()
    clara.page.get_by_role("textbox", name="What is wrong").fill("The cap is lower than what could go wrong.")
    clara.press("Raise issue")
    expect(clara.page.get_by_text("The cap is lower than what could go wrong.").first).to_be_visible()

    rosa.open(f"/reviews/{review.reference}/")
    expect(rosa.page.get_by_text("The cap is lower than what could go wrong.").first).to_be_visible()
    rosa.shot("7-requester-reads-the-issue")


def what_is_overdue_is_reminded_once(review, worker, clara):
    """Step 6: time passes (the wait is set back, as if it had been opened two weeks ago), and beat does the rest."""
    wait = review.waits.open().get(purpose=Purpose.DESK_REVIEW)
    now = timezone.now()
    wait.opened_at, wait.due_at = now - timedelta(days=14), now - timedelta(minutes=1)
    wait.remind_at = wait.due_at
    wait.save()

    reminders = Notice.objects.filter(kind="reminder", recipient=wait.person)
    eventually(reminders.exists, "the reminder")
    if works_now(wait.person):
        eventually(lambda: reminders.filter(mailed_at__isnull=False).exists(), "its mail")
    sweeps_go_on_and_find_nothing_more(wait)

    assert reminders.count() == 1
    assert Reminder.objects.filter(wait=wait, was_sent=True).count() == 1
    mails = [text for text in worker.texts() if "To: counsel@duet.example" in text and "Overdue" in text]
    assert len(mails) == (1 if works_now(wait.person) else 0)  # at night it waits until she works
    clara.open("/notices/")
    expect(clara.page.get_by_text("Overdue").first).to_be_visible()
    clara.shot("8-reminder")


def works_now(person):
    """Whether the person's working day is on: reminders are mailed in working hours only."""
    return next_working_moment(timezone.now(), calendars_of([person])[person.pk]) <= timezone.now()


def sweeps_go_on_and_find_nothing_more(wait):
    """Another wait's reminder is sent: so a sweep has run since, and looked at this one as well."""
    other = wait.review.waits.filter(purpose=Purpose.DESK_REVIEW, closed_at__isnull=False).first()
    other.pk, other.closed_at, other.closed_by, other.claimed_at = None, None, None, None
    other.holder, other.person, other.remind_at, other.due_at = "desk", None, wait.due_at, wait.due_at
    other.save()
    eventually(lambda: other.reminders.exists(), "the next sweep")
    other.delete()


def clara_is_done(review, clara):
    """Step 4: the second function is done too, and the review moves on by itself."""
    clara.open(f"/reviews/{review.reference}/")
    decide_the_rest(clara.page, review, "legal")
    clara.press("Our side is done")
    eventually(lambda: Review.objects.get().stage == Stage.ALIGNED, "alignment")


def ben_asks_for_approval(review, ben):
    ben.open(f"/reviews/{review.reference}/")
    ben.shot("9-aligned")
    ben.press("Ask for final approval")
    eventually(lambda: Review.objects.get().stage == Stage.FINAL_APPROVAL, "final approval")


def another_lead_of_legal():
    laura = UserFactory(name="Laura Lawyer")
    MembershipFactory(team=Team.objects.get(slug="legal"), user=laura, is_lead=True)
    return laura


def the_leads_approve(review, lena, felix, laura):
    """Value asks for finance, procurement always approves, and legal since a legal term deviates: Lena leads both desks
    and approves for one of them, as a second person looks at a deviation."""
    for lead, desk, name in ((lena, "procurement", "10-approval"), (felix, "finance", "11-second-approval")):
        lead.open(f"/reviews/{review.reference}/")
        lead.shot(name)
        lead.press("Approve", within=step_of(lead.page, review, desk))
    expect(step_of(lena.page, review, "legal")).to_contain_text("a second person approves for Legal")
    laura.open(f"/reviews/{review.reference}/")
    laura.press("Approve", within=step_of(laura.page, review, "legal"))
    eventually(lambda: Review.objects.get().stage == Stage.SIGNATURE, "three approvals")


def step_of(page, review, desk):
    return page.locator(f"#approval-{review.approvals.current().get(desk__slug=desk).pk}")


def ben_notes_the_signature(review, ben):
    ben.open(f"/reviews/{review.reference}/")
    today = timezone.localdate()
    ben.page.get_by_label("Signed on").fill(str(today))
    ben.page.get_by_label("Runs from").fill(str(today))
    ben.press("Record signature")
    eventually(lambda: Review.objects.get().stage == Stage.ACTIVE, "the signature")


def rosa_reads_the_answer(review, rosa):
    """Step 5, at the end: where it is, and the whole way there."""
    rosa.open(f"/reviews/{review.reference}/")
    expect(rosa.page.get_by_text("Done").first).to_be_visible()
    rosa.shot("12-done")


def test_a_no_is_explained_by_both_functions(everybody, visitor, review):
    """Legal drafts the decision note, procurement co-signs it, and the requester reads all five parts of it."""
    ben, clara, rosa = (visitor(everybody[name]) for name in ("buyer", "counsel", "requester"))
    parts = {
        "What we decided": "We will not sign this contract.",
        "Why": "They keep what our customers say for ever.",
        "What could have happened": "Answers of customers could have been sold.",
        "What would change our mind": "Deletion after a year.",
        "What you can do instead": "Use the survey tool of the group.",
    }

    clara.open(f"/reviews/{review.reference}/")
    clara.page.locator("#main").get_by_text("More", exact=True).click()
    clara.page.get_by_role("link", name="Decline…").click()
    clara.check()
    boxes = clara.page.locator("main form textarea")
    for number, text in enumerate(parts.values()):
        boxes.nth(number).fill(text)
    clara.shot("13-decision-note")
    with clara.posting():
        clara.page.locator("main form button[type=submit]").first.click()
    eventually(lambda: review.decision_notes.exists(), "the draft")
    rosa.open(f"/reviews/{review.reference}/")
    expect(rosa.page.get_by_text("We will not sign this contract.")).to_have_count(0)

    ben.open(f"/reviews/{review.reference}/")
    ben.shot("14-co-sign")
    ben.press("Co-sign")
    eventually(lambda: Review.objects.get().stage == Stage.DECLINED, "the second signature")

    rosa.open(f"/reviews/{review.reference}/")
    for text in parts.values():
        expect(rosa.page.get_by_text(text).first).to_be_visible()
    rosa.shot("15-declined")
