"""How a review ends: declined with a note that both functions sign, signed, or withdrawn."""

from datetime import date, timedelta

import pytest
from djmoney.money import Money

from common.log import events_of
from common.models import Audience, Event
from contracts.models import DocumentKind
from contracts.stamps import SAME_FILE, stamp_of
from intake import actions as intake_actions
from people.models import DeskSide, Membership
from reviews.closing import actions as closing
from reviews.models import Purpose, Slot
from reviews.negotiation import actions as negotiation
from reviews.papers import documents
from reviews.pure.stages import Stage
from reviews.waits import claims, hand_overs, questions
from reviews.waits.status import status_of
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE, approve_all, finish_all_sides
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row, waits_of

DATES = {
    "signed_on": date(2026, 11, 20),
    "starts_on": date(2026, 12, 1),
    "first_term": "12m",
    "renewal": "auto",
    "renewal_term": "12m",
    "notice": "90d",
}


# --- drafting a no ----------------------------------------------------------------------------------


def test_draft_decision_note_asks_the_other_function_to_sign(review, buyer, counsel, lead, requester):
    written = Written()

    note = closing.draft_decision_note(review, **{name: f"  {text}\n" for name, text in NOTE.items()}, by=buyer)

    assert row(note, *NOTE) == tuple(NOTE.values())
    assert row(note, "drafted_by__name", "co_signed_by", "objected_by", "objection") == ("Ben Buyer", None, None, "")
    needed = "Read the decision note by Ben Buyer and co-sign it, or object."
    assert row(note.wait, "purpose", "desk__slug", "asked_by__name", "needed") == (
        "co_signature",
        "legal",
        "Ben Buyer",
        needed,
    )
    assert written.notices == [("Clara Counsel", "assignment", needed), ("Lena Lead", "assignment", needed)]
    assert written.events == [
        ("Ben Buyer", "wait.opened", "internal", f"asked Legal: {needed}"),
        ("Ben Buyer", "decision_note.drafted", "internal", "drafted a decision note for Legal to co-sign"),
    ]
    assert row(review, "stage") == ("in_review",)


def test_a_no_that_is_not_signed_yet_is_not_told_to_the_requester(review, buyer, counsel, lead):
    before = list(events_of(review, audiences=[Audience.BUSINESS]))
    note = closing.draft_decision_note(review, **NOTE, by=buyer)
    claims.claim(note.wait, by=counsel)
    hand_overs.hand_over(note.wait, to=lead, reason="Yours.", by=counsel)

    assert list(events_of(review, audiences=[Audience.BUSINESS])) == before
    needed = [line.needed for line in status_of(review, plain=True).lines]
    assert [sentence for sentence in needed if "note" in sentence] == []
    reviewers_read = [line.wait for line in status_of(review, plain=False).lines]
    assert note.wait in reviewers_read


@pytest.mark.parametrize(
    ("functions", "asked"),
    [
        (["procurement"], "legal"),
        (["legal"], "procurement"),
        (["procurement", "legal"], "procurement"),
        (["procurement", "finance"], "legal"),
    ],
    ids=str,
)
def test_note_goes_to_the_other_function(functions, asked, review, desks):
    drafter = UserFactory(name="Dora Drafter")
    for function in functions:
        MembershipFactory(team=desks[function], user=drafter)
    assert closing.draft_decision_note(review, **NOTE, by=drafter).wait.desk == desks[asked]


def test_lead_whose_approval_is_pending_can_decline(
    draft, requester, buyer, counsel, lead, finance_lead, specialists, desks
):
    draft.value = Money(60000, "EUR")
    draft.save()
    review = intake_actions.submit(draft, by=requester)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    note = closing.draft_decision_note(review, **NOTE, by=finance_lead)
    assert note.wait.desk == desks["procurement"]


def test_draft_decision_note_is_for_both_functions_and_approvers(review, requester, admin, stranger, finance_lead):
    for person in (requester, admin, stranger, finance_lead):
        with denied("Procurement, legal and approvers can decline, never the requester."):
            closing.draft_decision_note(review, **NOTE, by=person)


def test_draft_decision_note_refuses_the_requester_on_the_desk(review, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("Procurement, legal and approvers can decline, never the requester."):
        closing.draft_decision_note(review, **NOTE, by=requester)


def test_draft_decision_note_asks_for_every_part(review, buyer):
    with refused(
        "Say what was decided.",
        "Say why, in plain words.",
        "Say what could have happened.",
        "Say what would change our mind.",
        "Say what the requester can do instead.",
    ):
        closing.draft_decision_note(review, **dict.fromkeys(NOTE, " \n"), by=buyer)


def test_draft_decision_note_once_at_a_time_and_on_live_reviews(review, buyer, counsel, requester):
    closing.draft_decision_note(review, **NOTE, by=buyer)
    with refused("A decision note is already waiting for the other function's signature."):
        closing.draft_decision_note(review, **NOTE, by=counsel)
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        closing.draft_decision_note(review, **NOTE, by=counsel)


# --- answering it -----------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def note(review, buyer):
    return closing.draft_decision_note(review, **NOTE, by=buyer)


def test_co_sign_ends_the_review_and_tells_the_requester_why(note, review, counsel):
    written = Written()

    returned = closing.co_sign(note, by=counsel)

    assert row(returned, "stage", "ended_from") == ("declined", "in_review")
    assert row(note, "co_signed_by__name") == ("Clara Counsel",)
    assert waits_of(review, "pk") == []
    assert set(review.waits.values_list("closed_by__name", "answer")) == {("Clara Counsel", "Declined")}
    assert written.notices == [
        (
            "Rosa Requester",
            "decision",
            "Not going ahead. We will not sign with this vendor. The vendor wants to train on our customers' data.",
        )
    ]
    business = [event for event in written.events if event[2] == "business"]
    assert business == [
        ("Clara Counsel", "decision_note.co_signed", "business", "co-signed the decision note by Ben Buyer"),
    ]


def test_co_sign_is_for_a_second_person_of_the_other_function(note, buyer, requester, admin, finance_lead, desks):
    for person in (buyer, requester, admin, finance_lead):
        with denied("The other function signs this, and a second person."):
            closing.co_sign(note, by=person)
        with denied("The other function answers this, and a second person."):
            closing.object_to_note(note, "No.", by=person)
    MembershipFactory(team=desks["legal"], user=buyer, is_lead=True)
    buyer.refresh_from_db()
    with denied("The other function signs this, and a second person."):
        closing.co_sign(note, by=buyer)


def test_co_sign_refuses_the_requester_on_the_other_desk(note, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("The other function signs this, and a second person."):
        closing.co_sign(note, by=requester)


def test_object_lets_work_go_on_and_tells_the_drafter_why(note, review, counsel, requester):
    written = Written()

    closing.object_to_note(note, " The vendor dropped that clause. ", by=counsel)

    assert row(review, "stage") == ("in_review",)
    assert row(note, "objected_by__name", "objection", "co_signed_by") == (
        "Clara Counsel",
        "The vendor dropped that clause.",
        None,
    )
    assert row(note.wait, "answer", "closed_by__name") == (
        "Not signed: The vendor dropped that clause.",
        "Clara Counsel",
    )
    told = "Clara Counsel did not sign your decision note: The vendor dropped that clause."
    assert written.notices == [("Ben Buyer", "decision", told)]
    assert {audience for _, _, audience, _ in written.events} == {"internal"}
    assert not review.waits.open().filter(purpose=Purpose.CO_SIGNATURE).exists()


def test_object_says_why_and_makes_room_for_another_note(note, review, counsel, buyer):
    with refused("Say why you do not sign."):
        closing.object_to_note(note, " ", by=counsel)
    closing.object_to_note(note, "x" * 2000, by=counsel)
    closing.draft_decision_note(review, **NOTE, by=buyer)
    assert review.decision_notes.count() == 2


def test_note_is_answered_once(note, counsel, lead, review):
    closing.object_to_note(note, "No.", by=counsel)
    with refused("This decision note has been answered already."):
        closing.co_sign(note, by=lead)
    with refused("This decision note has been answered already."):
        closing.object_to_note(note, "No.", by=lead)


def test_note_is_not_signed_on_a_review_that_ended(note, review, counsel, requester):
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        closing.co_sign(note, by=counsel)


def test_note_keeps_its_holder_while_the_review_goes_on(review_at, buyer, counsel, lead):
    """Otherwise the no would hang in the air: nobody asked to answer it, and no second note possible."""
    review = review_at(Stage.ALIGNED)
    note = closing.draft_decision_note(review, **NOTE, by=counsel)

    negotiation.send_to_vendor(review, by=buyer)
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer)
    approve_all(review)

    assert row(review, "stage") == ("signature",)
    assert note.wait in review.waits.open()
    with refused("A decision note waits to be co-signed. It is answered first, then the contract can be signed."):
        closing.record_signature(review, **DATES, by=buyer)
    closing.object_to_note(note, "All is settled.", by=lead)
    closing.record_signature(review, **DATES, by=buyer)


def test_note_survives_the_completion_of_a_heads_up(software, requester, buyer, counsel, lead):
    draft = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )
    note = closing.draft_decision_note(draft.review, **NOTE, by=buyer)
    intake_actions.save_draft(
        draft, fields={}, answers={"users": "40", "personal_data": "no", "uses_ai": "No"}, by=requester
    )
    intake_actions.submit(draft, by=requester)
    assert note.wait in draft.review.waits.open()


@pytest.mark.parametrize("stage", [Stage.ALIGNED, Stage.NEGOTIATION, Stage.FINAL_APPROVAL, Stage.SIGNATURE])
def test_review_can_be_declined_in_every_later_stage(stage, review_at, buyer, counsel):
    review = review_at(stage)
    closing.co_sign(closing.draft_decision_note(review, **NOTE, by=buyer), by=counsel)
    assert row(review, "stage", "ended_from") == ("declined", stage)
    assert waits_of(review, "pk") == []


# --- signing ----------------------------------------------------------------------------------------


def test_record_signature_keeps_the_contract_and_closes_the_review(review, review_at, buyer, requester):
    documents.add_document(review, pdf(), by=requester)
    review = review_at(Stage.SIGNATURE)
    written = Written()

    contract = closing.record_signature(review, **DATES, by=buyer)

    assert row(contract, "title", "vendor__name", "owner__name", "review_reference", "value") == (
        "Survey tool",
        "Quill Surveys",
        "Rosa Requester",
        review.reference,
        review.value.amount,
    )
    assert row(contract, *DATES) == tuple(DATES.values())
    assert contract.cleared_version == review.documents.get().latest
    assert row(review, "stage", "ended_from", "contract") == ("active", "signature", contract.pk)
    assert waits_of(review, "pk") == []
    assert written.notices == [("Rosa Requester", "decision", "Signed. The contract is in force.")]
    assert [event for event in written.events if event[2] == "business"] == [
        ("Ben Buyer", "contract.signed", "business", "noted the signature of 20 November 2026"),
    ]


def test_record_signature_is_for_whoever_talks_to_the_vendor(review_at, counsel, requester, admin):
    review = review_at(Stage.SIGNATURE)
    for person in (counsel, requester, admin):
        with denied("Only whoever talks to the vendor can do this."):
            closing.record_signature(review, **DATES, by=person)


def test_record_signature_says_what_is_wrong(review_at, buyer):
    review = review_at(Stage.FINAL_APPROVAL)
    with refused(f"This can be done in “{Stage.SIGNATURE.label}”; the review is in “{Stage.FINAL_APPROVAL.label}”."):
        closing.record_signature(review, **DATES, by=buyer)
    approve_all(review)
    with refused("The term that begins on 2026-12-01 would end on 2026-11-29, before it begins."):
        closing.record_signature(review, **DATES | {"first_term": "to:2026-11-29"}, by=buyer)
    with refused("It renews by itself, and for how long is not recorded."):
        closing.record_signature(review, **DATES | {"renewal_term": ""}, by=buyer)
    closing.record_signature(review, **DATES | {"first_term": "", "renewal": "open", "renewal_term": ""}, by=buyer)
    with refused("This review is closed (active)."):
        closing.record_signature(review, **DATES, by=buyer)


def test_record_signature_points_to_the_paper_that_was_signed(review, review_at, buyer, requester):
    """Not to the newest version of whichever document came first."""
    security = documents.add_document(review, pdf("questionnaire.pdf"), kind=DocumentKind.SECURITY, by=requester)
    agreement = documents.add_document(review, pdf("agreement.pdf", before=b" "), by=requester)
    review = review_at(Stage.SIGNATURE)

    contract = closing.record_signature(review, **DATES, by=buyer)

    assert security.pk < agreement.pk and contract.cleared_version == agreement.latest


def test_record_signature_keeps_the_signed_file_beside_the_approved_one(review, review_at, buyer, requester):
    agreement = documents.add_document(review, pdf(), by=requester)
    review = review_at(Stage.SIGNATURE)

    contract = closing.record_signature(review, **DATES, signed_file=pdf("signed.pdf"), by=buyer)

    signed = contract.signed_files.get().version
    assert stamp_of(signed, agreement.latest) == SAME_FILE
    assert signed.document not in review.documents.all()


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        (date(2025, 12, 11), "The last date to act was Friday 13 November 2026"),
        (date(2026, 2, 21), None),
    ],
)
def test_record_signature_tells_of_a_last_date_that_has_passed(review_at, buyer, requester, starts_on, sentence):
    """Signing what renews by itself in ten days, and can no longer be stopped, is not passed over in silence."""
    review = review_at(Stage.SIGNATURE)
    written = Written()

    dates = DATES | {"starts_on": starts_on, "first_term": "12m", "notice": "27d"}
    closing.record_signature(review, **dates, by=buyer)

    told = [body for _, kind, body in written.notices if kind == "reminder"]
    assert len(told) == (2 if sentence else 0)
    assert [body for body in told if not body.startswith(sentence)] == []
    assert all("renews by itself to 10 December 2027" in body for body in told)


@pytest.mark.parametrize(("days", "away"), [(0, "Today."), (1, "Tomorrow."), (29, "In 29 days.")])
def test_record_signature_tells_of_a_last_date_that_is_near(review_at, buyer, requester, today, days, away):
    review = review_at(Stage.SIGNATURE)
    written = Written()

    ends_on = today + timedelta(days=60 + days)
    dates = DATES | {"starts_on": today, "first_term": f"to:{ends_on}", "notice": "60d", "notice_weekend": "none"}
    closing.record_signature(review, **dates, by=buyer)

    told = {who: body for who, kind, body in written.notices if kind == "reminder"}
    assert set(told) == {"Ben Buyer", "Rosa Requester"}
    assert all(away in body for body in told.values())


# --- withdrawing ------------------------------------------------------------------------------------


def test_withdraw_ends_everything_and_tells_those_who_held_something(review, desks, requester, counsel, buyer):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    written = Written()

    closing.withdraw(review, " We found another tool. ", by=requester)

    assert row(review, "stage", "ended_from") == ("withdrawn", "in_review")
    assert waits_of(review, "pk") == []
    assert not review.waits.filter(paused_at__isnull=False).exists()
    body = "Rosa Requester withdrew the request: We found another tool."
    assert written.notices == [("Clara Counsel", "decision", body)]
    assert [event for event in written.events if event[2] == "business"] == [
        ("Rosa Requester", "review.withdrawn", "business", "withdrew the request: We found another tool."),
    ]


def test_withdraw_is_for_the_requester(review, buyer, counsel, lead, admin, stranger):
    for person in (buyer, counsel, lead, admin, stranger):
        with denied("Only the requester can withdraw a request."):
            closing.withdraw(review, "Why not.", by=person)


def test_withdraw_says_why_once(review, requester):
    with refused("Say in a few words why you withdraw it."):
        closing.withdraw(review, "\t", by=requester)
    closing.withdraw(review, "ü" * 900, by=requester)
    with refused("This review is closed (withdrawn)."):
        closing.withdraw(review, "Again.", by=requester)
    assert len(Event.objects.get(verb="review.withdrawn").sentence) == 500


@pytest.mark.parametrize("stage", [Stage.ALIGNED, Stage.NEGOTIATION, Stage.FINAL_APPROVAL, Stage.SIGNATURE])
def test_withdraw_works_until_it_is_signed(stage, review_at, requester):
    review = review_at(stage)
    closing.withdraw(review, "No budget.", by=requester)
    assert row(review, "stage", "ended_from") == ("withdrawn", stage)


def test_nobody_is_left_to_sign_a_note_for_an_empty_desk(review, buyer, counsel, lead, desks):
    """The wait is there and overdue one day, so the leads of both functions hear of it (test_tasks)."""
    Membership.objects.filter(team=desks["legal"]).delete()
    note = closing.draft_decision_note(review, **NOTE, by=buyer)
    assert (note.wait.desk.speaks_for, list(note.wait.desk.members())) == (DeskSide.LEGAL, [])


def test_signature_wait_is_the_contacts(review_at, desks):
    review = review_at(Stage.SIGNATURE)
    assert open_wait_of(review, Purpose.SIGNATURE).desk == review.responsible(Slot.VENDOR_CONTACT).desk
