"""Deciding terms, and writing down the two positions they are decided between."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.words import listed
from reviews.acting.standing_in import as_holder
from reviews.approvals.asking import follow_changes
from reviews.models import Outcome, Purpose, Term, TermDecision
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.terms import outcomes, policies
from reviews.terms.reopened import Reopened, in_words
from reviews.waits import apart
from reviews.waits.opening_and_closing import close_wait, open_wait

NEEDS_REASON = {
    Outcome.DEVIATION: "Say what you agreed to and why: it is what final approval looks at.",
    Outcome.ESCALATED: "Say what the lead should decide.",
}


WHEN = ("before", "after")


@transaction.atomic
def decide_term(term, outcome, *, desk, reason="", by):
    """Decide a term for one of its owning desks. A shared term is settled when both desks have decided.

    `outcome` is an `Outcome` other than open; a deviation or an escalation needs a reason. An escalation opens a
    wait on the leads of the desk; only they can decide the term from then on. Once approval is asked for, leads alone
    decide, and the approvals that cover the term are asked for again. Returns the term.
    """
    term = locked(term)
    reason = reason.strip()
    actor = _as_whom(by, term, desk)
    if actor is None:
        raise PermissionDenied(_who_may_decide(term, desk, by))
    if blockers := (
        policies.blockers_to_decide(term, desk)
        or _faults(term, outcome, reason)
        or policies.blocker_of_two_decisions(term, desk, actor)
    ):
        raise ValidationError(blockers)
    on_behalf_of = actor.for_whom

    term.decisions.filter(desk=desk).supersede(because="Decided again", by=by)
    TermDecision.objects.create(
        term=term, desk=desk, outcome=outcome, reason=reason, decided_by=by, on_behalf_of=on_behalf_of
    )
    term.outcome = outcomes.combined([decision.outcome for decision in term.decisions.all()], needed=len(term.desks))
    term.save(update_fields=["outcome"])
    record(
        Verb.TERM_DECIDED,
        term.review,
        by=by,
        on_behalf_of=on_behalf_of,
        desks={"of": desk},
        texts={"reason": reason},
        term=term.pk,
        name=str(term),
        desk=desk.slug,
        outcome=outcome,
    )
    _follow_escalation(term, desk, outcome, reason, by=by, on_behalf_of=on_behalf_of)
    follow_changes(term.review, by=by)
    if term.second_desk_id or term.review.stage in spine_policies.UNDER_APPROVAL:
        apart.keep_up(term.review)
    return term


def _as_whom(by, term, desk):
    """Themselves; the one who is away and for whom they hold the desk's side, or in whose place they lead; or None."""
    actor = policies.may_decide.as_whom(by, term, desk)
    if actor is None or actor.for_whom is not None:
        return actor
    side = term.review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk, person=by).first()
    return as_holder(actor, side)


def _who_may_decide(term, desk, by):
    if by.pk == term.review.requester_id:
        return "This is your own request: somebody else must decide."
    if desk in term.desks and by.is_on(desk) and term.review.stage in spine_policies.UNDER_APPROVAL:
        return f"Approval was asked for: a lead of {desk} decides this now."
    if desk in term.desks and by.is_on(desk):
        return f"This term was escalated: a lead of {desk} decides it."
    return f"“{term}” is decided by {listed(term.desks)}."


def _faults(term, outcome, reason):
    """What is wrong with a decision that the person may take, as sentences."""
    if outcome not in Outcome.values or outcome == Outcome.OPEN:
        return ["Choose one of: agreed, agreed with deviation, escalated, not applicable."]
    if outcome == Outcome.ESCALATED and term.review.stage in spine_policies.UNDER_APPROVAL:
        return ["Approval was asked for: a lead decides here, and nothing is escalated any more."]
    if outcome in NEEDS_REASON and not reason:
        return [NEEDS_REASON[Outcome(outcome)]]
    return []


def _follow_escalation(term, desk, outcome, reason, *, by, on_behalf_of):
    """Keep exactly one open escalation wait per escalated term and desk."""
    waits = term.waits.open().filter(purpose=Purpose.ESCALATION, desk=desk)
    if outcome == Outcome.ESCALATED:
        if not waits.exists():
            open_wait(
                term.review,
                Purpose.ESCALATION,
                needed=f"Decide the escalated term “{term}”."[:200],
                question=reason,
                by=by,
                desk=desk,
                leads_only=True,
                term=term,
                asked_by=by,
            )
        return
    for wait in waits:
        close_wait(locked(wait), by=by, on_behalf_of=on_behalf_of, answer=Outcome(outcome).label)


@transaction.atomic
def edit_term(term, *, position, vendor_wording, place, by):
    """Write down our position, the vendor's wording and where it stands. Returns the term."""
    term = locked(term)
    if not policies.may_edit_term(by, term):
        raise PermissionDenied(f"“{term}” belongs to {listed(term.desks)}. You can comment on it.")
    if blockers := spine_policies.blockers_to_work(term.review):
        raise ValidationError(blockers)

    new = {"position": position.strip(), "vendor_wording": vendor_wording.strip(), "place": place.strip()}
    if faults := spine_policies.faults_of_length(Term, place=new["place"]):
        raise ValidationError(faults)
    changes = {name: [getattr(term, name), value] for name, value in new.items() if getattr(term, name) != value}
    if changes:
        for name, (_, value) in changes.items():
            setattr(term, name, value)
        term.save(update_fields=list(changes))
        record(
            Verb.TERM_EDITED,
            term.review,
            by=by,
            texts={
                f"{name}_{when}": text for name, pair in changes.items() for when, text in zip(WHEN, pair, strict=True)
            },
            term=term.pk,
            name=str(term),
            changed=list(changes),
        )
        follow_changes(term.review, by=by)
    return term


def reopen_terms(terms, *, because=Reopened.VENDOR, by, **facts):
    """Let terms fall back to their owners: their decisions count no longer, and stay to be read.

    `facts` are what the words of `because` need.
    """
    for term in terms:
        former = term.outcome
        term.decisions.supersede(because=f"Reopened: {in_words(because, **facts)}", by=by)
        term.outcome = Outcome.OPEN
        term.save(update_fields=["outcome"])
        record(
            Verb.TERM_REOPENED,
            term.review,
            by=by,
            term=term.pk,
            name=str(term),
            because=because,
            former=former,
            **facts,
        )
