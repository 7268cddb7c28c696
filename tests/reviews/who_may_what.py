"""Every verb of the shared work, tried by everybody in every stage, and the table of who got through.

docs/who-may-what.md holds the table; test_who_may_what.py compares the two. A verb is tried on what the stage offers,
and undone at once. A new verb goes into `VERBS`.
"""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from people.models import Membership, Team, User
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import figures, overrides
from reviews.approvals.asking import keep_up
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.comments import drafts
from reviews.disagreements import actions as disagreement_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues
from reviews.models import (
    DEVIATIONS,
    CommentAudience,
    Outcome,
    Purpose,
    Review,
    RiskLevel,
    Severity,
    Slot,
    Term,
    TermDecision,
)
from reviews.negotiation import actions as negotiation
from reviews.papers import documents
from reviews.pure.stages import CLOSED, Stage
from reviews.rounds import alignment, rerouting
from reviews.rounds.requesters import change_requester
from reviews.rounds.rerouting import plan_by_rules
from reviews.terms import deciding, papers
from reviews.unheld import actions as unheld_actions
from reviews.waits import claims, due_days, hand_overs, nudges, pausing, questions, undoing
from reviews.walls import actions as walls
from reviews.walls.policies import nameable
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import NOTE, SIGNATURE, decide_all
from tests.reviews.reading import answer_anew

LETTERS = {
    "requester": "r",
    "buyer": "b",
    "counsel": "c",
    "lead": "l",
    "finance_lead": "f",
    "overrider": "o",
    "stranger": "s",
    "admin": "a",
}
"""The letter of each person in the table, in the order in which they are written."""

MAILBOXES = {"counsel": "counsel@", "lead": "lead@", "overrider": "sam-security@"}

STAGES = (
    Stage.IN_REVIEW,
    Stage.ALIGNED,
    Stage.NEGOTIATION,
    Stage.FINAL_APPROVAL,
    Stage.SIGNATURE,
    Stage.ACTIVE,
    Stage.DECLINED,
    Stage.WITHDRAWN,
)
WHY = "Because of the term."
NOTHING = "–"

NAME_SETTLER = "name somebody to decide what was escalated to legal, which has no lead"
LET_IN = "let somebody in behind a wall with nobody left inside"
FOR_ADMINS = {"name an approver where finance has no lead", NAME_SETTLER, LET_IN}
"""What an admin may do on a review without seeing it."""

FOR_NOBODY = {
    "approve a deviation that the lead decided",
    "skip the approval of a deviation that security's member decided",
}
"""What nobody gets through, though somebody else's would: the row before says so."""


class Undo(Exception):
    """Raised at the end, so that the next verb and the next person find everything as it was."""


def answers(review, verb, people):
    """{name: “done”, “denied” (who) or “refused” (what or when)}; empty where the stage has nothing to do it to."""
    find, act = VERBS[verb]
    with suppress(Undo), transaction.atomic():
        found = find(review)
        told = {name: _answer(act, found, people[name]) for name in LETTERS} if found else {}
        raise Undo
    return told


def _answer(act, found, by):
    try:
        with transaction.atomic():
            act(found, by)
            raise Undo
    except Undo:
        return "done"
    except PermissionDenied:
        return "denied"
    except ValidationError:
        return "refused"


def cell(told):
    """The letters of those who got through, “.” for nobody, `NOTHING` where there was nothing to do it to."""
    if not told:
        return NOTHING
    return "".join(LETTERS[name] for name, how in told.items() if how == "done") or "."


# --- what a verb is done to -------------------------------------------------------------------------


def itself(review):
    return review


def live(review):
    return review if review.stage not in CLOSED else None


def a_wait(*purposes, **narrower):
    """The first open wait of these purposes."""

    def find(review):
        waits = review.waits.open().select_related("desk", "person", "review")
        return waits.filter(purpose__in=purposes, **narrower).first()

    return find


def side_of(slug):
    return a_wait(Purpose.DESK_REVIEW, desk__slug=slug)


def work(review):
    """The wait of procurement's side, of the vendor contact, or of an approval."""
    purposes = (Purpose.DESK_REVIEW, Purpose.JOINT_POSITION, Purpose.APPROVAL, Purpose.SIGNATURE)
    return a_wait(*purposes, desk__slug="procurement")(review) or a_wait(*purposes)(review)


def own_term(review):
    """A term that procurement alone decides."""
    return review.terms.filter(desk__slug="procurement", second_desk=None).first()


def approval_of_finance(review):
    return review.approvals.filter(desk__slug="finance").first() or review.approvals.first()


def question(review):
    """A question of the buyer's to the requester."""
    wait = work(review)
    if wait is None or wait.purpose not in {Purpose.DESK_REVIEW, Purpose.APPROVAL}:
        return None
    return questions.ask_requester(wait, "How many people?", by=wait.desk.leads().first())


def issue(review):
    if review.stage in CLOSED:
        return None
    by = Team.objects.get(slug="procurement").members().first()
    return issues.raise_issue(review, "It is late.", severity=Severity.CONCERN, by=by)


def note(review):
    """A decision note by a buyer, which legal is asked to co-sign."""
    if review.stage in CLOSED:
        return None
    by = Team.objects.get(slug="procurement").members().exclude(memberships__is_lead=True).first()
    return closing.draft_decision_note(review, **NOTE, by=by)


def finding(review):
    """A risk noted by counsel."""
    if review.stage in CLOSED:
        return None
    by = Team.objects.get(slug="legal").members().exclude(memberships__is_lead=True).first()
    return risk_findings.raise_finding(review, "No certificate.", level=RiskLevel.LOW, meaning="We ask again.", by=by)


def vendor_draft(review):
    by = Team.objects.get(slug="legal").members().first()
    return comment_actions.comment(review, "Dear vendor.", audience=CommentAudience.VENDOR, by=by)


def paused(review):
    """The work, paused by a lead."""
    wait = work(review)
    if wait is None:
        return None
    return pausing.pause(wait, until=timezone.localdate() + timedelta(days=7), reason=WHY, by=wait.desk.leads().first())


def disagreement(review):
    """A blocking one, of legal against a term of procurement."""
    if review.stage != Stage.IN_REVIEW:
        return None
    by = Team.objects.get(slug="legal").members().exclude(memberships__is_lead=True).first()
    return disagreement_actions.disagree(own_term(review), WHY, proposal=WHY, is_blocking=True, by=by)


def side_of_security(review):
    """Taken by a member: they and their leads can hand it on."""
    wait = side_of("security")(review)
    return wait and claims.claim(wait, by=wait.desk.members().first())


def taken(review):
    """Procurement's side, taken by a buyer."""
    wait = side_of("procurement")(review)
    buyers = Team.objects.get(slug="procurement").members().exclude(memberships__is_lead=True)
    return wait and claims.claim(wait, by=buyers.first())


def deviation_of(name):
    """The approval of legal, while a legal term stands as a deviation that this person decided before approval."""

    def find(review):
        if review.stage != Stage.FINAL_APPROVAL:
            return None
        term = review.terms.filter(desk__slug="legal", second_desk=None).first()
        by = User.objects.get(email__startswith=MAILBOXES[name])
        term.decisions.filter(desk=term.desk).supersede(because=WHY, by=by)
        TermDecision.objects.create(term=term, desk=term.desk, outcome=DEVIATIONS[0], reason=WHY, decided_by=by)
        Term.objects.filter(pk=term.pk).update(outcome=DEVIATIONS[0])
        keep_up(review)
        return review.approvals.get(desk__slug="legal")

    return find


def procurement_closed_by_the_lead(review):
    wait = side_of("procurement")(review)
    if wait is None:
        return None
    buyer = wait.desk.members().exclude(memberships__is_lead=True).first()
    decide_all(review, wait.desk, by=buyer)
    alignment.finish_side(wait, by=wait.desk.leads().first())
    return side_of("legal")(review)


def approval_without_a_lead(review):
    """Value asks finance, which has lost its lead."""
    if review.stage != Stage.FINAL_APPROVAL:
        return None
    buyer = Team.objects.get(slug="procurement").members().first()
    figures.change_figures(review, value=90_000, currency="EUR", needed_by=review.needed_by, reason=WHY, by=buyer)
    Membership.objects.filter(team__slug="finance").update(is_lead=False)
    return review.approvals.get(desk__slug="finance")


def escalation_without_a_lead(review):
    """A legal term was escalated, and legal has lost its leads."""
    if review.stage != Stage.IN_REVIEW:
        return None
    term = review.terms.filter(desk__slug="legal", second_desk=None).first()
    by = term.desk.members().exclude(memberships__is_lead=True).first()
    deciding.decide_term(term, Outcome.ESCALATED, desk=term.desk, reason=WHY, by=by)
    Membership.objects.filter(team=term.desk).update(is_lead=False)
    return a_wait(Purpose.ESCALATION)(review)


def approver_for(by):
    """Somebody of procurement other than whoever names."""
    return Team.objects.get(slug="procurement").members().exclude(pk=by.pk).order_by("memberships__is_lead").first()


def side_without_members(review):
    wait = side_of("privacy")(review)
    if wait:
        Membership.objects.filter(team=wait.desk).delete()
    return wait


def newcomer():
    return User.objects.create_user("newcomer@duet.example", name="Nora Newcomer")


def deserted(review):
    """Walled, and everybody who was named has gone; a newcomer leads legal."""
    Review.objects.filter(pk=review.pk).update(walled_at=timezone.now())
    review.refresh_from_db()
    MembershipFactory(team=Team.objects.get(slug="legal"), user=newcomer(), is_lead=True)
    return review


def from_outside(review):
    return review, UserFactory(is_outside=True)


# --- the verbs --------------------------------------------------------------------------------------


def decide(outcome, reason=""):
    return lambda term, by: deciding.decide_term(term, outcome, desk=term.desk, reason=reason, by=by)


def finish(wait, by):
    """With everything decided, so that only who and when can stand in the way."""
    for term in wait.review.terms.undecided_by(wait.desk):
        decider = wait.desk.members().exclude(pk=by.pk).first()
        deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=wait.desk, by=decider)
    alignment.finish_side(wait, by=by)


def comment(audience):
    return lambda review, by: comment_actions.comment(review, "Look at this.", audience=audience, by=by)


def name_somebody(review, by):
    desk = review.responsible(Slot.VENDOR_CONTACT).desk
    person = desk.members().order_by("-pk").first()
    rerouting.name_somebody(review, Slot.VENDOR_CONTACT, desk=desk, person=person, reason=WHY, by=by)


def rerun(review, by):
    """Where rules have changed meanwhile."""
    answer_anew(review, Slot.VENDOR_CONTACT, why="A rule of yesterday")
    answer_anew(review, Slot.VENDOR_CONTACT, desk=Team.objects.get(slug="legal"))
    rerouting.rerun_routing(review, seen=plan_by_rules(review).fingerprint, by=by)


def sign(review, by):
    today = timezone.localdate()
    closing.record_signature(review, signed_on=today, starts_on=today, **SIGNATURE, by=by)


def another_day(wait, by):
    due_days.move_due(wait, day=timezone.localdate() + timedelta(days=3), reason=WHY, by=by)


def pause(wait, by):
    pausing.pause(wait, until=timezone.localdate() + timedelta(days=7), reason=WHY, by=by)


def reply(review, by):
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=by)


def hand_over(wait, by):
    to = wait.desk.members().exclude(pk__in=[by.pk, wait.person_id or 0]).first() or by
    hand_overs.hand_over(wait, to=to, reason=WHY, by=by)


VERBS = {
    "claim": (work, lambda wait, by: claims.claim(wait, by=by)),
    "release": (taken, lambda wait, by: claims.release(wait, by=by)),
    "undo taking it": (taken, lambda wait, by: undoing.undo(wait, by=by)),
    "hand over to a colleague": (work, hand_over),
    "nudge": (work, lambda wait, by: nudges.nudge(wait, by=by)),
    "pause": (work, pause),
    "say another day": (work, another_day),
    "go on before the day": (paused, lambda wait, by: pausing.resume(wait, by=by)),
    "hand the side of security to privacy": (
        side_of_security,
        lambda wait, by: hand_overs.hand_over_to_desk(wait, desk=Team.objects.get(slug="privacy"), reason=WHY, by=by),
    ),
    "ask the requester": (work, lambda wait, by: questions.ask_requester(wait, WHY, by=by)),
    "ask another desk": (
        work,
        lambda wait, by: questions.ask_desk(wait, WHY, desk=Team.objects.get(slug="security"), by=by),
    ),
    "ask the vendor": (work, lambda wait, by: questions.ask_vendor(wait, WHY, by=by)),
    "answer a question": (question, lambda wait, by: questions.answer_question(wait, "Forty.", by=by)),
    "withdraw a question": (question, lambda wait, by: questions.withdraw_question(wait, by=by)),
    "hold our position on a term of procurement": (own_term, decide(Outcome.ASK)),
    "accept theirs on it": (own_term, decide(Outcome.THEIRS, WHY)),
    "escalate it": (own_term, decide(Outcome.ESCALATED, WHY)),
    "edit it": (
        own_term,
        lambda term, by: deciding.edit_term(term, position=WHY, vendor_wording="", place="", by=by),
    ),
    "say which paper speaks on it": (own_term, lambda term, by: papers.choose_paper(term, None, by=by)),
    "disagree with it": (own_term, lambda term, by: disagreement_actions.disagree(term, WHY, by=by)),
    "settle a disagreement that blocks": (
        disagreement,
        lambda found, by: disagreement_actions.propose_outcome(found, WHY, by=by),
    ),
    "finish the side of procurement": (side_of("procurement"), finish),
    "finish the side of legal": (side_of("legal"), finish),
    "comment for reviewers": (itself, comment(CommentAudience.INTERNAL)),
    "comment for the requester": (itself, comment(CommentAudience.REQUESTER)),
    "write a privileged note": (itself, comment(CommentAudience.PRIVILEGED)),
    "draft a text for the vendor": (itself, comment(CommentAudience.VENDOR)),
    "release it": (vendor_draft, lambda draft, by: drafts.release_draft(draft, by=by)),
    "note a risk": (
        itself,
        lambda review, by: risk_findings.raise_finding(review, WHY, level=RiskLevel.LOW, meaning=WHY, by=by),
    ),
    "resolve a risk that counsel noted": (finding, lambda found, by: risk_findings.resolve_finding(found, WHY, by=by)),
    "accept a risk that counsel noted": (finding, lambda found, by: risk_findings.waive_finding(found, WHY, by=by)),
    "raise an issue": (
        itself,
        lambda review, by: issues.raise_issue(review, "It is late.", severity=Severity.CONCERN, by=by),
    ),
    "resolve an issue of procurement": (issue, lambda issue, by: issues.resolve_issue(issue, WHY, by=by)),
    "add a document": (itself, lambda review, by: documents.add_document(review, pdf(), by=by)),
    "correct the value": (
        itself,
        lambda review, by: figures.change_figures(
            review, value=31_000, currency="EUR", needed_by=review.needed_by, reason=WHY, by=by
        ),
    ),
    "name somebody for the split": (itself, name_somebody),
    "run the rules again": (live, rerun),
    "send to the vendor": (itself, lambda review, by: negotiation.send_to_vendor(review, by=by)),
    "ask for approval": (itself, lambda review, by: negotiation.request_approval(review, by=by)),
    "note the vendor's reply": (itself, reply),
    "approve": (approval_of_finance, lambda approval, by: approval_deciding.approve(approval, by=by)),
    "skip an approval": (approval_of_finance, lambda approval, by: overrides.skip_approval(approval, WHY, by=by)),
    "approve in the desk's place": (
        approval_of_finance,
        lambda approval, by: overrides.override_approval(approval, WHY, by=by),
    ),
    "note the signature": (itself, sign),
    "draft a decision note": (itself, lambda review, by: closing.draft_decision_note(review, **NOTE, by=by)),
    "co-sign a buyer's note": (note, lambda note, by: closing.co_sign(note, by=by)),
    "object to a buyer's note": (note, lambda note, by: closing.object_to_note(note, WHY, by=by)),
    "approve a deviation that counsel decided": (
        deviation_of("counsel"),
        lambda approval, by: approval_deciding.approve(approval, by=by),
    ),
    "approve a deviation that the lead decided": (
        deviation_of("lead"),
        lambda approval, by: approval_deciding.approve(approval, by=by),
    ),
    "skip the approval of a deviation that security's member decided": (
        deviation_of("overrider"),
        lambda approval, by: overrides.skip_approval(approval, WHY, by=by),
    ),
    "finish the side of legal after the lead closed procurement's": (procurement_closed_by_the_lead, finish),
    "name an approver where finance has no lead": (
        approval_without_a_lead,
        lambda approval, by: unheld_actions.name_approver(approval, person=approver_for(by), reason=WHY, by=by),
    ),
    NAME_SETTLER: (
        escalation_without_a_lead,
        lambda wait, by: unheld_actions.name_settler(wait, person=approver_for(by), reason=WHY, by=by),
    ),
    "give to another desk what nobody of privacy can do": (
        side_without_members,
        lambda wait, by: unheld_actions.hand_on(wait, desk=Team.objects.get(slug="finance"), reason=WHY, by=by),
    ),
    "name another requester": (
        itself,
        lambda review, by: change_requester(review, person=newcomer(), reason=WHY, by=by),
    ),
    "wall the review": (itself, lambda review, by: walls.wall(review, nameable(review), by=by)),
    LET_IN: (
        deserted,
        lambda review, by: unheld_actions.let_in(
            review, person=User.objects.get(name="Nora Newcomer"), reason=WHY, by=by
        ),
    ),
    "bring in outside counsel": (
        from_outside,
        lambda found, by: walls.name_outside_counsel(*found, until=timezone.localdate(), by=by),
    ),
    "withdraw the request": (itself, lambda review, by: closing.withdraw(review, WHY, by=by)),
}
"""{what the table calls it: (what it is done to, given the review; doing it)}."""
