"""What becomes of a contract: the owner proposes, the lead of the commercial desk decides, legal signs where it is to
end, and whoever talks to the vendor sends the notice. The date is met by evidence of sending, not by a decision."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.words import day_in_words
from contracts import policies
from contracts.actions.contracts import add_event
from contracts.actions.documents import store_document
from contracts.models import (
    ENDS,
    Answer,
    Contract,
    ContractEvent,
    ContractEventKind,
    DocumentKind,
    NoticeBand,
    RenewalDecision,
)
from contracts.renewals.opening import open_decision
from contracts.verbs import Verb
from notices.actions import notify, withdraw
from notices.models import NoticeKind
from people.models import DeskSide, User

ANSWERS = Answer.values


@transaction.atomic
def propose(contract, answer, *, why, by):
    """Say what should become of a contract, with the reason. Returns the `RenewalDecision`."""
    contract, decision = _locked(contract)
    if not policies.may_propose(by, contract):
        raise PermissionDenied(policies.WHO_PROPOSES)
    if faults := _faults_of_answer(contract, decision, answer, why):
        raise ValidationError(faults)
    if decision and decision.answer:
        raise ValidationError([f"{decision.decided_by} has decided already: {decision.get_answer_display().lower()}."])

    decision = decision or open_decision(contract)
    decision.proposal, decision.proposal_why = answer, why.strip()
    decision.proposed_by, decision.proposed_at = by, timezone.now()
    decision.save(update_fields=["proposal", "proposal_why", "proposed_by", "proposed_at"])
    record(Verb.RENEWAL_PROPOSED, contract, by=by, texts={"why": why.strip()}, answer=answer, decision=decision.pk)
    _tell(
        _leads_of_the_commercial_side() - {by},
        contract,
        key=f"contract-{contract.pk}-proposed-{decision.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"{by} proposes to {Answer(answer).label.lower()} it: {why.strip()} You decide, by "
        f"{day_in_words(decision.due_on)}.",
    )
    return decision


@transaction.atomic
def decide(contract, answer, *, why, by, gives_notice=False):
    """Decide what becomes of a contract. Ending, replacing, and any notice above the band wait for legal's signature.

    `gives_notice`: renegotiating or reducing begins with a notice. Returns the `RenewalDecision`.
    """
    contract, decision = _locked(contract)
    if not policies.may_decide(by, contract):
        raise PermissionDenied(policies.WHO_DECIDES)
    if faults := _faults_of_answer(contract, decision, answer, why):
        raise ValidationError(faults)
    if decision and decision.proposed_by_id == by.pk:
        raise ValidationError(["You proposed this: somebody else decides."])
    if decision and decision.sent_on:
        raise ValidationError([f"Notice went out on {day_in_words(decision.sent_on)}: that cannot be decided anew."])

    decision = decision or open_decision(contract)
    gives_notice = bool(contract.act_by) and (answer in ENDS or (gives_notice and answer != Answer.RENEW))
    decision.answer, decision.answer_why, decision.gives_notice = answer, why.strip(), gives_notice
    decision.needs_signature = answer in ENDS or (gives_notice and is_above_band(contract))
    decision.decided_by, decision.decided_at = by, timezone.now()
    decision.signed_by = decision.signed_at = None
    _settle(decision, contract)
    decision.save()
    facts = {"answer": answer, "decision": decision.pk, "gives_notice": gives_notice}
    record(Verb.RENEWAL_DECIDED, contract, by=by, texts={"why": why.strip()}, **facts)
    _tell_of_decision(decision, contract, by=by)
    return decision


@transaction.atomic
def sign(contract, *, by):
    """Legal's second signature: from now on notice may go out. Returns the `RenewalDecision`."""
    contract, decision = _locked(contract)
    if not policies.may_sign(by, contract):
        raise PermissionDenied(policies.WHO_SIGNS)
    if decision is None or not decision.waits_for_signature:
        raise ValidationError(["Nothing waits for a signature here."])
    if by.pk in {decision.decided_by_id, decision.proposed_by_id}:
        raise ValidationError(["You had a part in this decision: somebody else of legal signs."])

    decision.signed_by, decision.signed_at = by, timezone.now()
    _settle(decision, contract)
    decision.save(update_fields=["signed_by", "signed_at", "settled_at"])
    record(Verb.RENEWAL_SIGNED, contract, by=by, answer=decision.answer, decision=decision.pk)
    _tell(
        _with_the_vendor(contract) - {by},
        contract,
        key=f"contract-{contract.pk}-signed-{decision.pk}-{decision.signed_at:%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"{by} signed: {decision.get_answer_display().lower()}." + _send_by(decision, contract),
    )
    return decision


@transaction.atomic
def record_sending(contract, *, sent_on, how, by, file=None):
    """Note that the notice went out, with the evidence. In time it ends the contract; late it stops nothing, and the
    alarm stays on. Returns the `RenewalDecision`."""
    contract, decision = _locked(contract)
    if not policies.may_send(by, contract):
        raise PermissionDenied(policies.WHO_SENDS)
    if faults := _faults_of_sending(contract, decision, sent_on, how):
        raise ValidationError(faults)

    title = f"Notice: {contract.title}"
    document = file and store_document(file, title=title, kind=DocumentKind.OTHER, vendor=contract.vendor, by=by)
    decision.sent_on, decision.sent_how, decision.sent_by = sent_on, how.strip(), by
    decision.sent_version = document.versions.get() if document else None
    decision.save(update_fields=["sent_on", "sent_how", "sent_by", "sent_version"])
    record(
        Verb.NOTICE_SENT,
        contract,
        by=by,
        texts={"how": how.strip()},
        sent_on=sent_on.isoformat(),
        decision=decision.pk,
        file=decision.sent_version.original_name if document else "",
    )
    add_event(ContractEvent(contract=contract, kind=ContractEventKind.NOTICE, given_on=sent_on, by=by))
    decision.refresh_from_db()
    if decision.settled_at:
        withdraw(f"contract-{contract.pk}-renewal")
    return decision


# --- what they share --------------------------------------------------------------------------------------


def _locked(contract):
    contract = locked_row(contract, "vendor", "owner", "backup_owner", "desk", "calendar")
    contract.work_out()
    decision = RenewalDecision.objects.select_related("decided_by").filter(contract=contract, closed_at=None).first()
    return contract, decision


def _faults_of_answer(contract, decision, answer, why):
    faults = [] if answer in ANSWERS else ["Choose one of the five answers."]
    if not why.strip():
        faults.append("Say why, in a sentence.")
    if contract.step_on is None and decision is None:
        faults.append("Nothing is to be decided about this contract now.")
    return faults


def _faults_of_sending(contract, decision, sent_on, how):
    if decision is None or not decision.gives_notice:
        return ["Nobody has decided to give notice."]
    if decision.waits_for_signature:
        return ["Legal has not signed yet: notice does not go out before."]
    if decision.settled_at:
        return ["Notice was given in time already."]
    faults = [] if how.strip() else ["Say how it was sent: by e-mail, by courier, by registered letter."]
    if sent_on > contract.today():
        faults.append("This day is still to come. Note it once the notice is out.")
    return faults


def is_above_band(contract: Contract) -> bool:
    """Whether any notice about it needs legal's signature."""
    band, value = NoticeBand.objects.first(), contract.value_a_year
    return bool(band and value is not None and value.amount >= band.amount)


def _settle(decision, contract):
    """Nothing is left to do once it is decided and signed, and no notice has to go out."""
    is_done = not decision.waits_for_signature and not decision.gives_notice
    decision.settled_at = timezone.now() if is_done else None
    if is_done:
        withdraw(f"contract-{contract.pk}-renewal")


def _leads_of_the_commercial_side():
    leads = User.objects.filter(memberships__is_lead=True, memberships__team__speaks_for=DeskSide.COMMERCIAL)
    return set(leads.filter(is_active=True).distinct())


def _with_the_vendor(contract):
    """Who sends a notice: the desk that looks after the contract, else the commercial side's leads."""
    return set(contract.desk.leads()) if contract.desk else _leads_of_the_commercial_side()


def _send_by(decision, contract):
    return f" Send the notice by {day_in_words(contract.act_by)}." if decision.may_be_sent and contract.act_by else ""


def _tell_of_decision(decision, contract, *, by):
    label = decision.get_answer_display().lower()
    key = f"contract-{contract.pk}-decided-{decision.pk}-{decision.decided_at:%Y%m%d%H%M%S%f}"
    body = f"{by} decided: {label}. {decision.answer_why}"
    owners = {person for person in (contract.owner, contract.backup_owner, decision.proposed_by) if person}
    _tell(owners - {by}, contract, key=key, kind=NoticeKind.DECISION, body=body)
    if decision.waits_for_signature:
        legal = User.objects.filter(memberships__is_lead=True, memberships__team__speaks_for=DeskSide.LEGAL)
        signers = set(legal.filter(is_active=True).distinct()) - {by}
        ask = f"{body} It waits for legal’s signature."
        _tell(signers, contract, key=f"{key}-sign", kind=NoticeKind.ASSIGNMENT, body=ask)
    elif decision.gives_notice:
        ask = f"{body}{_send_by(decision, contract)}"
        _tell(_with_the_vendor(contract) - {by}, contract, key=f"{key}-send", kind=NoticeKind.ASSIGNMENT, body=ask)


def _tell(people, contract, **message):
    title = f"{contract.number} {contract.title}"
    notify(people, title=title, url=contract.get_absolute_url(), about=(contract,), **message)
