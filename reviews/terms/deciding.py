"""Deciding terms, and writing down the two positions they are decided between."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.words import listed
from reviews.acting.standing_in import as_holder
from reviews.approvals.asking import follow_changes
from reviews.checks.stands import stands_today
from reviews.models import Outcome, Purpose, Term, TermDecision
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds.opening import ask_again
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.terms import outcomes, passages, policies, states
from reviews.terms.reopened import Reopened, in_words
from reviews.waits import apart, needed
from reviews.waits.opening_and_closing import close_wait, open_wait

WHEN = ("before", "after")


@transaction.atomic
def decide_term(term, outcome, *, desk, reason="", rank=None, carried=False, seen=None, by):
    """Decide a term for one of its owning desks. A shared term is settled when both desks have decided.

    `outcome` is an `Outcome` other than open; what each needs is in `outcomes.faults`. `rank` is that of a fallback,
    and `carried` says that the paper has it already. The decision keeps what it was made on: the paper and its words,
    our position, the verdict. An escalation opens a wait on the leads of the desk; only they can decide the term from
    then on. Once approval is asked for, leads alone decide, and the approvals that cover the term are asked for again.
    `seen` is the key of the state in which the term was read (`states`); None where the door has compared it already.
    Returns the term.
    """
    choice = outcomes.Choice(outcome, reason.strip(), rank=rank, carried=carried)
    decision, confirmed = decide(term, choice, desk=desk, seen=seen, by=by)
    term = decision.term
    record_decisions(term.review, [decision], by=by)
    passages.record_confirmed(term.review, confirmed, by=by)
    let_follow(decision, by=by)
    follow_changes(term.review, by=by)
    keep_apart(term.review, [decision])
    return term


def decide(term, choice, *, desk, seen=None, by):
    """Write down what a desk decided, an `outcomes.Choice`, and confirm the passages that it rests on. The caller
    records it, and lets follow what does.

    Returns the `TermDecision` and the proposals that it confirmed.
    """
    term = locked(term)
    actor = _as_whom(by, term, desk)
    if actor is None:
        raise PermissionDenied(_who_may_decide(term, desk, by))
    stand = stands_today(term.review, [term])[term.pk]
    if seen is not None:
        states.require_same(term, stand, seen)
    if blockers := (
        policies.blockers_to_decide(term, desk)
        or _faults(term, choice, stand)
        or policies.blocker_of_two_decisions(term, desk, actor)
    ):
        raise ValidationError(blockers)
    on_behalf_of = actor.for_whom

    term.decisions.filter(desk=desk).supersede(because="Decided again", by=by)
    decision = _write(term, choice, stand, desk=desk, by=by, on_behalf_of=on_behalf_of)
    if term.decider_for_id == desk.pk and choice.outcome != Outcome.ESCALATED:
        forget_decider(term)
    _add_up(term)
    return decision, passages.confirm_passages(decision, stand, by=by)


def record_decisions(review, decisions, *, by):
    """One line in the log for the decisions of each desk: they were made in one step, with one outcome."""
    by_desk = {}
    for decision in decisions:
        by_desk.setdefault((decision.desk, decision.on_behalf_of), []).append(decision)
    for (desk, on_behalf_of), of_desk in by_desk.items():
        about = {"desks": {"of": desk}, "desk": desk.slug, "outcome": of_desk[0].outcome}
        who = {"by": by, "on_behalf_of": on_behalf_of}
        if len(of_desk) == 1:
            term, texts = of_desk[0].term, {"reason": of_desk[0].reason}
            ranked = {"rank": of_desk[0].rank} if of_desk[0].rank else {}
            record(Verb.TERM_DECIDED, review, **who, **about, texts=texts, term=term.pk, name=str(term), **ranked)
        else:
            terms = [decision.term for decision in of_desk]
            pks, names = [term.pk for term in terms], [str(term) for term in terms]
            record(Verb.TERMS_DECIDED, review, **who, **about, terms=pks, names=names)


def let_follow(decision, *, by):
    """The waits after a decision: on the leads, where it was escalated; and what each desk has left to decide.

    Where the desks contradict each other, both are asked again.
    """
    term = decision.term
    _follow_escalation(decision, by=by)
    if term.review.stage != Stage.IN_REVIEW:
        return
    needed.follow(term.review, term.desks)
    if term.is_contested:
        for desk in term.desks:
            ask_again(term.review, desk, by=by)


def keep_apart(review, decisions):
    """Note anew whom these decisions keep from settling what is open: a second desk, or an approval."""
    if review.stage in spine_policies.UNDER_APPROVAL or any(decision.term.second_desk_id for decision in decisions):
        apart.keep_up(review)


def _write(term, choice, stand, *, desk, by, on_behalf_of):
    """The row: what was said, and what it was said on."""
    rank = choice.rank if choice.outcome == Outcome.FALLBACK else None
    return TermDecision.objects.create(
        term=term,
        desk=desk,
        outcome=choice.outcome,
        reason=choice.reason,
        rank=rank,
        fallback=term.term_type.fallbacks[rank - 1] if rank else "",
        is_asked=choice.is_asked,
        position=term.position,
        wording=stand.wording,
        version=stand.version,
        verdict=stand.verdict,
        decided_by=by,
        on_behalf_of=on_behalf_of,
    )


def _add_up(term):
    answers = [outcomes.Answer(decision.outcome, decision.is_asked) for decision in term.decisions.all()]
    term.outcome, term.is_asked = outcomes.combined(answers, needed=len(term.desks))
    term.save(update_fields=["outcome", "is_asked"])


def forget_decider(term):
    """Nobody is named to decide it any more: they have, or it is open again. The log keeps who it was."""
    term.decider = term.decider_for = term.decider_named_by = None
    term.decider_because = ""
    term.save(update_fields=["decider", "decider_for", "decider_named_by", "decider_because"])


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


def _faults(term, choice, stand):
    """What is wrong with a decision that the person may take, as sentences."""
    if choice.outcome == Outcome.ESCALATED and term.review.stage in spine_policies.UNDER_APPROVAL:
        return ["Approval was asked for: a lead decides here, and nothing is escalated any more."]
    return outcomes.faults(choice, term, stand)


def _follow_escalation(decision, *, by):
    """Keep exactly one open escalation wait per escalated term and desk."""
    term, desk = decision.term, decision.desk
    waits = term.waits.open().filter(purpose=Purpose.ESCALATION, desk=desk)
    if decision.outcome == Outcome.ESCALATED:
        if not waits.exists():
            open_wait(
                term.review,
                Purpose.ESCALATION,
                needed=f"Decide the escalated term “{term}”."[:200],
                question=decision.reason,
                by=by,
                desk=desk,
                leads_only=True,
                term=term,
                asked_by=by,
            )
        return
    for wait in waits:
        close_wait(locked(wait), by=by, on_behalf_of=decision.on_behalf_of, answer=decision.in_words)


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
        if term.decider_id:
            forget_decider(term)
        term.outcome, term.is_asked = Outcome.OPEN, False
        term.save(update_fields=["outcome", "is_asked"])
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
