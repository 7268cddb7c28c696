"""How a review ends: signed, declined with a decision note that both functions sign, or withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from common.log import record
from common.models import Audience
from contracts.actions.contracts import record_contract
from contracts.actions.signed_files import keep_signed_file
from contracts.models import ContractKind, DocumentKind
from contracts.words import headline
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


def record_signature(review, *, by, **terms):
    """The contract is signed: keep its record with the vendor and close the review. Returns the `Contract`.

    `terms` are columns of `Contract` (signed_on, starts_on and how long it runs), the `document` of the review that was
    signed (without one, that of the newest contract), and the `signed_file`, where it is at hand.
    """
    keep_up(review)  # what changed unnoticed goes back to its approvers, and the signature is refused
    return _record_signature(review, **terms, by=by)


@transaction.atomic
def _record_signature(review, *, signed_on, starts_on, by, document=None, signed_file=None, **terms):
    review = locked(review)
    actor = spine_policies.may_talk_to_vendor.as_whom(by, review)
    if actor is None:
        raise PermissionDenied("Only whoever talks to the vendor can do this.")
    if blockers := policies.blockers_to_sign(review) or wait_policies.blockers_from_pause(review, Purpose.SIGNATURE):
        raise ValidationError(blockers)

    document = document or papers_to_sign(review).first()
    desk = Team.objects.of_side(DeskSide.COMMERCIAL).in_use().first()
    review.contract = record_contract(
        review.vendor,
        title=review.title,
        review_reference=review.reference,
        value=review.value,
        signed_on=signed_on,
        starts_on=starts_on,
        owner=review.requester,
        asked_by=review.requester,
        desk=desk,
        desks=Team.objects.filter(pk__in=review.waits.exclude(desk=None).values("desk")),
        calendar=desk.calendar if desk else None,
        cleared_version=document.latest if document else None,
        by=by,
        **{"kind": KINDS.get(document.kind, ContractKind.OTHER) if document else ContractKind.OTHER} | terms,
    )
    review.save(update_fields=["contract"])
    if signed_file:
        keep_signed_file(review.contract, signed_file, by=by)
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
    _tell_of_near_date(review, by=by)
    return review.contract


KINDS = {
    DocumentKind.CONTRACT: ContractKind.MSA,
    DocumentKind.ORDER_FORM: ContractKind.ORDER_FORM,
    DocumentKind.NDA: ContractKind.NDA,
    DocumentKind.DPA: ContractKind.DPA,
}
"""What kind of contract a document becomes, where nobody says otherwise."""

LIKELY = [DocumentKind.CONTRACT, DocumentKind.ORDER_FORM, DocumentKind.NDA, DocumentKind.DPA, DocumentKind.OTHER]


def papers_to_sign(review):
    """The documents of a review, what is most likely the contract first, and of these the newest."""
    likely = Case(*(When(kind=kind, then=number) for number, kind in enumerate(LIKELY)), default=len(LIKELY))
    return review.documents.annotate(likely=likely).order_by("likely", "-pk").prefetch_related("versions")


NEAR = 30  # days


def _tell_of_near_date(review, *, by):
    """A last date to act that has passed or is near is told at once: no later reminder would."""
    contract = review.contract
    if contract.act_by is None or (contract.act_by - contract.today()).days > NEAR:
        return
    tell(
        {review.requester, by},
        review,
        key=f"contract-{contract.pk}-signed-near-{contract.act_by}",
        kind=NoticeKind.REMINDER,
        body=headline(contract).in_full,
    )


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
