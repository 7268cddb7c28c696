"""Talking to the vendor: one consolidated list out, one reply back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from reviews.approvals.asking import ask_for_approvals
from reviews.approvals.policies import blockers_from_asks
from reviews.models import Outcome, Purpose, Turn
from reviews.negotiation.asks import asks_in_the_paper
from reviews.negotiation.returned import blockers_from_what_is_left, returned
from reviews.negotiation.taking_up import take_up
from reviews.papers.vendor_changes import carry_passages_over, keep_changes
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds.opening import start_desks
from reviews.rules import slots
from reviews.spine import policies
from reviews.spine.stage import locked, move
from reviews.terms.deciding import reopen_terms
from reviews.terms.reopened import Reopened
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import finish_stage, open_wait


def _locked_for_contact(review, by, *stages):
    """(the locked review, whom `by` acts for), if `by` talks to its vendor and it is in one of `stages`."""
    review = locked(review)
    actor = policies.may_talk_to_vendor.as_whom(by, review)
    if actor is None:
        raise PermissionDenied("Only whoever talks to the vendor can do this.")
    if blockers := (
        policies.blockers_to_work(review, *stages)
        or slots.blockers_from_split(review)
        or wait_policies.blockers_from_pause(review, *policies.CONTACT_PURPOSES)
    ):
        raise ValidationError(blockers)
    return review, actor.for_whom


@transaction.atomic
def send_to_vendor(review, *, by):
    """The joint list went to the vendor: it is the vendor's turn. Returns the review."""
    review, on_behalf_of = _locked_for_contact(review, by, Stage.ALIGNED)

    finish_stage(review, by=by, on_behalf_of=on_behalf_of, answer="Sent to the vendor")
    move(review, Stage.NEGOTIATION, by=by)
    versions = _begin_turn(review, by=by, on_behalf_of=on_behalf_of)
    record(
        Verb.SENT_TO_VENDOR,
        review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=Audience.BUSINESS,
        vendor=str(review.vendor),
        versions={version.document_id: version.number for version in versions},
    )
    open_wait(
        review,
        Purpose.VENDOR_REPLY,
        needed=f"Reply to our joint position on {review.title}."[:200],
        by=by,
        vendor=review.vendor,
        asked_by=by,
    )
    return review


def _begin_turn(review, *, by, on_behalf_of):
    """It is the vendor's turn. Returns the versions that went out: the latest of each document."""
    versions = [document.latest for document in review.documents.prefetch_related("versions")]
    turn = Turn.objects.create(
        review=review,
        number=review.turns.count() + 1,
        sent_at=timezone.now(),
        sent_by=by,
        sent_on_behalf_of=on_behalf_of,
    )
    turn.sent.add(*versions)
    return versions


def _end_turn(review, versions, note, *, by, on_behalf_of):
    """The vendor has answered, with these newer versions."""
    turn = review.turns.open().get()
    turn.returned_at, turn.recorded_by, turn.recorded_on_behalf_of, turn.note = timezone.now(), by, on_behalf_of, note
    turn.save(update_fields=["returned_at", "recorded_by", "recorded_on_behalf_of", "note"])
    turn.returned.add(*versions)


@transaction.atomic
def record_vendor_reply(review, *, changed_terms, clauses=None, note, kept_because="", without_comparison=False, by):
    """The vendor replied. The terms that they changed fall back to their owners, and so do our asks: those that the
    returned paper does not carry, and those that it seems to, for the owner to say so. With none, approval follows.

    `changed_terms` are terms of this review, `note` says what the vendor answered. `clauses` says which loose clauses
    are looked at as what, {key of a loose clause: TermType}: each becomes a term, or sends the one
    that there is back to its owner. Where a returned version changed the words of a term that is not among them, or a
    clause that looks like a term, `kept_because` says why. A version that is still being read is waited for, unless
    the person goes on `without_comparison`. Returns the review.
    """
    clauses, note, kept_because = clauses or {}, note.strip(), kept_because.strip()
    review, on_behalf_of = _locked_for_contact(review, by, Stage.NEGOTIATION)
    if any(policies.faults_of_term(review, term) for term in changed_terms):
        raise ValidationError(["Some of these terms belong to another review."])
    changed = list(review.terms.filter(pk__in=[term.pk for term in changed_terms]).select_related("term_type"))
    if (changed or clauses) and not note:
        raise ValidationError(["Say in a sentence what the vendor changed."])
    back, ticked = returned(review), {term.pk for term in changed}
    asked = {term.pk: term for term in review.terms.asked().select_related("term_type")}
    if blockers := _blockers_from_versions(back, {*ticked, *asked}, clauses, kept_because, without_comparison):
        raise ValidationError(blockers)
    taken_up = take_up(review, back.loose, clauses, by=by)
    changed += [term for term in taken_up if term.pk not in ticked]
    changed += [term for pk, term in asked.items() if pk not in {term.pk for term in changed}]
    sent_back = {term.pk for term in changed}

    finish_stage(review, by=by, on_behalf_of=on_behalf_of, answer=note or "Accepted as sent")
    _end_turn(review, back.versions, note, by=by, on_behalf_of=on_behalf_of)
    record(
        Verb.VENDOR_REPLIED,
        review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=Audience.BUSINESS,
        vendor=str(review.vendor),
        terms=[term.pk for term in changed],
        ticked=len(ticked),
        **({"asked": list(asked)} if asked else {}),
        clauses=sum(map(len, taken_up.values())),
        **_passed_over(back, sent_back, clauses, note, kept_because),
    )
    keep_changes(back, taken_up, sent_back=sent_back, reason=kept_because, by=by)
    carry_passages_over(back)
    if changed:
        _let_fall_back(review, changed, has_paper=bool(back.versions), by=by)
        start_desks(review, terms=changed, by=by)
    else:
        ask_for_approvals(review, by=by)
    return review


def _let_fall_back(review, terms, *, has_paper, by):
    """What was decided on these terms counts no longer. Of an ask its owner reads whether it seems to be met."""
    asks = asks_in_the_paper(review)
    for term in terms:
        if term.outcome != Outcome.OPEN:
            because = _why_it_falls_back(asks.get(term.pk), has_paper) if term.is_asked else Reopened.VENDOR
            reopen_terms([term], because=because, by=by)


def _why_it_falls_back(ask, has_paper):
    if ask and ask.is_met:
        return Reopened.ASK_MET
    return Reopened.ASK_NOT_MET if has_paper else Reopened.ASK_WITHOUT_PAPER


def _blockers_from_versions(back, ticked, clauses, kept_because, without_comparison):
    if back.waiting and not without_comparison:
        return [*back.sentences, "Wait a moment, or tick the terms yourself and go on without the comparison."]
    if clauses.keys() - {clause.key for clause in back.loose}:
        return ["The clauses that no term rests on are others by now. Look at them again."]
    return [] if kept_because else blockers_from_what_is_left(back, ticked, clauses)


def _passed_over(back, sent_back, clauses, note, kept_because):
    """For the log: what the vendor answered; what was found and goes to nobody, and why."""
    kept = [pk for pk in back.changed if pk not in sent_back]
    left = [clause.title for clause in back.guessed if clause.key not in clauses]
    if kept or left:
        return {"kept": kept, "left": left, "texts": {"note": note, "kept_because": kept_because}}
    return {"texts": {"note": note}}


@transaction.atomic
def request_approval(review, *, by):
    """Nothing is left to negotiate: ask for final approval straight away. Returns the review."""
    review, on_behalf_of = _locked_for_contact(review, by, Stage.ALIGNED)
    if blockers := blockers_from_asks(review):
        raise ValidationError(blockers)

    finish_stage(review, by=by, on_behalf_of=on_behalf_of, answer="Nothing left to negotiate")
    ask_for_approvals(review, by=by)
    return review
