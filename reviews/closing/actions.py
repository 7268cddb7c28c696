"""How a review ends: signed, declined with a decision note that both functions sign, or withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from contracts.actions.contracts import record_contract
from notices.models import NoticeKind
from people.models import DeskSide, Team
from reviews.approvals.asking import keep_up
from reviews.closing import policies
from reviews.models import DecisionNote, Purpose
from reviews.pure.needed import note_to_sign
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked, move
from reviews.spine.telling import tell
from reviews.waits import apart
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import close_all_waits, close_wait, open_wait

NOTE_FIELDS = {
    "what": "Say what was decided.",
    "why": "Say why, in plain words.",
    "could_have_happened": "Say what could have happened.",
    "would_change_our_mind": "Say what would change our mind.",
    "instead": "Say what the requester can do instead.",
}


@transaction.atomic
def draft_decision_note(review, *, what, why, could_have_happened, would_change_our_mind, instead, by):
    """Propose to decline, in plain words. The other function is asked to co-sign; nothing ends before.

    Returns the `DecisionNote`.
    """
    review = locked(review)
    texts = {
        "what": what.strip(),
        "why": why.strip(),
        "could_have_happened": could_have_happened.strip(),
        "would_change_our_mind": would_change_our_mind.strip(),
        "instead": instead.strip(),
    }
    if not policies.may_draft_decision_note(by, review):
        raise PermissionDenied("Procurement, legal and approvers can decline, never the requester.")
    if blockers := policies.blockers_to_decision_note(review):
        raise ValidationError(blockers)
    if faults := [sentence for name, sentence in NOTE_FIELDS.items() if not texts[name]]:
        raise ValidationError(faults)

    desk = _desk_to_co_sign(by)
    wait = open_wait(
        review,
        Purpose.CO_SIGNATURE,
        needed=note_to_sign(by),
        by=by,
        desk=desk,
        asked_by=by,
    )
    note = DecisionNote.objects.create(review=review, wait=wait, drafted_by=by, **texts)
    apart.keep_up(review)
    record(
        Verb.NOTE_DRAFTED,
        review,
        by=by,
        desks={"to": desk},
        note=note.pk,
    )
    return note


def _desk_to_co_sign(drafter):
    """The other function: legal for whoever serves procurement only, procurement for everybody else."""
    of_legal = drafter.serves(DeskSide.LEGAL) or not drafter.serves(DeskSide.COMMERCIAL)
    return Team.objects.in_use().of_side(DeskSide.COMMERCIAL if of_legal else DeskSide.LEGAL).first()


@transaction.atomic
def co_sign(note, *, by):
    """Sign a colleague's decision note: the review ends as declined and the requester reads why. Returns the review."""
    note = locked(note)
    review = note.review
    if not policies.may_co_sign(by, note):
        raise PermissionDenied("The other function signs this, and a second person.")
    if blockers := policies.blockers_to_co_sign(note):
        raise ValidationError(blockers)

    note.co_signed_by, note.co_signed_at = by, timezone.now()
    note.save(update_fields=["co_signed_by", "co_signed_at"])
    close_all_waits(review, by=by, answer="Declined")
    record(
        Verb.NOTE_CO_SIGNED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        people={"drafter": note.drafted_by},
        note=note.pk,
    )
    move(review, Stage.DECLINED, by=by)
    _tell_requester(review, f"Not going ahead. {note.what} {note.why}", key="declined")
    return review


@transaction.atomic
def object_to_note(note, objection, *, by):
    """Do not sign: the note falls, work goes on where it was, and the drafter reads why. Returns the note."""
    note = locked(note)
    if not policies.may_co_sign(by, note):
        raise PermissionDenied("The other function answers this, and a second person.")
    if blockers := policies.blockers_to_co_sign(note):
        raise ValidationError(blockers)
    if not objection.strip():
        raise ValidationError(["Say why you do not sign."])

    note.objected_by, note.objection = by, objection.strip()
    note.save(update_fields=["objected_by", "objection"])
    close_wait(locked(note.wait), by=by, answer=f"Not signed: {note.objection}")
    record(
        Verb.NOTE_OBJECTED,
        note.review,
        by=by,
        people={"drafter": note.drafted_by},
        texts={"objection": note.objection},
        note=note.pk,
    )
    tell(
        [note.drafted_by],
        note.review,
        key=f"note-{note.pk}-objected",
        kind=NoticeKind.DECISION,
        body=f"{by} did not sign your decision note: {note.objection}",
    )
    return note


def record_signature(review, *, by, **dates):
    """The contract is signed: keep its dates with the vendor and close the review. Returns the `Contract`.

    `dates` are signed_on, starts_on, ends_on, notice_period_days and renews_automatically.
    """
    keep_up(review)  # what changed unnoticed goes back to its approvers, and the signature is refused
    return _record_signature(review, **dates, by=by)


@transaction.atomic
def _record_signature(review, *, signed_on, starts_on, ends_on, notice_period_days, renews_automatically, by):
    review = locked(review)
    actor = spine_policies.may_talk_to_vendor.as_whom(by, review)
    if actor is None:
        raise PermissionDenied("Only whoever talks to the vendor can do this.")
    if blockers := policies.blockers_to_sign(review) or wait_policies.blockers_from_pause(review, Purpose.SIGNATURE):
        raise ValidationError(blockers)
    if ends_on and ends_on < starts_on:
        raise ValidationError(["The contract cannot end before it starts."])

    document = review.documents.order_by("pk").first()
    review.contract = record_contract(
        review.vendor,
        title=review.title,
        review_reference=review.reference,
        value=review.value,
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        notice_period_days=notice_period_days,
        renews_automatically=renews_automatically,
        owner=review.requester,
        document_version=document.latest if document else None,
        by=by,
    )
    review.save(update_fields=["contract"])
    close_all_waits(review, by=by, on_behalf_of=actor.for_whom, answer="Signed")
    record(
        Verb.SIGNED,
        review,
        by=by,
        on_behalf_of=actor.for_whom,
        audience=Audience.BUSINESS,
        signed_on=signed_on,
        contract=review.contract.pk,
    )
    move(review, Stage.ACTIVE, by=by)
    _tell_requester(review, "Signed. The contract is in force.", key="signed")
    return review.contract


@transaction.atomic
def withdraw(review, reason, *, by):
    """The requester no longer needs it. Everybody who held something is told. Returns the review."""
    review = locked(review)
    if not spine_policies.may_withdraw(by, review):
        raise PermissionDenied("Only the requester can withdraw a request.")
    if blockers := spine_policies.blockers_to_work(review):
        raise ValidationError(blockers)
    if not reason.strip():
        raise ValidationError(["Say in a few words why you withdraw it."])

    holders = {wait.person for wait in review.waits.open().select_related("person") if wait.person}
    close_all_waits(review, by=by, answer="Withdrawn")
    record(
        Verb.WITHDRAWN,
        review,
        by=by,
        audience=Audience.BUSINESS,
        texts={"reason": reason.strip()},
    )
    move(review, Stage.WITHDRAWN, by=by)
    tell(
        holders - {by},
        review,
        key=f"review-{review.pk}-withdrawn",
        kind=NoticeKind.DECISION,
        body=f"{by} withdrew the request: {reason.strip()}",
    )
    return review


def _tell_requester(review, body, *, key):
    tell(
        [review.requester],
        review,
        key=f"review-{review.pk}-{key}",
        kind=NoticeKind.DECISION,
        body=body,
    )
