"""Four eyes: whoever decided a deviation never approves it, whoever approved does not decide it; two for two desks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from people.models import Membership, User
from reviews.acting.actor import Actor
from reviews.approvals import deciding, overrides, separation
from reviews.findings import findings
from reviews.models import Approval, ApprovalBasis, ApprovalRule, Outcome, RiskLevel, TermDecision, TwoApprovers
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.terms import deciding as term_deciding
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork, harmless
from tests.review_fixtures import finish_all_sides
from tests.reviews.reading import Written, refused, row, stage_of, term

NOBODY = "Nobody who is asked can: a lead of another function or an admin names somebody (“Held by nobody”)."
OWN = "decided “Limitation of liability”, a deviation. Whoever decided one never approves it."


@pytest.fixture
@groundwork
def second_lead(desks):
    user = UserFactory(name="Lars Legal")
    MembershipFactory(team=desks["legal"], user=user, is_lead=True)
    return user


def deviate(review, slug, *, by):
    deviating = term(review, slug)
    return term_deciding.decide_term(deviating, Outcome.THEIRS, desk=deviating.desk, reason="As agreed.", by=by)


@pytest.fixture
@harmless
def deviated(review, buyer, counsel, lead, finance_lead, specialists):
    """deviated(by): in final approval, with a legal deviation that this person decided."""

    def walk(by):
        deviate(review, "liability", by=by)
        finish_all_sides(review)
        return negotiation.request_approval(review, by=buyer)

    return walk


def approval_of(review, desk):
    return Approval.objects.current().get(review=review, desk__slug=desk)


# --- whoever decided a deviation --------------------------------------------------------------------


def test_approve_is_refused_to_the_lead_who_decided_the_deviation(deviated, lead):
    review = deviated(lead)
    with refused(f"You have {OWN} {NOBODY}"):
        deciding.approve(approval_of(review, "legal"), by=lead)


def test_approve_says_who_can_in_place_of_whoever_decided_the_deviation(deviated, lead, second_lead):
    review = deviated(lead)
    with refused(f"You have {OWN} Lars Legal can approve it."):
        deciding.approve(approval_of(review, "legal"), by=lead)
    deciding.approve(approval_of(review, "legal"), by=second_lead)
    deciding.approve(approval_of(review, "procurement"), by=lead)  # the commercial side: nothing of theirs
    assert stage_of(review) == Stage.SIGNATURE


def test_approve_as_the_delegate_of_a_lead_is_refused_to_whoever_decided_the_deviation(
    deviated, counsel, second_lead, lead, away, desks
):
    review = deviated(counsel)
    away(second_lead, counsel)
    away(lead)
    with refused(f"You have {OWN} {NOBODY}"):
        deciding.approve(approval_of(review, "legal"), by=counsel)


def test_approve_in_the_name_of_whoever_decided_the_deviation_is_refused(deviated, lead, counsel, away):
    review = deviated(lead)
    away(lead, counsel)
    with refused(f"Lena Lead, for whom you would act, has {OWN} {NOBODY}"):
        deciding.approve(approval_of(review, "legal"), by=counsel)


def test_approve_is_refused_to_whoever_decided_the_deviation_before_it_was_decided_anew(
    deviated, lead, second_lead, desks
):
    """The superseded decision counts as long as the term deviates, whoever decided it last."""
    review = deviated(lead)
    liability = term(review, "liability")
    term_deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="Better.", by=second_lead)
    for person, rest in ((lead, NOBODY), (second_lead, NOBODY)):
        with refused(f"You have {OWN} {rest}"):
            deciding.approve(approval_of(review, "legal"), by=person)


def test_approve_is_open_to_whoever_decided_a_deviation_that_is_none_any_more(deviated, lead, second_lead, desks):
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
    review = deviated(lead)
    term_deciding.decide_term(
        term(review, "liability"), Outcome.MEETS, desk=desks["legal"], reason="Read on paper.", by=second_lead
    )
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert row(review, "stage") == ("signature",)


def test_shared_deviation_keeps_whoever_decided_it_for_either_desk_from_approving(
    review, lead, buyer, counsel, finance_lead, specialists
):
    service_credits = term(review, "service-credits")
    other = next(desk for desk in service_credits.desks if desk.slug != "procurement")
    term_deciding.decide_term(service_credits, Outcome.THEIRS, desk=other, reason="As agreed.", by=lead)
    finish_all_sides(review)
    review = negotiation.request_approval(review, by=buyer)
    for approval in review.approvals.all():
        with pytest.raises(Exception, match="Whoever decided one never approves it"):
            deciding.approve(approval, by=lead)


@pytest.mark.parametrize("pass_over", [overrides.skip_approval, overrides.override_approval])
def test_passing_over_is_refused_to_whoever_decided_the_deviation(pass_over, deviated, counsel, lead):
    counsel.memberships.update(may_override=True)
    counsel.refresh_from_db()
    review = deviated(counsel)
    with refused(
        "You decided “Limitation of liability”, a deviation. A second person decides whether this step is passed over."
    ):
        pass_over(approval_of(review, "legal"), "Because.", by=counsel)


@pytest.mark.parametrize("name", ["decided_by", "on_behalf_of"])
def test_database_refuses_the_approval_of_whoever_decided_the_deviation(name, deviated, lead, buyer):
    """However it is written: in their own name, or in theirs by somebody else."""
    approval = approval_of(deviated(lead), "legal")
    columns = {"decided_by": buyer, "decided_at": timezone.now(), "how": "approved"} | {name: lead}
    with pytest.raises(IntegrityError, match="Whoever decided a deviation does not approve it"), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(**columns)
    Approval.objects.filter(pk=approval.pk).update(**columns | {name: buyer} | {"on_behalf_of": None})


# --- whoever approved -------------------------------------------------------------------------------


def test_decide_a_deviation_lets_the_approval_of_the_same_person_fall(deviated, counsel, lead, second_lead, desks):
    """Also where it is decided word for word as before, so that nothing that is covered changes."""
    review = deviated(counsel)
    approval = approval_of(review, "legal")
    deciding.approve(approval, by=second_lead)
    written = Written()
    term_deciding.decide_term(
        term(review, "liability"), Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=second_lead
    )
    assert row(approval, "ended") == ("reset",)
    assert (
        "Lena Lead",
        "assignment",
        ("Lars Legal approved, and has since decided “Limitation of liability”: somebody else approves."),
    ) in written.notices
    with refused(f"You have {OWN} Lena Lead can approve it."):
        deciding.approve(approval_of(review, "legal"), by=second_lead)
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert TermDecision.history.filter(term__review=review, term__term_type__slug="liability").count() == 2


def test_decide_a_deviation_by_somebody_else_leaves_the_approval(deviated, counsel, lead, second_lead, desks):
    review = deviated(counsel)
    approval = approval_of(review, "legal")
    deciding.approve(approval, by=second_lead)
    term_deciding.decide_term(
        term(review, "liability"), Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=lead
    )
    assert row(approval, "ended") == ("",)


# --- two people for two desks -----------------------------------------------------------------------


@pytest.fixture
@harmless
def two_desks(review, buyer, counsel, lead, finance_lead, specialists, desks):
    """two_desks(): procurement and legal are both asked, and Lena leads both."""

    def walk():
        ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
        finish_all_sides(review)
        return negotiation.request_approval(review, by=buyer)

    return walk


def test_one_lead_of_both_desks_approves_once_for_both(two_desks, lead):
    review = two_desks()
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert stage_of(review) == Stage.SIGNATURE


@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.CRITICAL])
def test_high_risk_asks_a_second_person_for_the_other_desk(level, two_desks, review, lead, second_lead, counsel):
    review = two_desks()
    acts = separation.acts_on(review).with_given(given_by(approval_of(review, "procurement"), lead))
    assert separation.blockers(approval_of(review, "legal"), Actor.in_person(lead), acts) == []
    findings.raise_finding(review, "No certificate.", level=level, meaning="We ask again.", by=counsel)
    acts = separation.acts_on(review).with_given(given_by(approval_of(review, "procurement"), lead))
    assert separation.blockers(approval_of(review, "legal"), Actor.in_person(lead), acts) == [
        "You have approved for Procurement. A high risk is open: a second person approves for Legal."
    ]
    assert separation.blockers(approval_of(review, "legal"), Actor.in_person(second_lead), acts) == []


def given_by(approval, person):
    """As it would be, had the person given it. Is not saved."""
    return Approval(pk=approval.pk, desk=approval.desk, decided_by=person, how="approved")


RISK = (
    "A high risk is open: “No certificate.”. First procurement accepts it with a reason, or somebody closes it; "
    "never whoever noted the risk."
)


@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.CRITICAL])
@pytest.mark.parametrize("close", [findings.resolve_finding, findings.waive_finding])
def test_open_high_risk_keeps_everybody_from_approving_until_it_is_closed(
    level, close, two_desks, review, lead, buyer, counsel
):
    finding = findings.raise_finding(review, "No certificate.", level=level, meaning="We ask again.", by=counsel)
    two_desks()
    with refused(RISK):
        deciding.approve(approval_of(review, "procurement"), by=lead)
    assert not review.approvals.filter(decided_at__isnull=False).exists()
    close(finding, "They have one now.", by=buyer)
    deciding.approve(approval_of(review, "procurement"), by=lead)
    assert stage_of(review) == Stage.SIGNATURE


def test_open_high_risk_is_no_way_round_for_whoever_may_pass_over(two_desks, review, desks, buyer, counsel):
    findings.raise_finding(review, "No certificate.", level=RiskLevel.HIGH, meaning="We ask again.", by=counsel)
    review = two_desks()
    Membership.objects.filter(user=buyer).update(may_override=True)
    buyer = User.objects.get(pk=buyer.pk)
    for pass_over in (overrides.skip_approval, overrides.override_approval):
        with refused(RISK):
            pass_over(approval_of(review, "legal"), "It is urgent now.", by=buyer)


def test_lower_risk_asks_no_second_person(two_desks, review, lead, counsel):
    findings.raise_finding(review, "No certificate.", level=RiskLevel.MEDIUM, meaning="We ask again.", by=counsel)
    two_desks()
    deciding.approve(approval_of(review, "procurement"), by=lead)
    assert stage_of(review) == Stage.SIGNATURE


def test_deviation_asks_a_second_person_for_the_other_desk(deviated, counsel, lead, second_lead):
    review = deviated(counsel)
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert stage_of(review) == Stage.FINAL_APPROVAL
    with refused(
        "You have approved for Legal. “Limitation of liability” deviates from our position: "
        f"a second person approves for Procurement. {NOBODY}"
    ):
        deciding.approve(approval_of(review, "procurement"), by=lead)


def test_admin_may_ask_for_two_always(two_desks, lead, admin):
    TwoApprovers.objects.create(always=True, why="Our auditors ask for it.", saved_by=admin)
    review = two_desks()
    deciding.approve(approval_of(review, "legal"), by=lead)
    with refused(
        "You have approved for Legal. Two people always approve for two desks: "
        f"a second person approves for Procurement. {NOBODY}"
    ):
        deciding.approve(approval_of(review, "procurement"), by=lead)


def test_admin_asking_for_two_leaves_what_is_asked_already(two_desks, lead, admin):
    review = two_desks()
    TwoApprovers.objects.create(always=True, why="Our auditors ask for it.", saved_by=admin)
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert stage_of(review) == Stage.SIGNATURE


# --- the same in the database -------------------------------------------------------------------------


def write_approved(approval, **who):
    """Past every action."""
    with transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(decided_at=timezone.now(), how="approved", **who)


def a_high_risk(review, counsel, buyer):
    findings.raise_finding(review, "No certificate.", level=RiskLevel.HIGH, meaning="We ask again.", by=counsel)


def two_always(review, counsel, buyer):
    ApprovalBasis.objects.filter(review=review).update(always_two=True)


def a_deviation(review, counsel, buyer):
    price = term(review, "price")
    TermDecision.history.filter(term=price).update(superseded_at=timezone.now(), superseded_because="For a test")
    columns = {"term": price, "desk": price.desk, "decided_by": buyer, "reason": "For a test"}
    TermDecision.objects.create(**columns, outcome=Outcome.THEIRS)


@pytest.mark.parametrize("why", [a_high_risk, two_always, a_deviation])
@pytest.mark.parametrize("name", ["decided_by", "on_behalf_of"])
def test_database_refuses_one_person_for_two_desks(why, name, two_desks, lead, second_lead, counsel, buyer):
    review = two_desks()
    why(review, counsel, buyer)
    first, second = approval_of(review, "procurement"), approval_of(review, "legal")
    write_approved(first, decided_by=lead)
    with pytest.raises(IntegrityError, match="A second person approves for the other desk"):
        write_approved(second, **{"decided_by": second_lead, name: lead})
    write_approved(second, decided_by=second_lead)


def test_database_lets_one_person_approve_for_two_desks_where_nothing_speaks_against_it(two_desks, lead):
    review = two_desks()
    for desk in ("procurement", "legal"):
        write_approved(approval_of(review, desk), decided_by=lead)


def test_database_refuses_two_approvals_as_two_people(two_desks, lead, second_lead):
    review = two_desks()
    write_approved(approval_of(review, "procurement"), decided_by=lead)
    with pytest.raises(IntegrityError, match="A second person approves for the other desk"):
        write_approved(approval_of(review, "legal"), decided_by=lead, on_behalf_of=second_lead)


# --- approved, then decided: asked when the transaction ends -------------------------------------------

DECIDED_SINCE = "Whoever approved does not decide a deviation that the approval rests on"


@pytest.fixture
@harmless
def approved(review, buyer, counsel, lead, second_lead, finance_lead, specialists, desks):
    """approved(): in final approval, with a deviation by counsel; Lars has approved for legal."""

    def walk():
        deviate(review, "liability", by=counsel)
        finish_all_sides(review)
        negotiation.request_approval(review, by=buyer)
        approval = approval_of(review, "legal")
        write_approved(approval, decided_by=second_lead)
        return approval

    return walk


def write_decided(about, **who):
    """Past every action."""
    with transaction.atomic():
        about.decisions.filter(desk=about.desk).supersede(because="For a test", by=None)
        columns = {"desk": about.desk, "outcome": Outcome.THEIRS, "reason": "For a test"} | who
        decision = TermDecision.objects.create(term=about, **columns)
        connection.check_constraints()
    return decision


@pytest.mark.parametrize("name", ["decided_by", "on_behalf_of"])
def test_database_refuses_a_deviation_by_whoever_approved_it(name, approved, lead, second_lead):
    liability = term(approved().review, "liability")
    with pytest.raises(IntegrityError, match=DECIDED_SINCE):
        write_decided(liability, **{"decided_by": lead, name: second_lead})
    write_decided(liability, decided_by=lead)


def test_database_refuses_a_deviation_by_whom_it_was_approved_for(deviated, counsel, lead, second_lead):
    approval = approval_of(deviated(counsel), "legal")
    write_approved(approval, decided_by=lead, on_behalf_of=second_lead)
    with pytest.raises(IntegrityError, match=DECIDED_SINCE):
        write_decided(term(approval.review, "liability"), decided_by=second_lead)


def test_database_refuses_a_deviation_by_another_where_the_approver_once_decided_it(approved, second_lead, lead):
    """They had decided it before it was opened again; somebody else lets it deviate once more, and they count again."""
    approval = approved()
    liability = term(approval.review, "liability")
    write_decided(liability, decided_by=lead, outcome=Outcome.MEETS, reason="Read on paper.")
    columns = {"desk": liability.desk, "outcome": Outcome.THEIRS, "reason": "Before", "decided_by": second_lead}
    TermDecision.history.create(
        term=liability, **columns, superseded_at=timezone.now(), superseded_because="Opened again"
    )
    connection.check_constraints()  # nothing deviates
    with pytest.raises(IntegrityError, match=DECIDED_SINCE):
        write_decided(liability, decided_by=lead)


def test_database_lets_the_approver_decide_what_the_approval_does_not_rest_on(approved, second_lead):
    approval = approved()
    write_decided(term(approval.review, "price"), decided_by=second_lead)


def test_database_lets_the_approver_decide_what_is_no_deviation(approved, second_lead):
    approval = approved()
    write_decided(
        term(approval.review, "liability"), decided_by=second_lead, outcome=Outcome.MEETS, reason="Read on paper."
    )


def test_database_lets_the_approver_decide_once_the_approval_has_ended(approved, second_lead):
    approval = approved()
    Approval.objects.filter(pk=approval.pk).update(ended_at=timezone.now(), ended="reset")
    write_decided(term(approval.review, "liability"), decided_by=second_lead)


def test_deviation_by_the_approver_resets_the_approval_before_the_database_looks(approved, second_lead, lead, desks):
    """The action writes the decision first, and ends the approval in the same transaction."""
    approval = approved()
    liability = term(approval.review, "liability")
    with transaction.atomic():
        term_deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="Better.", by=second_lead)
        connection.check_constraints()
    assert row(approval, "ended") == ("reset",)
