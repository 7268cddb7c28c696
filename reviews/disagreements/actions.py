"""Disagreeing on a term that another function owns, and settling it: at a check-in, or by the leads of both sides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import Quoted, record
from common.words import listed
from notices.models import NoticeKind
from people.models import User
from reviews.disagreements import policies as rules
from reviews.models import AgendaMark, Disagreement, Purpose
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds.alignment import align_when_all_are_done
from reviews.spine import policies as policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.terms.anew import decide_anew
from reviews.waits.lines import about
from reviews.waits.opening_and_closing import close_wait, open_wait


@transaction.atomic
def disagree(term, reason, *, proposal="", is_blocking=False, by):
    """Say, for one's own desk, that one sees a term differently than its owners. Returns the disagreement.

    One that blocks waits for the leads of both sides; any other goes to the next check-in.
    """
    term = locked(term)
    reason, proposal = reason.strip(), proposal.strip()
    desk = rules.desk_that_may_disagree(by, term)
    if desk is None:
        raise PermissionDenied(
            f"“{term}” is decided by {listed(term.desks)}. Members of another function can disagree."
        )
    if faults := rules.blockers_to_disagree(term, desk) or rules.faults_of_disagreement(reason, proposal, is_blocking):
        raise ValidationError(faults)

    disagreement = Disagreement.objects.create(
        term=term, desk=desk, reason=reason, proposal=proposal, is_blocking=is_blocking, raised_by=by
    )
    _record(Verb.DISAGREED, disagreement, texts={"reason": reason}, by=by, is_blocking=is_blocking)
    if is_blocking:
        _wait_for_the_leads(disagreement, by=by)
    else:
        AgendaMark.objects.create(disagreement=disagreement)
        words = f"{by} ({desk}) disagrees on “{term}”, for the next check-in: {reason}"
        _tell(
            disagreement,
            _deciders(term) or rules.names_of(rules.speakers(term.desks, term.review)),
            "raised",
            words,
            by,
        )
    return disagreement


@transaction.atomic
def reply_to_disagreement(disagreement, reply, *, by):
    """The owners say what they propose. Replying again replaces it; the log keeps the history."""
    disagreement = _open(disagreement)
    if not rules.may_reply(by, disagreement):
        raise PermissionDenied(f"{listed(disagreement.term.desks)} can answer this.")
    if not reply.strip():
        raise ValidationError(["Say what you propose."])
    disagreement.reply, disagreement.replied_by = reply.strip(), by
    disagreement.save(update_fields=["reply", "replied_by"])
    _record(Verb.DISAGREEMENT_ANSWERED, disagreement, texts={"reply": disagreement.reply}, by=by)
    _tell(disagreement, [disagreement.raised_by], "replied", f"{by} answered {disagreement}: {disagreement.reply}", by)
    return disagreement


@transaction.atomic
def propose_outcome(disagreement, outcome, *, reopens=False, by):
    """One side's lead writes down what the two have agreed; it stands once a lead of the other side confirms it.

    With `reopens` the term is then decided anew by its owners.
    """
    disagreement = _open(disagreement)
    for_owners, for_desk = rules.side_of(by, disagreement)
    if not disagreement.is_blocking:
        raise ValidationError(["This one does not block: it is settled at the next check-in."])
    if not (for_owners or for_desk):
        raise PermissionDenied("The leads of the two sides settle this.")
    if not outcome.strip():
        raise ValidationError(["Say what was agreed."])
    if blockers := reopens and rules.blockers_to_decide_anew(disagreement.review):
        raise ValidationError(blockers)
    disagreement.outcome, disagreement.reopens, disagreement.proposed_by = _text(outcome), reopens, by
    disagreement.proposed_for_owners = for_owners
    disagreement.save(update_fields=["outcome", "reopens", "proposed_by", "proposed_for_owners"])
    _record(Verb.DISAGREEMENT_OUTCOME, disagreement, texts={"outcome": disagreement.outcome}, by=by)
    hearers = rules.names_of(rules.speakers_of(disagreement, owners=not for_owners, but_not=[by.pk]))
    words = f"{by} proposes to settle {disagreement}: {disagreement.outcome} Please confirm it, or propose another."
    _tell(disagreement, hearers, "proposed", words, by, kind=NoticeKind.ASSIGNMENT)
    return disagreement


@transaction.atomic
def agree_outcome(disagreement, *, outcome, reopens=False, by):
    """The other side's lead confirms the outcome that is proposed. `outcome` and `reopens` are what they read: if
    another has been proposed since, they are asked to read that first."""
    disagreement = _open(disagreement)
    if not rules.may_agree(by, disagreement):
        raise PermissionDenied(
            "A lead of the other side confirms the outcome, another person than the one who proposed it."
        )
    if (_text(outcome), reopens) != (disagreement.outcome, disagreement.reopens):
        raise ValidationError(["Another outcome has been proposed meanwhile. Please read it first."])
    if blockers := reopens and rules.blockers_to_decide_anew(disagreement.review):
        raise ValidationError(blockers)
    disagreement.agreed_by = by
    _settle(disagreement, by=by)
    return disagreement


@transaction.atomic
def withdraw_disagreement(disagreement, *, by):
    """Its author, or a lead of their desk, takes it back."""
    disagreement = _open(disagreement)
    if not rules.may_withdraw(by, disagreement):
        raise PermissionDenied(f"Only {disagreement.raised_by} or a lead of {disagreement.desk} can withdraw this.")
    disagreement.withdrawn_at, disagreement.withdrawn_by = timezone.now(), by
    disagreement.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(Verb.DISAGREEMENT_WITHDRAWN, disagreement, by=by)
    _set_going(disagreement, "Withdrawn", by=by)
    return disagreement


@transaction.atomic
def talk_about(mark, outcome, *, reopens=False, by):
    """Tick an item of the agenda off, with a line about what came of it. A disagreement is settled by that; with
    `reopens` its term is decided anew."""
    mark = locked(mark)
    review = mark.review
    if not rules.may_join_check_ins(by) or by.pk == review.requester_id:
        raise PermissionDenied("Members of procurement and legal talk about this; nobody about their own request.")
    if mark.talked_at:
        raise ValidationError([f"{mark.talked_by} has ticked this off already: {mark.outcome}"])
    outcome = outcome.strip()
    if not outcome or len(outcome) > AgendaMark._meta.get_field("outcome").max_length:
        raise ValidationError(["Say in a line, of at most 300 characters, what came of it."])
    if blockers := reopens and rules.blockers_to_decide_anew(review):
        raise ValidationError(blockers)
    mark.talked_at, mark.talked_by, mark.outcome = timezone.now(), by, outcome
    mark.save(update_fields=["talked_at", "talked_by", "outcome"])
    record(Verb.TALKED_ABOUT, review, by=by, texts={"outcome": outcome}, mark=mark.pk, **_talked_about(mark))
    if mark.disagreement_id and mark.disagreement.is_open:
        disagreement = locked(mark.disagreement)
        disagreement.outcome, disagreement.reopens, disagreement.proposed_by = outcome, reopens, by
        _settle(disagreement, by=by)
    return mark


def _talked_about(mark):
    """For the log: the wait or the disagreement that was on the agenda."""
    if mark.wait_id:
        return {**about(mark.wait), "reference": mark.wait.review.reference}
    return {"name": str(mark.disagreement.term), "desks": {"of": mark.disagreement.desk}}


def _text(typed):
    """Without the line ends that browsers send: what is read back must equal what was written."""
    return "\n".join(typed.strip().splitlines())


def _settle(disagreement, *, by):
    disagreement.settled_at = timezone.now()
    disagreement.save(update_fields=["settled_at", "agreed_by", "outcome", "reopens", "proposed_by"])
    outcome = Quoted(disagreement.outcome, disagreement.proposed_by)
    _record(Verb.DISAGREEMENT_SETTLED, disagreement, texts={"outcome": outcome}, by=by, reopens=disagreement.reopens)
    hearers = {disagreement.raised_by, disagreement.proposed_by, *_deciders(disagreement.term)}
    anew = " The term is decided anew." if disagreement.reopens else ""
    _tell(
        disagreement,
        hearers,
        "settled",
        f"Settled: {disagreement}. {disagreement.outcome}{anew}",
        by,
        kind=NoticeKind.DECISION,
    )
    if disagreement.reopens:
        decide_anew(disagreement.term, by=by)
    _set_going(disagreement, disagreement.outcome, by=by)


def _set_going(disagreement, answer, *, by):
    """Close what the leads were asked for; if that was the last thing missing, the review is aligned."""
    for wait in disagreement.waits.filter(closed_at=None):
        close_wait(locked(wait), by=by, answer=answer)
    review = disagreement.review
    if disagreement.is_blocking and review.stage == Stage.IN_REVIEW:
        align_when_all_are_done(review, by=by)


def _wait_for_the_leads(disagreement, *, by):
    term, review = disagreement.term, disagreement.review
    for desk in (term.desk, disagreement.desk):
        wait = open_wait(
            review,
            Purpose.DISAGREEMENT,
            needed=f"Settle with the other side's lead: {disagreement.desk} disagrees on “{term}”."[:200],
            question=disagreement.reason,
            by=by,
            desk=desk,
            leads_only=desk.leads().exclude(pk=review.requester_id).exists(),
            term=term,
            asked_by=by,
        )
        disagreement.waits.add(wait)


def _open(disagreement):
    disagreement = locked(disagreement)
    if blockers := rules.blockers_to_settle(disagreement):
        raise ValidationError(blockers)
    return disagreement


def _deciders(term):
    """Who decided the term for its owners."""
    return list(User.objects.filter(pk__in=term.decisions.values("decided_by"), is_active=True))


def _record(verb, disagreement, *, texts=(), by, **facts):
    term = disagreement.term
    record(
        verb,
        term.review,
        by=by,
        desks={"of": disagreement.desk},
        texts=texts,
        term=term.pk,
        name=str(term),
        disagreement=disagreement.pk,
        **facts,
    )


def _tell(disagreement, people, what, body, by, kind=NoticeKind.NEWS):
    review = disagreement.review
    tell(
        [person for person in people if person and person not in (by, review.requester)],
        review,
        key=f"disagreement-{disagreement.pk}-{what}-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=kind,
        body=body,
        about=disagreement.term,
    )
