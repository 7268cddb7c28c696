"""Questions to another desk and to the vendor, and taking a question back."""

import pytest

from common.models import Event
from reviews.models import Purpose, Slot
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.waits import claims, hand_overs, questions
from tests.factories import MembershipFactory, TeamFactory
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, answer_anew, denied, desk_wait, refused, row


@pytest.fixture
@groundwork
def wait(review, desks, counsel):
    """The legal desk's side, taken by counsel."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


@pytest.fixture
def security(specialists):
    return specialists["security"]


def test_ask_desk_lies_in_its_queue_and_stops_the_clock(wait, counsel, desks, security):
    written = Written()

    asked = questions.ask_desk(wait, " Is the data centre certified? ", desk=desks["security"], by=counsel)

    columns = ("purpose", "holder", "desk__slug", "person", "needed", "question", "asked_by__name", "blocks")
    assert row(asked, *columns) == (
        "desk_question",
        "desk",
        "security",
        None,
        "Answer a question from Legal.",
        "Is the data centre certified?",
        "Clara Counsel",
        wait.pk,
    )
    assert row(wait, "remind_at") == (None,)
    assert row(wait, "paused_at") != (None,)
    assert written.notices == [("Sam Security", "assignment", "Is the data centre certified?")]
    assert written.events == [
        ("Clara Counsel", "wait.opened", "business", "asked Security: Answer a question from Legal."),
        ("Clara Counsel", "question.asked", "internal", "asked Security: Is the data centre certified?"),
        ("Clara Counsel", "wait.paused", "internal", "paused: Decide 4 terms."),
    ]


def test_desk_question_is_claimed_and_answered_by_any_member(wait, counsel, desks, security):
    second = MembershipFactory(team=desks["security"]).user
    asked = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    claims.claim(asked, by=second)
    written = Written()

    questions.answer_question(asked, "Yes, until 2028.", by=security)

    assert row(asked, "answer", "closed_by__name") == ("Yes, until 2028.", "Sam Security")
    assert row(wait, "paused_at") == (None,)
    body = "The answer is there. You can go on: Decide 4 terms."
    assert written.notices == [("Clara Counsel", "assignment", body)]
    assert written.events[-1] == ("Sam Security", "question.answered", "internal", "answered: Yes, until 2028.")


def test_desk_question_is_for_that_desk(wait, counsel, buyer, desks, security, requester):
    asked = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    MembershipFactory(team=desks["security"], user=requester)
    for person in (buyer, counsel, requester):
        with denied("This question is for Security."):
            questions.answer_question(asked, "Yes.", by=person)


def test_ask_desk_refuses_the_own_desk_and_one_that_nobody_sits_on(wait, counsel, desks, requester):
    with refused("Legal asks here: choose another desk, or write a comment for your colleagues."):
        questions.ask_desk(wait, "Hm?", desk=desks["legal"], by=counsel)
    empty = TeamFactory(name="Tax", speaks_for="")
    MembershipFactory(team=empty, user=requester)
    with refused("Nobody on Tax could answer this."):
        questions.ask_desk(wait, "Hm?", desk=empty, by=counsel)


def test_ask_vendor_is_held_by_whoever_talks_to_them(wait, counsel, buyer, review):
    answer_anew(review, "vendor_contact", person=buyer)
    written = Written()

    asked = questions.ask_vendor(wait, "Who are your sub-processors?", by=counsel)

    assert row(asked, "purpose", "holder", "desk__slug", "person__name", "vendor", "needed") == (
        "vendor_question",
        "person",
        "procurement",
        "Ben Buyer",
        None,
        "Put a question from Legal to Quill Surveys and write down the answer.",
    )
    assert written.told == ["Ben Buyer"]


def test_vendor_question_is_sent_then_answered_by_our_contact(wait, counsel, buyer):
    asked = questions.ask_vendor(wait, "Which sub-processors?", by=counsel)
    with denied("Only whoever talks to the vendor can say that it was sent."):
        questions.note_sent(asked, by=counsel)
    questions.note_sent(asked, by=buyer)
    with refused("This was noted already."):
        questions.note_sent(asked, by=buyer)
    with denied("This question is for Procurement."):
        questions.answer_question(asked, "None.", by=counsel)

    questions.answer_question(asked, "Two, both in Ireland.", by=buyer)

    assert row(asked, "answer", "closed_by__name") == ("Two, both in Ireland.", "Ben Buyer")
    assert row(wait, "paused_at") == (None,)


def test_answering_for_the_vendor_does_not_let_a_colleague_speak_for_the_whole_deal(review_at, lead, buyer):
    """A question may be handed over; the right to send our position is not."""
    review = review_at(Stage.FINAL_APPROVAL)
    asked = questions.ask_vendor(review.approvals.get().wait, "Is the price final?", by=lead)
    assert asked.purpose == Purpose.VENDOR_QUESTION
    answer_anew(review, "vendor_contact", person=lead)
    hand_overs.hand_over(asked, to=buyer, reason="Please ask.", by=lead)
    asked.refresh_from_db()
    questions.answer_question(asked, "Yes.", by=buyer)
    with denied("Only whoever talks to the vendor can do this."):
        negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer)


def test_withdraw_question_lets_the_asker_go_on_and_tells_who_was_asked(wait, counsel, desks, security):
    asked = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    written = Written()

    questions.withdraw_question(asked, by=counsel)

    assert row(asked, "answer", "closed_by__name") == ("No longer needed", "Clara Counsel")
    assert row(wait, "paused_at") == (None,)
    assert written.notices == [("Sam Security", "question", "No answer is needed any more: Certified?")]


def test_withdraw_question_to_a_requester_who_has_left_lets_the_review_go_on(wait, counsel, lead, requester):
    asked = questions.ask_requester(wait, "Who?", by=counsel)
    requester.is_active = False
    requester.save()
    questions.withdraw_question(asked, by=lead)
    assert row(wait, "paused_at", "closed_at") == (None, None)
    assert wait.review.is_live


def test_withdraw_question_is_for_the_asker_and_leads_and_only_once(wait, counsel, buyer, security, desks, requester):
    asked = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    for person in (buyer, security, requester):
        with denied("A question is withdrawn by whoever asked it, or by a lead."):
            questions.withdraw_question(asked, by=person)
    with denied("A question is withdrawn by whoever asked it, or by a lead."):
        questions.withdraw_question(wait, by=counsel)  # no question at all
    questions.answer_question(asked, "Yes.", by=security)
    with refused("This question has been answered or withdrawn already."):
        questions.withdraw_question(asked, by=counsel)


def test_second_question_keeps_the_clock_standing(wait, counsel, desks, security, requester):
    first = questions.ask_requester(wait, "Who?", by=counsel)
    second = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    questions.answer_question(first, "Me.", by=requester)
    assert row(wait, "paused_at") != (None,)
    questions.withdraw_question(second, by=counsel)
    assert row(wait, "paused_at") == (None,)


def test_vendors_answer_noted_by_a_delegate_names_both(review, desks, counsel, buyer, lead, away):
    """Also where the delegate may only because they stand in for whoever talks to the vendor."""
    answer_anew(review, Slot.VENDOR_CONTACT, person=lead)
    question = questions.ask_vendor(desk_wait(review, desks["legal"]), "From when?", by=counsel)
    assert question.person == lead
    hand_overs.hand_over(question, to=second_buyer(desks), reason="Please.", by=lead)
    away(lead, buyer)
    sent = questions.note_sent(question, by=buyer)
    questions.answer_question(sent, "From May.", by=buyer)
    lines = Event.objects.filter(verb__in=["question.sent", "question.answered", "wait.closed"], data__wait=question.pk)
    assert list(lines.order_by("pk").values_list("by__name", "on_behalf_of__name")) == [("Ben Buyer", "Lena Lead")] * 3


def second_buyer(desks):
    return MembershipFactory(team=desks["procurement"]).user
