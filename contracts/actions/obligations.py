"""What is owed under a contract: noted, changed, ended; and each date: done, waived with a reason, opened again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.words import day_in_words
from contracts import policies
from contracts.actions.contracts import as_fact, may_hold
from contracts.actions.documents import store_document
from contracts.models import Contract, DateState, DocumentKind, Obligation, Reader
from contracts.obligations.dates import arm_again, keep_dates
from contracts.obligations.reminding import topic_of
from contracts.verbs import Verb
from notices.actions import notify, withdraw
from notices.models import NoticeKind

OWES = "sees to what is owed under it"
"""Why the owner of an obligation reads its contract."""

CHANGEABLE = (
    "title",
    "party",
    "clause",
    "owner",
    "backup_owner",
    "first_due_on",
    "rhythm",
    "until_on",
    "survives",
    "needs_evidence",
    "lead_days",
)
DATES = {"first_due_on", "rhythm", "until_on", "survives"}
"""What the dates follow from."""

NOT_TYPED = {field.name for field in Obligation._meta.fields} - set(CHANGEABLE)

NO_REASON = "Say why, in a sentence."


@transaction.atomic
def add_obligation(contract, *, by, **facts):
    """Note something that is owed: `facts` are columns of `CHANGEABLE`. Returns the `Obligation`, with its dates.

    Raises ValidationError where a column is at fault, and for an owner who has no right to see the contract.
    """
    contract = locked_row(contract, "calendar", "owner", "backup_owner")
    if not policies.may_keep_obligations(by, contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
    obligation = Obligation(contract=contract, added_by=by, **facts)
    if faults := _faults(obligation, {"owner", "backup_owner", "first_due_on"}):
        raise ValidationError(faults)

    obligation.clean_fields(exclude=NOT_TYPED)
    obligation.save()
    keep_dates(obligation)
    keep_readers_of_obligations(contract)
    record(
        Verb.OBLIGATION_ADDED,
        contract,
        by=by,
        people={"owner": obligation.owner},
        obligation=obligation.pk,
        title=obligation.title,
        rhythm=obligation.rhythm,
        first_due_on=obligation.first_due_on.isoformat(),
    )
    _tell_owner(obligation, by=by)
    return obligation


@transaction.atomic
def change_obligation(obligation, changes, *, why, by):
    """Put other values on record: `changes` are {column of `CHANGEABLE`: value}. Dates that nobody has answered for
    follow. Returns the obligation."""
    contract, obligation = _locked(obligation)
    if not policies.may_keep_obligations(by, contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
    before = {name: getattr(obligation, name) for name in CHANGEABLE}
    changed = {name: value for name, value in changes.items() if before[name] != value}
    for name, value in changed.items():
        setattr(obligation, name, value)
    faults = _faults(obligation, changed) + _faults_of_change(obligation, changed, why)
    if faults:
        raise ValidationError(faults)

    obligation.clean_fields(exclude=NOT_TYPED)
    obligation.save()
    if DATES & set(changed):
        keep_dates(obligation)
    if "lead_days" in changed:
        arm_again(obligation)
    keep_readers_of_obligations(contract)
    record(
        Verb.OBLIGATION_CHANGED,
        contract,
        by=by,
        texts={"why": why.strip()},
        people=_people(before, changed),
        obligation=obligation.pk,
        title=obligation.title,
        changed={
            name: [as_fact(before[name]), as_fact(value)]
            for name, value in changed.items()
            if name not in ("owner", "backup_owner")
        },
    )
    if "owner" in changed:
        _tell_owner(obligation, by=by)
    return obligation


@transaction.atomic
def end_obligation(obligation, *, why, by):
    """Nobody owes it any more: its open dates go, what was answered for stays. Returns the obligation."""
    contract, obligation = _locked(obligation)
    if not policies.may_keep_obligations(by, contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
    faults = [] if why.strip() else [NO_REASON]
    if not obligation.is_in_force:
        faults.append("It has ended already.")
    if faults:
        raise ValidationError(faults)

    withdraw(*[topic_of(row) for row in obligation.dates.open()])
    obligation.ended_at, obligation.ended_by, obligation.ended_why = timezone.now(), by, why.strip()
    obligation.save(update_fields=["ended_at", "ended_by", "ended_why"])
    keep_dates(obligation)
    keep_readers_of_obligations(contract)
    _record(Verb.OBLIGATION_ENDED, obligation, by=by, texts={"why": why.strip()})
    return obligation


# --- one date ---------------------------------------------------------------------------------------------


@transaction.atomic
def mark_done(row, *, done_on, by, note="", file=None):
    """Note that it was done for this date, with the evidence. Returns the `ObligationDate`."""
    row, obligation = _locked_date(row)
    if not policies.may_fulfil(by, obligation):
        raise PermissionDenied(policies.WHO_FULFILS)
    faults = _faults_of_settling(row)
    if done_on > obligation.contract.today():
        faults.append("This day is still to come. Note it once it is done.")
    if obligation.needs_evidence and not file:
        faults.append("This is done only with a file that shows it: attach the evidence.")
    if faults:
        raise ValidationError(faults)

    row.version = file and _evidence(file, obligation, by=by)
    _settle(row, DateState.DONE, note, by=by, done_on=done_on)
    _record(
        Verb.OBLIGATION_DONE,
        obligation,
        by=by,
        texts={"note": note.strip()},
        due_on=row.due_on.isoformat(),
        done_on=done_on.isoformat(),
        file=row.version.original_name if row.version else "",
    )
    return row


@transaction.atomic
def waive(row, *, why, by):
    """Say that it is not needed for this date, and why. Whoever owns the obligation alone cannot waive it. Returns the
    `ObligationDate`."""
    row, obligation = _locked_date(row)
    if not policies.may_keep_obligations(by, obligation.contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
    faults = [*_faults_of_settling(row), *([] if why.strip() else [NO_REASON])]
    if faults:
        raise ValidationError(faults)

    _settle(row, DateState.WAIVED, why, by=by)
    _record(Verb.OBLIGATION_WAIVED, obligation, by=by, texts={"why": why.strip()}, due_on=row.due_on.isoformat())
    return row


@transaction.atomic
def reopen(row, *, why, by):
    """Take back that it was done or not needed, with the reason. What was said stays in the log. Returns the
    `ObligationDate`."""
    row, obligation = _locked_date(row)
    if not policies.may_keep_obligations(by, obligation.contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
    faults = [] if why.strip() else [NO_REASON]
    if row.is_open:
        faults.append("Nobody has answered for it yet.")
    if not obligation.is_in_force:
        faults.append("The obligation has ended.")
    if faults:
        raise ValidationError(faults)

    row.state, row.by, row.at, row.done_on, row.note, row.version = DateState.OPEN, None, None, None, "", None
    row.next_reminder_on = obligation.contract.today()
    row.save()
    _record(Verb.OBLIGATION_REOPENED, obligation, by=by, texts={"why": why.strip()}, due_on=row.due_on.isoformat())
    return row


# --- what they share --------------------------------------------------------------------------------------


def keep_readers_of_obligations(contract):
    """Let those read the contract who see to something that is owed under it, and no longer those who did."""
    held = contract.obligations.in_force().values_list("owner", "backup_owner")
    people = {person for pair in held for person in pair if person}
    contract.readers.filter(why=OWES).delete()
    Reader.objects.bulk_create(Reader(contract=contract, person_id=person, why=OWES) for person in sorted(people))


def _locked(obligation):
    names = ("owner", "backup_owner")
    contract = locked_row(Contract(pk=obligation.contract_id), "calendar", "owner", "backup_owner", "vendor")
    obligation = locked_row(obligation, *names)
    obligation.contract = contract
    return contract, obligation


def _locked_date(row):
    _, obligation = _locked(Obligation.objects.get(pk=row.obligation_id))
    row = locked_row(row)
    row.obligation = obligation
    return row, obligation


def _faults(obligation, changed):
    faults = []
    for name in ("owner", "backup_owner"):
        person = getattr(obligation, name)
        if name in changed and person and not may_hold(person, obligation.contract):
            faults.append(f"{person} has no right to see this contract, so it cannot be theirs.")
    begins_on = min(obligation.contract.signed_on, obligation.contract.starts_on)
    if "first_due_on" in changed and obligation.first_due_on < begins_on:
        faults.append("It is first due before the contract was signed.")
    if obligation.until_on and obligation.until_on < obligation.first_due_on:
        faults.append("It is never due: the last day lies before the first.")
    return faults


def _faults_of_change(obligation, changed, why):
    faults = [] if why.strip() else [NO_REASON]
    if not changed:
        faults.append("Nothing differs from what is on record.")
    if not obligation.is_in_force:
        faults.append("It has ended already.")
    return faults


def _faults_of_settling(row):
    if not row.is_open:
        return [f"{row.by} has answered for this date already: {row.get_state_display().lower()}."]
    return []


def _evidence(file, obligation, *, by):
    title = f"Evidence: {obligation.title}"
    vendor = obligation.contract.vendor
    return store_document(file, title=title, kind=DocumentKind.OTHER, vendor=vendor, by=by).versions.get()


def _settle(row, state, note, *, by, done_on=None):
    row.state, row.note, row.done_on, row.by, row.at = state, note.strip(), done_on, by, timezone.now()
    row.next_reminder_on = None
    row.save()
    withdraw(topic_of(row))


def _record(verb, obligation, *, by, texts, **facts):
    about = {"obligation": obligation.pk, "title": obligation.title}
    record(verb, obligation.contract, by=by, texts=texts, **about, **facts)


def _people(before, changed):
    """{owner_before, owner_after, …: whom the log names}."""
    people = {}
    for name in ("owner", "backup_owner"):
        if name in changed:
            people |= {f"{name}_before": before[name], f"{name}_after": changed[name]}
    return {name: person for name, person in people.items() if person}


def _tell_owner(obligation, *, by):
    if obligation.owner == by:
        return
    contract = obligation.contract
    due = obligation.dates.open().order_by("due_on").first()
    notify(
        [obligation.owner],
        key=f"obligation-{obligation.pk}-owned-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        title=f"{contract.number} {contract.title}",
        body=f"{by} made you see to what is owed here: {obligation.title}."
        + (f" It is due on {day_in_words(due.due_on)}." if due else ""),
        url=obligation.get_absolute_url(),
        about=(contract,),
    )
