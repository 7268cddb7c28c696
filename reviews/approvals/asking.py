"""Asking for approvals, and asking again when, and only when, what they cover has changed.

Every action that changes a covered thing ends with `follow_changes`, inside its transaction, with the review locked.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from common.words import counted, listed
from notices.models import NoticeKind
from people.models import Team, User
from reviews.acting.presence import Staff
from reviews.approvals import separation
from reviews.approvals.scope import Scope, steps
from reviews.approvals.two_people import always_two
from reviews.models import Approval, ApprovalBasis, Book, Ended, Purpose, Review, Slot
from reviews.pure import coverage
from reviews.pure.coverage import Difference
from reviews.pure.rule_sets import RuleSet
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rules import routing
from reviews.rules.books import live_rules
from reviews.spine import policies
from reviews.spine.stage import locked, move
from reviews.spine.telling import tell
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import close_wait, finish_stage, open_wait, people_behind


def ask_for_approvals(review: Review, *, by: User) -> None:
    """Move to final approval and ask everybody whom a rule names; with no rule, go on to signature.

    The rules of this moment are kept with the review: later changes of the rules touch new work only.
    """
    move(review, Stage.FINAL_APPROVAL, by=by)
    facts, rules = routing.approval_facts(review), live_rules(Book.APPROVALS)
    basis = {"rules": rules.stored(), "facts": facts, "always_two": always_two()}
    ApprovalBasis.objects.update_or_create(review=review, defaults=basis)
    scope = Scope(review, facts)
    for step in steps(rules, facts):
        _ask(review, step, scope, by=by)
    sign_when_approved(review, by=by)


@transaction.atomic
def keep_up(review: Review, *, by: User | None = None) -> Review:
    """Follow what has changed without an action of ours, for example the vendor's risk. Returns the locked review."""
    review = locked(review)
    follow_changes(review, by=by)
    return review


def follow_changes(review: Review, *, by: User | None) -> None:
    """Reset the approvals whose coverage has changed, ask for those that are new, withdraw those not needed any more.

    Does nothing before approval is asked for, and nothing when nothing that is covered has changed.
    """
    if review.stage not in policies.UNDER_APPROVAL:
        return
    basis = _basis(review)
    facts = routing.approval_facts(review)
    scope = Scope(review, facts)
    wanted = {step.who: step for step in steps(RuleSet.read(basis.rules), facts)}
    acts = separation.acts_on(review)
    named = ("desk", "person", "backup", "named", "wait", "decided_by", "on_behalf_of")
    for approval in review.approvals.current().select_related(*named):
        step = wanted.pop((approval.desk_id, approval.person_id), None)
        if step is None:
            _withdraw(approval, by=by)
        elif terms := separation.judged_their_own(approval, acts):
            _reset(approval, step, scope, scope.of(step), terms=terms, by=by)
        else:
            _compare(approval, step, scope, by=by)
    for step in wanted.values():
        _ask(review, step, scope, by=by)
    if basis.facts != facts:
        basis.facts = facts
        basis.save(update_fields=["facts"])
    _go_where_it_stands(review, by=by)


def _basis(review):
    """What approval was asked on; for reviews from before this was kept, the rules of today."""
    basis = ApprovalBasis.objects.filter(review=review).first()
    return basis or ApprovalBasis.objects.create(
        review=review, rules=live_rules(Book.APPROVALS).stored(), facts=routing.approval_facts(review)
    )


def _go_where_it_stands(review, *, by):
    """Back from signature when somebody must approve again; on to signature when nobody has to any more."""
    if review.stage == Stage.FINAL_APPROVAL:
        sign_when_approved(review, by=by)
    elif review.approvals.pending().exists():
        for wait in review.waits.open().filter(purpose=Purpose.SIGNATURE):
            close_wait(locked(wait), by=by, answer="Asked for approval again")
        move(review, Stage.FINAL_APPROVAL, by=by)


# --- one approval -----------------------------------------------------------------------------------


def _ask(review, step, scope, *, by):
    """Ask for an approval that nobody has been asked for yet."""
    desk = Team.objects.get(pk=step.desk)
    person = step.person and User.objects.get(pk=step.person)
    covered = scope.of(step)
    approval = Approval(**_columns(review, desk, person, step, scope), covered=covered, baseline=covered)
    approval.wait = _open(approval, f"Approve or decline for {desk}.", f"Asked because: {step.why}.", by=by)
    approval.save()
    record(
        Verb.APPROVAL_ASKED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        people={"of": person},
        desks={"of": desk},
        why=step.why,
        desk=desk.slug,
    )


def _columns(review, desk, person, step, scope):
    return {
        "review": review,
        "desk": desk,
        "person": person,
        "why": step.why,
        "reasons": scope.reasons(step),
        "requester": review.requester,
        "backup_id": step.backup,
    }


def _open(approval, needed, question, *, by):
    """The wait of an approval: on the person whom the rule names while they can decide, else on the leads, of whom only
    those hear of it who could give it (separation)."""
    review, desk, person = approval.review, approval.desk, approval.person
    able = separation.who_could(approval, separation.acts_on(review), Staff())
    return open_wait(
        review,
        Purpose.APPROVAL,
        needed=needed,
        question=question,
        by=by,
        desk=desk,
        person=person if wait_policies.is_asked_in_person(person, desk, review) else None,
        able={doer.user for doer in able},
        leads_only=True,
    )


def _compare(approval, step, scope, *, by):
    """Leave it alone when what it covers is the same; otherwise reset it, or tell whoever is still to decide."""
    covered = scope.of(step)
    if not approval.covered:  # asked before Duet kept what is covered
        approval.covered = approval.baseline = covered
        approval.save(update_fields=["covered", "baseline"])
    elif coverage.is_same(coverage.kept(approval.covered, covered), covered):
        _shrink(approval, step, scope, covered)
    elif approval.decided_at:
        _reset(approval, step, scope, covered, by=by)
    else:
        _tell_of_change(approval, step, scope, covered, by=by)


def _shrink(approval, step, scope, covered):
    """Nothing that is still covered has changed, so the decision stands; a rule that asked as well may have gone."""
    if approval.covered != covered or approval.why != step.why:
        approval.covered, approval.baseline = covered, coverage.kept(approval.baseline, covered)
        approval.why, approval.reasons = step.why, scope.reasons(step)
        approval.save(update_fields=["covered", "baseline", "why", "reasons"])


def _reset(approval, step, scope, covered, *, terms=(), by):
    """The decision no longer counts; the row keeps it. A new one is asked for, with the difference.

    `terms`: whoever approved has since decided these deviations themselves, so that somebody else approves.
    """
    changes = coverage.difference(approval.covered, covered)
    approval.ended, approval.ended_at = Ended.RESET, timezone.now()
    approval.save(update_fields=["ended", "ended_at"])
    review, desk, person = scope.review, approval.desk, approval.person
    question = f"What {approval.decided_by} approved has changed. {in_sentences(changes)}"
    if terms:
        decided = listed([f"“{term}”" for term in terms])
        question = f"{approval.decided_by} approved, and has since decided {decided}: somebody else approves."
    renewal = Approval(
        **_columns(review, desk, person, step, scope), covered=covered, baseline=approval.covered, former=approval
    )
    renewal.wait = _open(renewal, f"Approve again or decline for {desk}: something has changed.", question, by=by)
    renewal.save()
    record(
        Verb.APPROVAL_RESET,
        review,
        by=by,
        audience=Audience.BUSINESS,
        people={"decided": approval.decided_by},
        desks={"of": desk},
        approval=approval.pk,
        renewal=renewal.pk,
    )
    _record_changes(renewal, changes, by=by)


def _tell_of_change(approval, step, scope, covered, *, by):
    """Nobody has decided yet: what is asked for is the new state, and whoever is asked hears of it."""
    changes = coverage.difference(approval.covered, covered)
    approval.covered, approval.why, approval.reasons = covered, step.why, scope.reasons(step)
    approval.save(update_fields=["covered", "why", "reasons"])
    _record_changes(approval, changes, by=by)
    tell(
        [person for person in people_behind(approval.wait) if person != by],
        scope.review,
        key=f"approval-{approval.pk}-changed-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.NEWS,
        body=f"Something that you are asked to approve has changed. {in_sentences(changes)}",
    )


def _record_changes(approval, changes, *, by):
    """What exactly changed: for reviewers, because the requester does not read terms.

    Labels, too, may quote what somebody typed: a risk, for example. It counts as theirs who made the change.
    """
    parts = ("label", "before", "after")
    record(
        Verb.APPROVAL_CHANGED,
        approval.review,
        by=by,
        desks={"of": approval.desk},
        texts={f"{part}_{n}": getattr(change, part) for n, change in enumerate(changes) for part in parts},
        approval=approval.pk,
        changes=len(changes),
    )


def in_sentences(changes: Sequence[Difference], limit: int = 3) -> str:
    """The differences in a few words: “Value: EUR 30,000 → EUR 40,000.”"""
    sentences = " ".join(change.sentence for change in changes[:limit])
    more = len(changes) - limit
    return f"{sentences} And {counted(more, 'more change')}." if more > 0 else sentences


def _withdraw(approval, *, by):
    """No rule asks for it any more. A decision that was given stays readable, and no longer counts."""
    approval.ended, approval.ended_at = Ended.NOT_NEEDED, timezone.now()
    approval.save(update_fields=["ended", "ended_at"])
    wait = locked(approval.wait)
    if wait.is_open:
        close_wait(wait, by=by, answer="No longer needed")
    record(
        Verb.APPROVAL_WITHDRAWN,
        approval.review,
        by=by,
        audience=Audience.BUSINESS,
        people={"of": approval.person},
        desks={"of": approval.desk},
        why=approval.why,
        approval=approval.pk,
    )


def sign_when_approved(review: Review, *, by: User | None) -> None:
    """Go on to signature once no approval is pending any more."""
    if review.approvals.pending().exists():
        return
    finish_stage(review, by=by, answer="Approved")
    move(review, Stage.SIGNATURE, by=by)
    contact = review.responsible(Slot.VENDOR_CONTACT)
    open_wait(
        review,
        Purpose.SIGNATURE,
        needed="Have the contract signed and note its dates.",
        by=by,
        desk=contact.desk,
        person=contact.holder_on(review),
    )
    tell(
        [review.requester],
        review,
        key=f"review-{review.pk}-approved-{review.stage_since:%Y%m%d%H%M%S}",
        kind=NoticeKind.DECISION,
        body="Approved. The contract is on its way to signature.",
    )
