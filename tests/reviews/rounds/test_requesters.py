"""Another requester for a review: by a lead, with a reason; what was asked of the former one goes along."""

import pytest

from intake import actions as intake_actions
from reviews.approvals import deciding
from reviews.models import Approval, Purpose, RequesterChange, Review
from reviews.pure.stages import Stage
from reviews.rounds.requesters import change_requester, state_of
from reviews.waits import claims, questions
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row, waits_of

WHO = "A lead of procurement or legal chooses another requester, never for their own request."


@pytest.fixture
@groundwork
def successor(desks):
    return UserFactory(name="Sven Successor", email="sven@duet.example")


@pytest.fixture
@groundwork
def question(review, desks, buyer):
    return questions.ask_requester(desk_wait(review, desks["procurement"]), "How many people?", by=buyer)


def test_change_requester_takes_open_questions_along(review, question, requester, successor, lead, buyer):
    requester.is_active = False
    requester.save()
    written = Written()

    returned = change_requester(review, person=successor, reason=" Rosa has left. ", by=lead)

    assert returned.requester == successor
    assert row(question, "holder", "person__name") == ("requester", "Sven Successor")
    assert row(review.intake_request, "requester__name") == ("Sven Successor",)
    assert written.events == [
        (
            "Lena Lead",
            "review.requester_changed",
            "business",
            "made Sven Successor the requester in place of Rosa Requester: Rosa has left.",
        ),
        (
            "Lena Lead",
            "wait.handed_over",
            "business",
            "handed over to Sven Successor",
        ),
    ]
    assert written.notices == [
        (
            "Sven Successor",
            "question",
            "Lena Lead made you the requester in place of Rosa Requester: Rosa has left.\nHow many people?",
        )
    ]
    questions.answer_question(question, "Forty.", by=successor)
    assert waits_of(review, "paused_at")[0] == (None,)
    assert list(Review.objects.visible_to(successor)) == [review]
    assert not Review.objects.visible_to(requester).exists()


def test_change_requester_tells_the_former_one_who_is_still_there(review, successor, lead, requester):
    written = Written()
    change_requester(review, person=successor, reason="Moved on.", by=lead)
    assert ("Rosa Requester", "news", "Lena Lead made Sven Successor the requester: Moved on.") in written.notices


def test_change_requester_of_a_heads_up_lets_the_new_one_complete_it(draft, requester, successor, lead, buyer, counsel):
    heads_up = intake_actions.give_heads_up(
        draft.request_type, title="Soon", vendor_name="Quill Surveys", reason="We plan it.", by=requester
    )
    review = change_requester(heads_up.review, person=successor, reason="Moved on.", by=lead)
    assert row(review.waits.get(purpose=Purpose.FULL_REQUEST), "person__name") == ("Sven Successor",)
    assert row(heads_up, "requester__name") == ("Sven Successor",)


def test_change_requester_leaves_private_drafts_alone(review, successor, lead, requester, software):
    private = intake_actions.start_draft(software, by=requester)
    change_requester(review, person=successor, reason="Moved on.", by=lead)
    assert row(private, "requester__name") == ("Rosa Requester",)


def test_change_requester_is_for_leads_of_both_functions(
    review, successor, requester, buyer, counsel, finance_lead, admin, stranger
):
    for person in (requester, buyer, counsel, finance_lead, admin, stranger):
        with denied(WHO):
            change_requester(review, person=successor, reason="Moved on.", by=person)


def test_change_requester_is_refused_for_ones_own_request(another_review, lead, successor, buyer, counsel):
    own = another_review(by=lead)
    with denied(WHO):
        change_requester(own, person=successor, reason="Moved on.", by=lead)


def test_change_requester_says_what_is_missing(review, successor, lead, requester, counsel, desks):
    with refused("Say in a few words why somebody else is the requester."):
        change_requester(review, person=successor, reason=" ", by=lead)
    with refused("Please shorten this to 200 characters; it has 201."):
        change_requester(review, person=successor, reason="x" * 201, by=lead)
    with refused("Rosa Requester is the requester already."):
        change_requester(review, person=requester, reason="Moved on.", by=lead)
    with refused("Choose somebody else than yourself."):
        change_requester(review, person=lead, reason="Moved on.", by=lead)
    successor.is_active = False
    successor.save()
    with refused("Sven Successor has left. Choose somebody who is there."):
        change_requester(review, person=successor, reason="Moved on.", by=lead)


def test_change_requester_to_somebody_who_decided_here_is_refused(review_at, counsel, lead):
    review = review_at(Stage.ALIGNED)
    with refused(
        "Clara Counsel has worked on this review, and nobody decides about their own request. Choose another one."
    ):
        change_requester(review, person=counsel, reason="Moved on.", by=lead)


def test_change_requester_gives_back_what_the_new_one_held(review, counsel, lead, desks):
    held = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    change_requester(review, person=counsel, reason="It is for legal.", by=lead)
    assert row(held, "person") == (None,)
    assert row(held, "apart") == (sorted([counsel.pk, review.requester_changes.get().before_id]),)


def test_change_requester_of_a_closed_review_is_refused(review_at, successor, lead):
    review = review_at(Stage.WITHDRAWN)
    with refused("This review is closed (withdrawn)."):
        change_requester(review, person=successor, reason="Moved on.", by=lead)


def test_former_requester_never_approves(review_at, successor, lead, requester, desks):
    """Else one could hand one's request to a friend, and approve it."""
    review = review_at(Stage.FINAL_APPROVAL)
    MembershipFactory(team=desks["procurement"], user=requester, is_lead=True)
    change_requester(review, person=successor, reason="Moved on.", by=lead)
    requester.refresh_from_db()
    approval = Approval.objects.get(review=review, desk=desks["procurement"])
    with refused("You asked for this before: somebody else approves. Lena Lead can approve it."):
        deciding.approve(approval, by=requester)
    assert RequesterChange.objects.count() == 1
    deciding.approve(approval, by=lead)
    assert open_wait_of(review, "signature")


# --- two leads at once --------------------------------------------------------------------------------


def test_change_requester_on_an_older_state_is_refused_and_says_what_changed(review, successor, stranger, lead):
    read = state_of(review).key
    change_requester(review, person=successor, reason="Moved on.", seen=read, by=lead)
    with refused("Lena Lead changed the requester after you had read it. Now it is Sven Successor: look at it again."):
        change_requester(review, person=stranger, reason="Moved on.", seen=read, by=lead)
    review.refresh_from_db()
    change_requester(review, person=stranger, reason="Moved on.", seen=state_of(review).key, by=lead)
    assert row(review, "requester__name") == ("Stefan Stranger",)
