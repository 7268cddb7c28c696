"""Who may approve, pass over and change figures, and what is still missing."""

from common.words import listed
from people.models import DeskSide, User
from reviews.acting.actor import Actor
from reviews.acting.standing_in import delegable
from reviews.checks.stands import stands_today
from reviews.models import Approval, How, Outcome, Review, RiskFinding, TermDecision, TermVerdict
from reviews.models.finding import HIGH
from reviews.pure.stages import Stage
from reviews.spine import policies as spine_policies
from reviews.waits import policies as wait_policies

Seen = dict[int, str]
"""{pk of an approval: fingerprint that the person's page showed}."""


@delegable
def may_approve(actor: Actor, approval: Approval) -> bool:
    """The person whom the rule names, else the leads of its desk; and whoever was named because they could not.

    Never the requester, nor whoever was one before.
    """
    if approval.review.requester_id in actor.people_counted or actor.pk == approval.requester_id:
        return False
    if approval.named_id is not None and approval.named_id == actor.pk:
        return actor.for_whom is None
    if wait_policies.is_asked_in_person(approval.person, approval.desk, approval.review):
        return actor.holds(approval.person_id, approval.desk)
    return actor.leads(approval.desk)


def may_pass_over(user: User, approval: Approval) -> bool:
    """Skip or override: people whom an admin gave the right, for steps that are not asked of themselves."""
    if user.pk in {approval.requester_id, approval.review.requester_id} or may_approve(user, approval):
        return False
    return user.is_active and user.may_override


def may_change_figures(user: User, review: Review) -> bool:
    """Procurement keeps value and date right; the requester's own answers stay as given."""
    return spine_policies.may_work_on(user, review) and user.serves(DeskSide.COMMERCIAL)


def blockers_to_change_figures(review: Review) -> list[str]:
    """A heads-up has no figures yet, and what is closed keeps those that it has."""
    if review.stage == Stage.HEADS_UP:
        return ["This is a heads-up: its value and date come with the full request."]
    return spine_policies.blockers_to_work(review)


def blockers_to_approve(approval: Approval, seen: Seen | None = None) -> list[str]:
    """What keeps it from being given now. `seen` is None where there was no page."""
    if approval.ended_at:
        return [f"This is settled: {approval.get_ended_display().lower()}. Look at the page again."]
    if approval.decided_at:
        return ["This approval has been given already."]
    if blockers := spine_policies.blockers_to_work(approval.review, Stage.FINAL_APPROVAL):
        return blockers
    if seen is not None and seen.get(approval.pk) != approval.fingerprint:
        changes = [change.sentence for change in approval.difference] or [
            "It is again as it was when it was last approved."
        ]
        return ["This has changed since you opened the page. Look at it again, then decide.", *changes]
    return wait_policies.blockers_to_close(approval.wait)


def blockers_from_asks(review: Review) -> list[str]:
    """What keeps final approval from being asked for: terms on which we ask for other words, and undecided ones."""
    terms = list(review.terms.select_related("term_type"))
    asked = [term for term in terms if term.is_asked]
    unsettled = [term for term in terms if not term.is_settled]
    blockers = []
    if asked:
        are, it = ("is", "it") if len(asked) == 1 else ("are", "them")
        blockers.append(
            f"{_all_of(asked)} {are} asked for, and no paper to be signed is known to say so. Ask the vendor for {it}; "
            "then the owners say of each whether it was met, or accept theirs."
        )
    if unsettled:
        blockers.append(f"{_all_of(unsettled)} {'is' if len(unsettled) == 1 else 'are'} not decided.")
    return blockers


def blockers_from_terms(review: Review) -> list[str]:
    """What the file to be signed does not say though somebody decided that it must: what `blockers_from_asks` finds,
    and terms that need nothing by their decision while their newest paper says something else. Leads decide these."""
    blockers = blockers_from_asks(review)
    if differing := _no_longer_so(review):
        blockers.append(
            f"{_all_of(differing)}: decided as we want it or as not applicable, but the newest paper differs from our "
            "position. A lead decides again."
        )
    return blockers


def blockers_from_risks(review: Review) -> list[str]:
    """Nobody approves over an open high risk, nor passes a step over: somebody who may accepts or closes it first."""
    risks = list(RiskFinding.objects.open().filter(review=review, level__in=HIGH))
    if not risks:
        return []
    texts = listed([f"“{risk}”" for risk in risks], limit=len(risks))
    are, it = ("A high risk is", "it") if len(risks) == 1 else ("High risks are", "them")
    return [
        f"{are} open: {texts}. First procurement accepts {it} with a reason, or somebody closes {it}; "
        "never whoever noted the risk."
    ]


def blockers_from_review(review: Review) -> list[str]:
    """What keeps every approval of it from being given: of its terms, and of its risks."""
    return blockers_from_terms(review) + blockers_from_risks(review)


def _all_of(terms):
    return listed([f"“{term}”" for term in terms], limit=len(terms))


CHANGES_NOTHING = (Outcome.MEETS, Outcome.NOT_APPLICABLE)
NOT_KNOWN = (TermVerdict.NOT_READ, TermVerdict.UNCLEAR, TermVerdict.NOT_STATED)
"""What the check may have said when such a term was decided, on the same version that it now finds to differ."""


def _no_longer_so(review):
    """The terms whose newest paper clearly differs though nothing was to be changed: it is another version than they
    were decided on, or it was not read by then. A playbook that was changed since touches new work only."""
    terms = list(review.terms.for_checks().filter(outcome__in=CHANGES_NOTHING))
    stands = stands_today(review, terms) if terms else {}
    differing = [term for term in terms if stands[term.pk].differs]
    decisions = TermDecision.objects.filter(term__in=differing, outcome__in=CHANGES_NOTHING)
    decided_on = {(row.term_id, row.version_id, row.verdict in NOT_KNOWN) for row in decisions}
    versions = {term.pk: stands[term.pk].version and stands[term.pk].version.pk for term in differing}
    return [term for term in differing if (term.pk, versions[term.pk], False) not in decided_on]


def blockers_to_pass_over(approval: Approval, user: User, seen: Seen | None = None) -> list[str]:
    """A right is not a way round a no, nor a way to decide everything alone."""
    if blockers := blockers_to_approve(approval, seen):
        return blockers
    review = approval.review
    if review.decision_notes.filter(co_signed_at=None, objected_by=None).exists():
        return ["A decision note waits to be co-signed: the no is answered first."]
    if review.decision_notes.filter(drafted_by=user).exists():
        return ["You drafted a decision note on this review. Somebody else decides whether a step is passed over."]
    approved = review.approvals.current().filter(how=How.APPROVED)
    if approved.filter(decided_by=user).exists():
        return ["You have approved a step of this review. A second person passes over another."]
    if approved.filter(on_behalf_of=user).exists():
        return ["A step of this review was approved in your name. A second person passes over another."]
    return []
