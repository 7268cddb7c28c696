"""Who may give a way out to what nobody can do, and what is still missing."""

from common.words import day_in_words
from people.absences import absence_of
from people.models import TWO_SIDES, User
from people.policies import may_configure
from reviews.acting.presence import Doer, Staff
from reviews.approvals import separation
from reviews.models import Approval, Purpose, Review, Wait
from reviews.rules import policies as rule_policies
from reviews.spine import policies as spine_policies
from reviews.unheld.closers import Closers
from reviews.unheld.finding import is_held_by_nobody
from reviews.unheld.walls import CutOff, could_go_on, cut_off_reviews
from reviews.waits import policies as wait_policies

WHO_NAMES_APPROVERS = "A lead of another function or an admin names an approver, never the requester."
WHO_NAMES_SETTLERS = "A lead of another function or an admin names somebody who settles it, never the requester."
KEPT_APART = "{person} did something on this review that a second person must look at. Choose somebody else."
SETTLED_BY_NAMED = (Purpose.ESCALATION, Purpose.DISAGREEMENT)
WHO_LETS_IN = "An admin, or a lead of a desk whose work nobody inside can do, lets somebody in; never the requester."
NOT_CUT_OFF = "Somebody inside can go on: they name more people themselves."


def may_name_approver(user: User, approval: Approval) -> bool:
    """A lead of procurement or legal, of another function than the one asked; and admins, who see no content."""
    return user.pk != approval.requester_id and _may_name(user, approval.review, approval.desk)


def may_name_settler(user: User, wait: Wait) -> bool:
    """The same, for what was escalated to the leads of a desk, and for a side of a disagreement."""
    return wait.purpose in SETTLED_BY_NAMED and _may_name(user, wait.review, wait.desk)


def _may_name(user, review, desk):
    if not user.is_active or user.pk == review.requester_id:
        return False
    others = [side for side in TWO_SIDES if side != desk.speaks_for]
    return may_configure(user) or any(map(user.leads_side, others))


def blockers_to_name_approver(approval: Approval) -> list[str]:
    """It is a way out, not a choice: only where nobody who is asked could."""
    if not approval.is_pending:
        return ["This approval is settled."]
    if blockers := spine_policies.blockers_to_work(approval.review):
        return blockers
    if blockers := wait_policies.blockers_to_close(approval.wait):
        return blockers
    if not is_held_by_nobody(approval.wait):
        return [f"{separation.who_else(approval, separation.acts_on(approval.review))} Nobody needs to be named."]
    return []


def faults_of_approver(approval: Approval, person: User, *, by: User | None = None) -> list[str]:
    """Why this person cannot be the one, as sentences without content. `by` is None where a rule names them."""
    if faults := _faults_of_named(person, approval.review, approval.desk, "approve", by=by):
        return faults
    if separation.blockers(approval, Doer(person), separation.acts_on(approval.review)):
        return [KEPT_APART.format(person=person)]
    return []


def _faults_of_named(person, review, desk, verb, *, by):
    """What is asked of everybody who is named, whatever for."""
    if by and person.pk == by.pk:
        return ["Name somebody else than yourself."]
    if not person.is_active or not person.is_reviewer or person.pk == review.requester_id:
        return [f"{person} cannot {verb} this: choose somebody of a desk who did not ask for it."]
    if not Review.objects.visible_to(person).filter(pk=review.pk).exists():
        return [f"{person} has no part in this review: choose somebody of procurement or legal, or of {desk}."]
    if absence := absence_of(person):
        return [f"{person} is away until {day_in_words(absence.ends_on)}. Choose somebody who is there."]
    return []


def blockers_to_name_settler(wait: Wait) -> list[str]:
    """It is a way out, not a choice: only where nobody who is asked could."""
    if blockers := wait_policies.blockers_to_close(wait) or spine_policies.blockers_to_work(wait.review):
        return blockers
    if not is_held_by_nobody(wait):
        return [f"This is with {wait.who}, and somebody there can settle it. Nobody needs to be named."]
    term = wait.term
    if wait.purpose == Purpose.ESCALATION and term.decider_id and term.decider_for_id != wait.desk_id:
        return [f"{term.decider} was named to decide “{term}” for {term.decider_for}, and decides first."]
    return []


def faults_of_settler(wait: Wait, person: User, *, by: User) -> list[str]:
    """Why this person cannot be the one, as sentences without content."""
    if faults := _faults_of_named(person, wait.review, wait.desk, "settle", by=by):
        return faults
    if wait.purpose == Purpose.ESCALATION and person.pk == wait.asked_by_id:
        return [f"{person} escalated it. Choose somebody else."]
    if Closers([wait], Staff()).is_kept_from(wait, Doer(person)):
        return [KEPT_APART.format(person=person)]
    return []


def may_hand_on(user: User, wait: Wait) -> bool:
    """A lead of procurement or legal, never of their own request."""
    return user.is_active and rule_policies.may_reroute(user, wait.review)


def blockers_to_hand_on(wait: Wait) -> list[str]:
    """Only what nobody of its desk could do goes to another desk this way."""
    if not wait.is_open:
        return [wait_policies.DONE_ALREADY]
    if not is_held_by_nobody(wait):
        return [f"This is with {wait.who}, who can do it: a lead of the desk hands it over."]
    return []


def may_let_in(user: User, row: CutOff) -> bool:
    """Admins, who read nothing of it, and the leads of the desks concerned. Nobody else outside knows of the wall."""
    if not user.is_active or user.pk == row.review.requester_id:
        return False
    return may_configure(user) or any(desk.pk in row.desks for desk in user.teams_led)


def cut_off_for(user: User) -> list[CutOff]:
    """The walled reviews that the person may let somebody into."""
    if not (may_configure(user) or user.teams_led):
        return []
    return [row for row in cut_off_reviews() if may_let_in(user, row)]


def faults_of_letting_in(row: CutOff, person: User, *, by: User) -> list[str]:
    """Why this person is not the one. One sentence for every reason: whoever reads it knows nothing of the review."""
    if person.pk == by.pk:
        return ["Name somebody else than yourself."]
    if not could_go_on(row, person):
        return [f"{person} could not go on with it. Choose a lead of procurement or legal who is there."]
    return []
