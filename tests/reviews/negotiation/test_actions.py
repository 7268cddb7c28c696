"""Talking to the vendor: our list out, their reply back, and only what they changed is looked at again."""

import time_machine

from common.models import Event
from reviews.models import Purpose, Slot
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import rerouting
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import finish_all_sides
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, answer_anew, denied, refused, row, term, texts_of, waits_of

NOT_YOURS = "Only whoever talks to the vendor can do this."


def test_send_to_vendor_makes_it_the_vendors_turn(review_at, buyer):
    review = review_at(Stage.ALIGNED)
    written = Written()

    returned = negotiation.send_to_vendor(review, by=buyer)

    assert returned.stage == Stage.NEGOTIATION
    needed = "Reply to our joint position on Survey tool."
    assert waits_of(review, "purpose", "holder", "vendor__name", "desk", "person", "needed") == [
        ("vendor_reply", "vendor", "Quill Surveys", None, None, needed)
    ]
    asked = "Send our joint position to Quill Surveys, or ask for final approval."
    assert written.events == [
        ("Ben Buyer", "wait.closed", "internal", f"settled: {asked}"),
        (None, "review.moved", "internal", f"moved the review to “{Stage.NEGOTIATION.label}”"),
        ("Ben Buyer", "vendor.sent", "business", "sent our joint position to Quill Surveys"),
        ("Ben Buyer", "wait.opened", "business", "asked Quill Surveys to reply to our answer"),
    ]
    assert written.notices == []


@time_machine.travel("2026-11-23 10:00:00+00:00")
def test_vendor_has_seven_business_days(review_at):
    wait = review_at(Stage.NEGOTIATION).waits.open().get()
    assert wait.due_at.date().isoformat() == wait.remind_at.date().isoformat() == "2026-12-02"


def test_vendors_side_is_for_whoever_talks_to_the_vendor(review_at, counsel, requester, admin, finance_lead):
    review = review_at(Stage.ALIGNED)
    for person in (counsel, requester, admin, finance_lead):
        with denied(NOT_YOURS):
            negotiation.send_to_vendor(review, by=person)
        with denied(NOT_YOURS):
            negotiation.record_vendor_reply(review, changed_terms=[], note="", by=person)
        with denied(NOT_YOURS):
            negotiation.request_approval(review, by=person)


def test_vendors_side_is_for_the_named_person_and_leads(review_at, buyer, lead, desks):
    review = review_at(Stage.ALIGNED)
    second = UserFactory(name="Bea Buyer")
    MembershipFactory(team=desks["procurement"], user=second)
    answer_anew(review, Slot.VENDOR_CONTACT, person=second)
    with denied(NOT_YOURS):
        negotiation.send_to_vendor(review, by=buyer)
    negotiation.send_to_vendor(review, by=lead)
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=second)


def test_vendors_side_waits_for_another_name_when_the_named_person_has_left(review_at, buyer, lead, desks):
    review = review_at(Stage.ALIGNED)
    gone = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["procurement"], user=gone)
    answer_anew(review, Slot.VENDOR_CONTACT, person=gone)
    with refused(
        "Gustav Gone, who talks to the vendor, has left, and there is no backup. "
        "A lead of procurement or legal names somebody on the routing page."
    ):
        negotiation.send_to_vendor(review, by=buyer)

    rerouting.name_somebody(
        review, Slot.VENDOR_CONTACT, desk=desks["procurement"], person=buyer, reason="Gustav left.", by=lead
    )
    negotiation.send_to_vendor(review, by=buyer)


def test_vendors_side_is_never_the_requesters(review_at, requester, desks):
    review = review_at(Stage.ALIGNED)
    MembershipFactory(team=desks["procurement"], user=requester, is_lead=True)
    answer_anew(review, Slot.VENDOR_CONTACT, person=requester)
    with denied(NOT_YOURS):
        negotiation.send_to_vendor(review, by=requester)


def test_vendors_side_has_its_stages(review_at, review, buyer):
    with refused(f"This can be done in “{Stage.ALIGNED.label}”; the review is in “{Stage.IN_REVIEW.label}”."):
        negotiation.send_to_vendor(review, by=buyer)
    with refused(f"This can be done in “{Stage.ALIGNED.label}”; the review is in “{Stage.IN_REVIEW.label}”."):
        negotiation.request_approval(review, by=buyer)
    with refused(f"This can be done in “{Stage.NEGOTIATION.label}”; the review is in “{Stage.IN_REVIEW.label}”."):
        negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer)


def test_reply_without_changes_leads_to_final_approval(review_at, buyer, lead):
    review = review_at(Stage.NEGOTIATION)
    written = Written()

    negotiation.record_vendor_reply(review, changed_terms=[], note=" ", by=buyer)

    assert row(review, "stage") == ("final_approval",)
    assert row(review.waits.get(purpose=Purpose.VENDOR_REPLY), "answer") == ("Accepted as sent",)
    assert ("Ben Buyer", "vendor.replied", "business", "noted that Quill Surveys accepts our joint position") in (
        written.events
    )
    assert waits_of(review, "purpose", "desk__slug") == [("approval", "procurement")]


def test_reply_with_changes_reopens_only_those_terms_and_wakes_only_their_desks(
    review_at, buyer, counsel, lead, desks, specialists
):
    review = review_at(Stage.NEGOTIATION)
    changed = [term(review, "liability"), term(review, "exit-help")]
    settled = review.terms.exclude(pk__in=[each.pk for each in changed]).count()
    written = Written()

    negotiation.record_vendor_reply(review, changed_terms=changed, note=" Cap halved. ", by=buyer)

    assert row(review, "stage") == ("in_review",)
    assert review.terms.filter(outcome="open").count() == 2
    assert review.terms.filter(outcome="meets").count() == settled
    assert not changed[0].decisions.exists()
    assert sorted(waits_of(review, "desk__slug", "needed")) == [
        ("legal", "Decide 1 term."),
        ("privacy", "Decide 1 term."),
        ("procurement", "Decide 1 term."),
    ]
    assert written.events[1:4] == [
        ("Ben Buyer", "vendor.replied", "business", "noted that Quill Surveys changed 2 terms"),
        (
            "Ben Buyer",
            "term.reopened",
            "internal",
            "reopened “Transition and exit help, data return”: the vendor changed it",
        ),
        ("Ben Buyer", "term.reopened", "internal", "reopened “Limitation of liability”: the vendor changed it"),
    ]
    event = Event.objects.get(verb="vendor.replied")
    assert event.data == {
        "terms": [term(review, "exit-help").pk, changed[0].pk],
        "vendor": review.vendor.name,
        "ticked": 2,
        "clauses": 0,
    }
    assert texts_of(event) == {"note": "Cap halved."}
    assert written.told == ["Clara Counsel", "Lena Lead", "Sam Privacy"]
    assert row(review.waits.get(purpose=Purpose.VENDOR_REPLY), "answer") == ("Cap halved.",)


def test_reply_with_changes_comes_round_again_to_an_aligned_review(review_at, buyer, counsel, lead):
    review = review_at(Stage.NEGOTIATION)
    negotiation.record_vendor_reply(review, changed_terms=[term(review, "liability")], note="Cap halved.", by=buyer)
    finish_all_sides(review)
    assert row(review, "stage") == ("aligned",)


def test_reply_with_changes_says_what_changed(review_at, buyer):
    review = review_at(Stage.NEGOTIATION)
    with refused("Say in a sentence what the vendor changed."):
        negotiation.record_vendor_reply(review, changed_terms=[term(review, "liability")], note=" ", by=buyer)


def test_reply_is_about_terms_of_the_same_review(review_at, another_review, buyer):
    """Left out in silence, a change would have read as “accepts everything”."""
    review, other = review_at(Stage.NEGOTIATION), another_review()
    with refused("Some of these terms belong to another review."):
        negotiation.record_vendor_reply(review, changed_terms=[term(other, "liability")], note="Cap halved.", by=buyer)


def test_request_approval_skips_the_vendor_when_nothing_is_left(review_at, buyer):
    review = review_at(Stage.ALIGNED)
    negotiation.request_approval(review, by=buyer)
    assert row(review, "stage") == ("final_approval",)
    assert row(review.waits.get(purpose=Purpose.JOINT_POSITION), "answer") == ("Nothing left to negotiate",)
