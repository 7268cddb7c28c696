"""Approvals cover a named state: they are asked for again when, and only when, something in it changes."""

import pytest
from django.core.exceptions import ValidationError
from djmoney.money import Money

from contracts.actions.documents import add_version
from intake import actions as intake_actions
from reviews.approvals import deciding
from reviews.approvals.asking import keep_up
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.findings import issues
from reviews.models import ApprovalBasis, ApprovalRule, Outcome, Part
from reviews.negotiation import actions as negotiation
from reviews.papers import documents
from reviews.pure.stages import Stage
from reviews.terms import deciding as term_deciding
from reviews.waits import claims, hand_overs, questions
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import SIGNATURE, approve_all, finish_all_sides
from tests.reviews.reading import Written, denied, refused, row, term, waits_of
from vendors.actions import update_vendor

RULES = {
    # desk: (conditions, what it covers beside the documents)
    "procurement": ([], [Part.VALUE, Part.NEEDED_BY, Part.COMMERCIAL_TERMS]),
    "legal": ([], [Part.LEGAL_TERMS]),
    "finance": ([{"field": "value", "comparison": "at_least", "value": 50000}], []),
    "security": ([{"field": "vendor_risk", "comparison": "one_of", "value": ["high", "medium"]}], []),
}


@pytest.fixture
@groundwork
def rules(defaults, desks):
    """One rule for each of four desks, each with a scope of its own."""
    ApprovalRule.objects.all().delete()
    for position, (desk, (conditions, covers)) in enumerate(RULES.items(), 1):
        ApprovalRule.objects.create(
            position=position, name=f"For {desk}", desk=desks[desk], conditions=conditions, covers=covers
        )


@pytest.fixture
@groundwork
def in_approval(rules, draft, requester, buyer, counsel, lead, finance_lead, specialists, desks):
    """A review of 60,000 with one paper, for which three desks are asked: procurement, legal and finance."""
    MembershipFactory(team=desks["security"], user=finance_lead, is_lead=True)
    draft.value = Money(60000, "EUR")
    draft.save()
    intake_actions.attach(draft, pdf("contract.pdf"), kind="contract", by=requester)
    review = intake_actions.submit(draft, by=requester)
    finish_all_sides(review)
    return negotiation.request_approval(review, by=buyer)


@pytest.fixture
@groundwork
def given(in_approval, lead):
    """The same with the approvals of procurement and legal given, by one lead at once; finance is still asked."""
    deciding.approve(in_approval.approvals.get(desk__slug="legal"), remark="Fine.", by=lead)
    return in_approval


def standing(review):
    """{desk: approved, asked or asked again} of the approvals that count."""
    words = {(True, False): "approved", (True, True): "approved", (False, False): "asked", (False, True): "asked again"}
    return {
        each.desk.slug: words[each.decided_at is not None, each.former_id is not None]
        for each in review.approvals.current().select_related("desk")
    }


def current(review, desk):
    return review.approvals.current().select_related("review", "desk").get(desk__slug=desk)


def told(approval):
    return [(each.label, each.before, each.after) for each in approval.difference]


GIVEN = {"procurement": "approved", "legal": "approved", "finance": "asked"}


def edit(term, *, by, **changes):
    texts = {"position": term.position, "vendor_wording": term.vendor_wording, "place": term.place}
    return term_deciding.edit_term(term, **texts | changes, by=by)


# --- what it covers, and why it is asked ------------------------------------------------------------


def test_asking_says_always_or_because(in_approval):
    reasons = dict(in_approval.approvals.values_list("desk__slug", "reasons"))
    assert reasons == {
        "procurement": [["For procurement", "always"]],
        "legal": [["For legal", "always"]],
        "finance": [["For finance", "because value is at least 50,000 (it is 60,000)"]],
    }


def test_an_approval_covers_the_documents_and_what_its_rules_name(in_approval):
    paper = in_approval.documents.get()
    labels = {
        each.desk.slug: [one["key"] for one in each.covered if not one["key"].startswith("term:")]
        for each in in_approval.approvals.select_related("desk")
    }
    document = f"document:{paper.pk}"
    assert labels == {
        "procurement": [document, "value", "needed_by"],
        "legal": [document],
        "finance": [document, "value"],
    }
    assert current(in_approval, "finance").covered == [
        {
            "key": document,
            "label": "Document “contract.pdf”",
            "text": "version 1, contract.pdf",
            "mark": paper.latest.sha256,
        },
        {"key": "value", "label": "Value", "text": "EUR 60,000"},
    ]


def test_terms_are_covered_with_outcome_reason_and_both_wordings(in_approval):
    liability = term(in_approval, "liability")
    covered = current(in_approval, "legal").covered
    assert [each["label"] for each in covered if each["key"].startswith(f"term:{liability.pk}:")] == [
        "Limitation of liability, outcome",
        "Limitation of liability, reason",
        "Limitation of liability, our position",
        "Limitation of liability, the vendor's wording",
    ]


# --- when, and only when ----------------------------------------------------------------------------

AGAIN = "asked again"
ALL_AGAIN = {"procurement": AGAIN, "legal": AGAIN, "finance": "asked"}
CHANGES = {
    # what is done: (by whom, the act, how the three approvals stand afterwards)
    "a new paper": (
        lambda review, p: documents.add_document(review, pdf("other.pdf", before=b" "), by=p["buyer"]),
        ALL_AGAIN,
    ),
    "the same paper again": (lambda review, p: documents.add_document(review, pdf("copy.pdf"), by=p["buyer"]), GIVEN),
    "a new version": (lambda review, p: new_version(review, pdf("v2.pdf", before=b"  "), p), ALL_AGAIN),
    "a new version of the same bytes": (lambda review, p: new_version(review, pdf("v2.pdf"), p), GIVEN),
    "a legal term decided otherwise": (
        lambda review, p: decide(review, "liability", Outcome.THEIRS, "legal", p, reason="A lower cap."),
        {**GIVEN, "legal": AGAIN},
    ),
    "a legal term decided the same": (
        lambda review, p: decide(review, "liability", Outcome.MEETS, "legal", p, reason="Read on paper."),
        GIVEN,
    ),
    "a commercial term decided otherwise": (
        lambda review, p: decide(review, "price", Outcome.NOT_APPLICABLE, "procurement", p, reason="None."),
        {**GIVEN, "procurement": AGAIN},
    ),
    "a shared term decided otherwise": (
        lambda review, p: decide(review, "service-credits", Outcome.THEIRS, "legal", p, reason="None.", by="second"),
        {**GIVEN, "procurement": AGAIN, "legal": AGAIN},
    ),
    "the vendor's wording of a legal term": (
        lambda review, p: edit(term(review, "liability"), vendor_wording="Unlimited.", by=p["counsel"]),
        {**GIVEN, "legal": AGAIN},
    ),
    "our position on a commercial term": (
        lambda review, p: edit(term(review, "price"), position="Half of it.", by=p["buyer"]),
        {**GIVEN, "procurement": AGAIN},
    ),
    "a term saved as it was": (lambda review, p: edit(term(review, "liability"), by=p["counsel"]), GIVEN),
    "the place of a term": (lambda review, p: edit(term(review, "liability"), place="9.1", by=p["counsel"]), GIVEN),
    "a comment": (
        lambda review, p: comment_actions.comment(review, "Well done.", audience="internal", by=p["buyer"]),
        GIVEN,
    ),
    "an issue": (lambda review, p: issues.raise_issue(review, "Late.", severity="note", by=p["buyer"]), GIVEN),
    "the vendor's risk, which nobody asked about": (lambda review, p: risk(review, "low", p), GIVEN),
    "the vendor's risk, which asks one more": (
        lambda review, p: risk(review, "high", p),
        {**GIVEN, "security": "asked"},
    ),
    "changed rules": (lambda review, p: ApprovalRule.objects.all().delete(), GIVEN),
}


def new_version(review, file, people):
    add_version(review.documents.first(), file, by=people["buyer"])
    keep_up(review)


def decide(review, slug, outcome, desk, people, reason="", by="lead"):
    term_deciding.decide_term(term(review, slug), outcome, desk=people["desks"][desk], reason=reason, by=people[by])


def risk(review, tier, people):
    update_vendor(review.vendor, risk_tier=tier, by=people["buyer"])
    keep_up(review)


@pytest.fixture
@groundwork
def people(buyer, counsel, lead, desks, finance_lead):
    second = UserFactory(name="Lars Lead")
    MembershipFactory(team=desks["legal"], user=second, is_lead=True)
    return {"buyer": buyer, "counsel": counsel, "lead": lead, "second": second, "desks": desks}


@pytest.mark.parametrize("change", CHANGES)
def test_an_approval_resets_when_and_only_when_what_it_covers_changes(change, given, people):
    act, expected = CHANGES[change]
    before = {each.pk: each.fingerprint for each in given.approvals.all()}

    act(given, people)

    assert standing(given) == expected
    if expected == GIVEN:
        assert {each.pk: each.fingerprint for each in given.approvals.all()} == before


# --- what a reset is --------------------------------------------------------------------------------


def test_reset_asks_again_with_the_difference_and_keeps_the_former_decision(given, people):
    former, written = current(given, "legal"), Written()

    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])

    change = "Limitation of liability, the vendor's wording: nothing → Unlimited."
    renewal = current(given, "legal")
    assert told(renewal) == [("Limitation of liability, the vendor's wording", "nothing", "Unlimited.")]
    assert row(renewal, "former", "decided_by", "remark", "why") == (former.pk, None, "", "For legal")
    assert row(former, "ended", "decided_by__name", "remark", "how") == ("reset", "Lena Lead", "Fine.", "approved")
    assert waits_of(given, "purpose", "desk__slug", "needed") == [
        ("approval", "finance", "Approve or decline for Finance."),
        ("approval", "legal", "Approve again or decline for Legal: something has changed."),
    ]
    assert written.events == [
        ("Clara Counsel", "term.edited", "internal", "edited “Limitation of liability”"),
        (None, "wait.opened", "business", "asked Legal for the final approval"),
        (
            "Clara Counsel",
            "approval.reset",
            "business",
            "changed what Lena Lead approved for Legal: the approval is asked for again",
        ),
        ("Clara Counsel", "approval.changed", "internal", f"changed what Legal approves. {change}"),
    ]
    again = f"What Lena Lead approved has changed. {change}"
    assert written.notices == [("Lars Lead", "assignment", again), ("Lena Lead", "assignment", again)]


def test_what_the_requester_reads_of_a_reset_names_no_term(given, people):
    edit(term(given, "liability"), vendor_wording="Canary wording.", by=people["counsel"])
    written = Written()
    edit(term(given, "liability"), vendor_wording="Another canary wording.", by=people["counsel"])
    for _, _, audience, summary in written.events:
        assert audience == "internal" or "canary" not in summary.lower()


def test_a_reset_approval_can_be_given_again_and_then_the_review_goes_on(given, people, lead, finance_lead):
    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    deciding.approve(current(given, "finance"), by=finance_lead)
    assert row(given, "stage") == ("final_approval",)
    deciding.approve(current(given, "legal"), by=people["second"])
    assert row(given, "stage") == ("signature",)


def test_a_change_taken_back_is_asked_once_more_without_a_difference(given, people):
    """Software never approves: what was reset stays with people, and they read that nothing differs."""
    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    edit(term(given, "liability"), vendor_wording="", by=people["counsel"])
    assert standing(given)["legal"] == AGAIN
    assert told(current(given, "legal")) == []


def test_two_changes_in_a_row_reset_once_and_show_both(given, people):
    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    decide(given, "indemnities", Outcome.THEIRS, "legal", people, reason="Mutual.")
    labels = [label for label, _, _ in told(current(given, "legal"))]
    assert given.approvals.filter(desk__slug="legal").count() == 2
    assert labels == [
        "Limitation of liability, the vendor's wording",
        "Indemnities, outcome",
        "Indemnities, reason",
    ]


def test_a_change_before_anybody_decided_tells_whoever_is_asked(given, people, finance_lead):
    asked, written = current(given, "finance"), Written()
    documents.add_document(given, pdf("order.pdf", before=b" "), by=people["buyer"])
    assert current(given, "finance") == asked
    assert told(current(given, "finance")) == [("Document “order.pdf”", "nothing", "version 1, order.pdf")]
    body = "Something that you are asked to approve has changed. Document “order.pdf”: nothing → version 1, order.pdf."
    assert ("Felix Finance", "news", body) in written.notices


# --- rules that a change brings in, or sends away ---------------------------------------------------


def test_a_change_can_ask_one_more_approval(given, people):
    risk(given, "high", people)
    assert waits_of(given, "purpose", "desk__slug")[-1] == ("approval", "security")
    assert dict(current(given, "security").reasons) == {
        "For security": "because vendor risk is one of High or Medium (it is High)"
    }


def test_an_approval_that_is_no_longer_needed_is_withdrawn(given, people):
    risk(given, "high", people)
    security, written = current(given, "security"), Written()
    risk(given, "low", people)
    assert row(security, "ended", "decided_at") == ("not_needed", None)
    assert row(security.wait, "answer") == ("No longer needed",)
    line = (None, "approval.withdrawn", "business", "made the approval of Security unnecessary: For security")
    assert line in written.events


def test_the_last_pending_approval_withdrawn_sends_the_review_on(given, people, finance_lead):
    """Felix leads finance and security; a question keeps his second step open when he decides the first."""
    risk(given, "high", people)
    questions.ask_requester(current(given, "security").wait, "Do they see data?", by=finance_lead)
    deciding.approve(current(given, "finance"), by=finance_lead)
    assert row(given, "stage") == ("final_approval",)
    risk(given, "low", people)
    assert row(given, "stage") == ("signature",)


def test_new_rules_touch_new_work_only(given, people, desks):
    ApprovalRule.objects.all().update(is_active=False)
    ApprovalRule.objects.create(position=9, name="Everything", desk=desks["privacy"])
    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    assert standing(given) == {**GIVEN, "legal": AGAIN}


# --- after approval, before the signature -----------------------------------------------------------


def test_a_change_before_the_signature_goes_back_to_those_it_concerns(given, people, finance_lead, lead):
    approve_all(given)
    assert row(given, "stage") == ("signature",)

    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])

    assert row(given, "stage") == ("final_approval",)
    assert waits_of(given, "purpose", "desk__slug") == [("approval", "legal")]
    deciding.approve(current(given, "legal"), by=lead)
    assert waits_of(given, "purpose") == [("signature",)]


def test_an_unchanged_save_before_the_signature_changes_nothing(given, people):
    approve_all(given)
    documents.add_document(given, pdf("copy.pdf"), by=people["buyer"])
    assert (row(given, "stage"), waits_of(given, "purpose")) == (("signature",), [("signature",)])


def test_a_change_that_came_unnoticed_is_not_signed(given, people, today, buyer):
    approve_all(given)
    add_version(given.documents.first(), pdf("v2.pdf", before=b" "), by=buyer)
    dates = {"signed_on": today, "starts_on": today, **SIGNATURE}
    with pytest.raises(ValidationError, match=f"the review is in “{Stage.FINAL_APPROVAL.label}”"):
        closing.record_signature(given, **dates, by=buyer)
    assert standing(given) == {"procurement": AGAIN, "legal": AGAIN, "finance": AGAIN}


# --- approving what one has seen --------------------------------------------------------------------


def seen(*approvals):
    return {each.pk: each.fingerprint for each in approvals}


def test_approving_a_stale_page_is_refused_with_the_difference(given, people, finance_lead):
    finance = current(given, "finance")
    shown = seen(finance)
    documents.add_document(given, pdf("order.pdf", before=b" "), by=people["buyer"])
    with refused(
        "This has changed since you opened the page. Look at it again, then decide.",
        "Document “order.pdf”: nothing → version 1, order.pdf.",
    ):
        deciding.approve(finance, seen=shown, by=finance_lead)
    deciding.approve(finance, seen=seen(current(given, "finance")), by=finance_lead)


def test_deciding_once_leaves_out_the_step_whose_change_was_not_seen(in_approval, people, lead):
    procurement, legal = current(in_approval, "procurement"), current(in_approval, "legal")
    shown = seen(procurement, legal)
    edit(term(in_approval, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    deciding.approve(procurement, seen=shown, by=lead)
    assert standing(in_approval) == {"procurement": "approved", "legal": "asked", "finance": "asked"}


def test_approving_what_was_reset_meanwhile_says_so(given, people, lead):
    former = current(given, "legal")
    edit(term(given, "liability"), vendor_wording="Unlimited.", by=people["counsel"])
    with refused("This is settled: asked again. Look at the page again."):
        deciding.approve(former, by=lead)


# --- a person whom the rule names -------------------------------------------------------------------


@pytest.fixture
@groundwork
def named(in_approval, finance_lead, desks):
    """Finance asked through Felix by name, with a second lead on the desk."""
    second = UserFactory(name="Fiona Finance")
    MembershipFactory(team=desks["finance"], user=second, is_lead=True)
    ApprovalBasis.objects.filter(review=in_approval).update(
        rules=[
            each | {"person": finance_lead.pk} if each["name"] == "For finance" else each
            for each in in_approval.approval_basis.rules
        ]
    )
    in_approval.refresh_from_db()
    keep_up(in_approval)
    return in_approval, second


def test_a_named_person_is_asked_and_alone_decides(named, finance_lead):
    review, second = named
    asked = current(review, "finance")
    assert row(asked.wait, "person__name", "holder") == ("Felix Finance", "person")
    with denied("The rule names Felix Finance, who alone decides this."):
        deciding.approve(asked, by=second)
    deciding.approve(asked, by=finance_lead)
    assert row(asked, "decided_by__name") == ("Felix Finance",)


def test_what_is_asked_of_a_person_by_name_stays_with_them(named, finance_lead):
    review, second = named
    wait = current(review, "finance").wait
    for act in (
        lambda: hand_overs.hand_over(wait, to=second, reason="I am away.", by=finance_lead),
        lambda: claims.release(wait, by=finance_lead),
    ):
        with refused("The rule names Felix Finance, who alone decides this."):
            act()


def test_leads_decide_when_the_named_person_has_left(named, finance_lead):
    review, second = named
    finance_lead.is_active = False
    finance_lead.save()
    deciding.approve(current(review, "finance"), by=second)
    assert row(current(review, "finance"), "decided_by__name") == ("Fiona Finance",)
