"""Reviews for tests. Every state is reached by walking the real actions, never by writing rows."""

import pytest
from django.utils import timezone
from djmoney.money import Money

from intake import actions as intake_actions
from intake.models import RequestType
from intake.seeds import seed as seed_intake
from people.models import User
from reviews.acting.presence import Staff
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import separation
from reviews.checks.stands import stands_today
from reviews.closing import actions as closing
from reviews.models import Outcome, Purpose
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.seeds import seed as seed_reviews
from reviews.terms import deciding
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork, harmless

ANSWERS = {
    "users": "40",
    "personal_data": "no",
    "uses_ai": "No",
    "budget_approved": "yes",
    "alternatives": "Two others",
}

NOTE = {
    "what": "We will not sign with this vendor.",
    "why": "The vendor wants to train on our customers' data.",
    "could_have_happened": "Customer data could have shown up in somebody else's answers.",
    "would_change_our_mind": "A contract without training on our data.",
    "instead": "Use the assistant that we have, or look at the two alternatives.",
}

SIGNATURE = {
    "renewal": "open",
}


@pytest.fixture
@groundwork
def defaults(desks):
    """The seeded term types, rules and request types."""
    seed_reviews()
    seed_intake()


@pytest.fixture
@groundwork
def software(defaults):
    return RequestType.objects.get(slug="software")


@pytest.fixture
@groundwork
def draft(software, requester):
    """A complete draft, ready to be submitted."""
    draft = intake_actions.start_draft(software, by=requester)
    return intake_actions.save_draft(
        draft,
        fields={
            "title": "Survey tool",
            "vendor_name": "Quill Surveys",
            "reason": "We want to ask our customers what they think.",
            "value": Money(30000, "EUR"),
        },
        answers=ANSWERS,
        by=requester,
    )


@pytest.fixture
@groundwork
def review(draft, requester, buyer, counsel, lead):
    """A review that both functions have just been given, with a few people on the desks."""
    return intake_actions.submit(draft, by=requester)


@pytest.fixture
@harmless
def review_at(review, requester, buyer, counsel, lead, finance_lead, specialists, today):
    """review_at(stage): the review, walked there by the people whose work it is."""

    def walk(stage):
        steps = {
            Stage.ALIGNED: lambda: finish_all_sides(review),
            Stage.NEGOTIATION: lambda: negotiation.send_to_vendor(review, by=buyer),
            Stage.FINAL_APPROVAL: lambda: negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer),
            Stage.SIGNATURE: lambda: approve_all(review),
            Stage.ACTIVE: lambda: closing.record_signature(
                review, signed_on=today, starts_on=today, **SIGNATURE, by=buyer
            ),
        }
        if stage == Stage.WITHDRAWN:
            closing.withdraw(review, "No longer needed.", by=requester)
        elif stage == Stage.DECLINED:
            closing.co_sign(closing.draft_decision_note(review, **NOTE, by=buyer), by=counsel)
        else:
            for step in steps.values():
                review.refresh_from_db()
                if review.stage == stage:
                    break
                step()
        review.refresh_from_db()
        assert review.stage == stage
        return review

    return walk


@pytest.fixture
@harmless
def today():
    return timezone.localdate()


@pytest.fixture
@groundwork
def specialists(desks):
    """One member on each of the desks that both functions call in: privacy, security and finance."""
    members = {}
    for function in ("privacy", "security", "finance"):
        members[function] = UserFactory(name=f"Sam {function.title()}", email=f"sam-{function}@duet.example")
        MembershipFactory(team=desks[function], user=members[function])
    return members


def member_of(desk, *, but_not):
    """Somebody of the desk who is none of `but_not`; members who do not lead come first."""
    members = User.objects.filter(memberships__team=desk).exclude(pk__in=[person.pk for person in but_not])
    return members.order_by("memberships__is_lead", "pk").first()


def decide_all(review, desk, *, by, outcome=None, reason="Read on paper."):
    """Decide every term that still needs the desk: without an outcome as we want it, or theirs where the paper differs.

    Nothing is asked for, so that the review can go on to final approval.
    """
    terms = list(review.terms.undecided_by(desk).for_checks())
    stands = stands_today(review, terms)
    for term in terms:
        usual = Outcome.THEIRS if stands[term.pk].differs else Outcome.MEETS
        deciding.decide_term(term, outcome or usual, desk=desk, reason=reason, by=by)


def finish_all_sides(review):
    """Every desk decides its terms and says that its side is done."""
    for wait in review.waits.open().filter(purpose=Purpose.DESK_REVIEW).select_related("desk"):
        by = member_of(wait.desk, but_not=[review.requester])
        decide_all(review, wait.desk, by=by)
        alignment.finish_side(wait, by=by)


def approve_all(review):
    """Every lead whom a rule names approves; where a second person must, the desk gets one."""
    while approval := review.approvals.pending().first():
        able = separation.who_could(approval, separation.acts_on(review), Staff())
        approval_deciding.approve(approval, by=able[0].user if able else _another_lead(approval.desk))


def _another_lead(desk):
    lead = UserFactory(name=f"Second Lead of {desk}")
    MembershipFactory(team=desk, user=lead, is_lead=True)
    return lead


@pytest.fixture
@harmless
def another_review(software, requester):
    """another_review(title=...): one more submitted request of the same kind."""

    def submit(title="One more tool", vendor_name="Quill Surveys", by=requester):
        draft = intake_actions.start_draft(software, by=by)
        fields = {"title": title, "vendor_name": vendor_name, "reason": "We need it for our work.", "value": None}
        intake_actions.save_draft(draft, fields=fields, answers=ANSWERS, by=by)
        return intake_actions.submit(draft, by=by)

    return submit
