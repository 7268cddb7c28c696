"""Who sees which rows: `visible_to` of everything, and what never leaves the desks."""

import pytest
from djmoney.money import Money

from common.log import events_of
from common.models import Audience
from intake import actions as intake_actions
from people.models import Membership
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.findings import issues
from reviews.models import Approval, Comment, CommentAudience, DecisionNote, Issue, Review, Term, Wait
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.terms import deciding
from reviews.waits import claims, hand_overs, questions
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE, finish_all_sides
from tests.reviews.reading import desk_wait, term

ROWS = [Wait, Term, Comment, Issue, DecisionNote]

SEES_REVIEW = {
    "requester": True,
    "stranger": False,
    "admin": False,
    "operator": False,
    "buyer": True,
    "counsel": True,
    "lead": True,
    "finance_lead": False,  # no term and no wait of theirs
    "privacy_member": True,
    "left": False,
}


@pytest.fixture
def someone(request, desks):
    """someone(name): one of the people above."""

    def find(name):
        if name == "operator":
            return UserFactory(is_superuser=True, is_staff=True)
        if name == "left":
            user = UserFactory(is_active=False)
            MembershipFactory(team=desks["legal"], user=user, is_lead=True)
            return user
        if name == "privacy_member":
            return MembershipFactory(team=desks["privacy"]).user
        return request.getfixturevalue(name)

    return find


@pytest.fixture
@groundwork
def full(review, desks, buyer, counsel):
    """The review with a row of everything: an internal comment, an issue, a question, a note."""
    comment_actions.comment(review, "Canary for reviewers.", by=counsel)
    comment_actions.comment(review, "For all.", audience=CommentAudience.REQUESTER, by=counsel)
    issues.raise_issue(review, "Dear", severity="note", by=buyer)
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    closing.draft_decision_note(review, **NOTE, by=buyer)
    return review


@pytest.mark.parametrize(("who", "sees"), SEES_REVIEW.items())
def test_review_is_seen_by_its_requester_both_functions_and_those_with_a_part(who, sees, full, someone):
    assert list(Review.objects.visible_to(someone(who))) == ([full] if sees else [])


@pytest.mark.parametrize("who", [who for who, sees in SEES_REVIEW.items() if not sees])
@pytest.mark.parametrize("model", ROWS)
def test_what_belongs_to_a_review_is_never_seen_without_it(model, who, full, someone):
    assert model.objects.exists()
    assert not model.objects.visible_to(someone(who)).exists()


def test_requester_reads_answers_and_not_the_desks_papers(full, requester):
    assert [comment.body for comment in Comment.objects.visible_to(requester)] == ["For all."]
    assert not Term.objects.visible_to(requester).exists()
    assert not DecisionNote.objects.visible_to(requester).exists()
    assert Issue.objects.visible_to(requester).count() == 1


def test_requester_who_sits_on_a_desk_is_a_requester_on_their_own_request(full, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    requester.refresh_from_db()
    assert [comment.body for comment in Comment.objects.visible_to(requester)] == ["For all."]
    assert not Term.objects.visible_to(requester).exists()
    assert not DecisionNote.objects.visible_to(requester).exists()
    assert not Wait.objects.for_queue(requester).exists()


def test_note_is_read_by_the_requester_once_both_have_signed(full, requester, counsel, buyer):
    note = DecisionNote.objects.get()
    assert list(DecisionNote.objects.visible_to(buyer)) == [note]
    closing.co_sign(note, by=counsel)
    assert list(DecisionNote.objects.visible_to(requester)) == [note]


def test_refused_note_is_never_read_by_the_requester(full, requester, counsel):
    closing.object_to_note(DecisionNote.objects.get(), "No.", by=counsel)
    assert not DecisionNote.objects.visible_to(requester).exists()


def test_reviewers_read_everything_on_what_others_ask_for(full, counsel):
    assert Comment.objects.visible_to(counsel).count() == 2
    assert Term.objects.visible_to(counsel).count() == full.terms.count()


def test_business_lines_of_the_log_hold_no_word_meant_for_the_desks(full, desks, counsel, lead, requester):
    """A canary goes into every text that only reviewers read; none may sing in the requester's timeline."""
    canary = "zyzzyva"
    wait = desk_wait(full, desks["legal"])
    question = wait.blockers.open().get()
    questions.answer_question(question, "Me.", by=requester)
    comment_actions.comment(full, canary, by=counsel)
    liability, price = term(full, "liability"), term(full, "indemnities")
    deciding.decide_term(liability, "theirs", desk=desks["legal"], reason=canary, by=counsel)
    deciding.decide_term(price, "escalated", desk=desks["legal"], reason=canary, by=counsel)
    deciding.edit_term(liability, position=canary, vendor_wording=canary, place=canary, by=counsel)
    hand_overs.hand_over(wait, to=counsel, reason=canary, by=lead)
    closing.object_to_note(DecisionNote.objects.get(), canary, by=counsel)
    closing.draft_decision_note(full, **dict.fromkeys(NOTE, canary), by=counsel)

    lines = events_of(full, audiences=[Audience.BUSINESS])
    assert [line.sentence for line in lines if canary in line.sentence] == []
    assert not any("note" in line.sentence for line in lines)


def test_notices_to_the_requester_hold_no_word_meant_for_the_desks(full, requester):
    bodies = requester.notices.values_list("body", flat=True)
    asked = "Who?\nDue on 30 November 2026."
    assert sorted(bodies) == ["Ben Buyer raised an issue: Dear", "Clara Counsel wrote: For all.", asked]


def test_specialists_see_only_what_they_have_a_part_in(full, another_review, software, specialists, buyer):
    software.term_types.set(software.term_types.filter(slug="price"))
    without_privacy = another_review()
    assert list(Review.objects.visible_to(specialists["privacy"])) == [full]
    assert list(Review.objects.visible_to(buyer)) == [without_privacy, full]


def test_specialist_sees_their_own_request_too(draft, requester, desks):
    MembershipFactory(team=desks["privacy"], user=requester)
    requester.refresh_from_db()
    review = intake_actions.submit(draft, by=requester)
    assert list(Review.objects.visible_to(requester)) == [review]


def test_finance_sees_a_review_once_it_is_asked_to_approve(
    draft, requester, buyer, counsel, lead, finance_lead, specialists
):
    draft.value = Money(60000, "EUR")
    draft.save()
    review = intake_actions.submit(draft, by=requester)
    assert not Review.objects.visible_to(finance_lead).exists()
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    assert list(Review.objects.visible_to(finance_lead)) == [review]
    assert Approval.objects.visible_to(finance_lead).count() == 2


def test_leaving_a_desk_ends_the_view(full, counsel):
    Membership.objects.filter(user=counsel).delete()
    counsel.refresh_from_db()
    assert not Review.objects.visible_to(counsel).exists()


def test_second_legal_desk_sees_everything_as_legal_does(full, desks):
    other = MembershipFactory(team=TeamFactory(speaks_for="legal")).user
    assert list(Review.objects.visible_to(other)) == [full]


@pytest.mark.parametrize("who", ["requester", "buyer", "privacy_member"])
def test_visible_to_costs_one_query(who, full, someone, django_assert_num_queries):
    user = someone(who)
    user.desks_held  # noqa: B018 -- fetched once per request
    with django_assert_num_queries(1):
        list(Review.objects.visible_to(user))


# --- queues -----------------------------------------------------------------------------------------


def queue_of(user):
    return sorted(str(wait.desk) for wait in Wait.objects.for_queue(user))


def test_queue_holds_what_the_persons_desks_hold(review, buyer, counsel, lead, stranger, requester, admin, desks):
    assert queue_of(counsel) == ["Legal"]
    assert queue_of(buyer) == ["Procurement"]
    assert queue_of(lead) == ["Legal", "Procurement"]
    for person in (stranger, requester, admin):
        assert queue_of(person) == []


def test_queue_keeps_what_colleagues_have_taken_and_drops_what_is_done(review, desks, counsel, lead, requester):
    claims.claim(desk_wait(review, desks["legal"]), by=lead)
    assert queue_of(counsel) == ["Legal"]
    closing.withdraw(review, "No budget.", by=requester)
    assert queue_of(counsel) == []


def test_queue_shows_leads_only_waits_to_leads_only(review_at, buyer, lead):
    review_at(Stage.FINAL_APPROVAL)
    assert queue_of(buyer) == []
    assert queue_of(lead) == ["Procurement"]


def test_queue_never_shows_the_requesters_questions(review, desks, counsel, requester):
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    MembershipFactory(team=desks["finance"], user=requester)
    requester.refresh_from_db()
    assert queue_of(requester) == []


def test_held_by_nobody_finds_a_live_review_without_a_wait(review):
    assert not Review.objects.held_by_nobody().exists()
    review.waits.update(closed_at=review.opened_at, remind_at=None)
    assert list(Review.objects.held_by_nobody()) == [review]
