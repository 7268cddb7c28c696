"""The record of a contract: put down at signature, corrected with a reason, amended from a day on.

Every change works its dates out anew, in the same transaction. Nothing is overwritten in silence: doors compare the
state that was read (common.stale), and the log keeps what stood there before.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common import sight
from common.locks import locked_row
from common.log import record
from common.words import amount_in_words
from contracts import policies
from contracts.models import Contract, ContractEvent, ContractEventKind, Reader
from contracts.models.contract import FOLLOWS
from contracts.models.contract_event import change_in_words
from contracts.obligations.dates import follow_contract
from contracts.renewals.opening import keep_up
from contracts.verbs import Verb

OWNS, STANDS_BY, LOOKS_AFTER = "owns it", "stands in for the owner", "looks after it"
HELD = {"owner": OWNS, "backup_owner": STANDS_BY, "desk": LOOKS_AFTER}
"""{column: why whoever stands there reads the contract}"""

CORRECTABLE = (
    "title",
    "kind",
    "reference",
    "our_entity",
    "their_entity",
    "parent",
    "owner",
    "backup_owner",
    "desk",
    "value",
    "value_per",
    "value_months",
    "signed_on",
    "starts_on",
    "first_term",
    "renewal",
    "renewal_term",
    "renewals_at_most",
    "latest_end_on",
    "notice",
    "notice_not_before",
    "open_notice",
    "notice_delivery",
    "notice_basis",
    "notice_count",
    "month_rule",
    "notice_weekend",
    "late_notice",
    "process_days",
    "calendar",
    "notice_zone",
    "notice_to",
)


@transaction.atomic
def record_contract(vendor, *, title, owner, signed_on, starts_on, by, desks=(), asked_by=None, **facts):
    """A signed contract. Other facts are columns of `Contract`; `desks` had a part in it and `asked_by` asked for it:
    they read it from now on.

    The caller has asked whether `by` may sign off the review. Raises ValidationError where no date can follow from it.
    """
    contract = Contract(vendor=vendor, title=title, owner=owner, signed_on=signed_on, starts_on=starts_on, **facts)
    contract.full_clean(validate_constraints=False)  # the engine says it in words that people read
    contract.work_out()
    contract.save()
    keep_up(contract)
    keep_readers(contract)
    readers = [Reader(contract=contract, desk=desk, why="had a part in it") for desk in desks]
    readers += [Reader(contract=contract, person=asked_by, why="asked for it")] if asked_by else []
    Reader.objects.bulk_create(readers)
    record(
        Verb.RECORDED,
        vendor,
        by=by,
        title=contract.title,
        contract=contract.pk,
        review=contract.review_reference,
    )
    return contract


def keep_readers(contract):
    """Let those read it who hold it now, and no longer those who held it before."""
    contract.readers.filter(why__in=HELD.values()).delete()
    holders = {column: getattr(contract, column) for column in HELD}
    Reader.objects.bulk_create(
        Reader(contract=contract, **{"desk" if column == "desk" else "person": holder}, why=HELD[column])
        for column, holder in holders.items()
        if holder
    )


@transaction.atomic
def correct(contract, changes, *, why, by):
    """Put other values into the record: `changes` are {column of `CORRECTABLE`: value}. Returns the contract.

    Raises ValidationError without a reason, where nothing differs, where no date could follow from it, and for an owner
    who has no right to see it.
    """
    contract = locked_row(contract, "vendor", "owner", "backup_owner", "desk", "calendar", "parent")
    if not policies.may_correct(by, contract):
        raise PermissionDenied(policies.WHO_CORRECTS)
    before = {name: getattr(contract, name) for name in CORRECTABLE}
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if faults := _faults_of_correction(contract, changed, why):
        raise ValidationError(faults)

    for name, value in changed.items():
        setattr(contract, name, value)
    if "value" in changed and contract.signed_value is not None:
        contract.signed_value += contract.value.amount - before["value"].amount
    contract.assumed = ""
    contract.full_clean(validate_constraints=False)  # the engine says it in words that people read
    contract.work_out()
    contract.save()
    keep_up(contract)
    follow_contract(contract)
    keep_readers(contract)
    kept = {name: [as_fact(before[name]), as_fact(changed[name])] for name in changed}
    people = {name: kept.pop(name) for name in ("owner", "backup_owner") if name in kept}
    record(
        Verb.CORRECTED,
        contract,
        by=by,
        texts={"why": why.strip()},
        people={
            f"{name}_{when}": pk
            for name, pair in people.items()
            for when, pk in zip(("before", "after"), pair, strict=True)
        },
        changed=kept,
    )
    if "owner" in changed:
        hands = {"to": changed["owner"], "before": before["owner"]}
        record(Verb.OWNER_CHANGED, contract.vendor, by=by, people=hands, title=contract.title, contract=contract.pk)
    return contract


def _faults_of_correction(contract, changed, why):
    faults = [] if why.strip() else ["Say why: whoever reads the dates later wants to know."]
    if not changed and not contract.assumed:
        faults.append("Nothing differs from what is on record.")
    for name in ("owner", "backup_owner"):
        person = changed.get(name)
        if person and not may_hold(person, contract):
            faults.append(f"{person} has no right to see this contract, so it cannot be theirs.")
    faults += faults_of_parent(contract, changed.get("parent"))
    if "value" in changed and contract.signed_value is not None:
        value = changed["value"]
        if value is None or value.currency != contract.value.currency:
            faults.append(
                f"Amendments change its value in {contract.value.currency}: it stays an amount in that currency."
            )
    return faults


def may_hold(person, contract):
    """Whether a contract can be given to somebody: who works here, and is behind no wall of it."""
    if not person.is_active or person.is_outside:
        return False
    is_walled = not sight.rows_before_any_wall("contract").filter(pk=contract.pk).exists()
    return not is_walled or sight.rows_for("contract", person).filter(pk=contract.pk).exists()


def faults_of_parent(contract, parent):
    """Why a contract cannot belong to that one, as sentences."""
    if parent is None:
        return []
    if parent.vendor_id != contract.vendor_id:
        return [f"{parent} is with {parent.vendor}, and this contract with {contract.vendor}."]
    ancestors, above = set(), parent
    while above is not None and above.pk not in ancestors:
        ancestors.add(above.pk)
        above = above.parent
    return ["A contract cannot belong to itself."] if contract.pk and contract.pk in ancestors else []


def as_fact(value):
    """A value as the log keeps it: rows by key, amounts and days as texts."""
    if value is None or isinstance(value, (int, bool)):
        return value
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "amount"):
        return amount_in_words(value.amount, value.currency)
    return str(value)


@dataclass(frozen=True)
class ValueChange:
    """What an amendment says about the value: the new total, or the change."""

    amount: Decimal
    is_total: bool


@dataclass(frozen=True)
class ValueStep:
    """The value before, what changes, and the value after, from one day on."""

    old: Decimal
    change: Decimal
    currency: str

    @property
    def new(self) -> Decimal:
        return self.old + self.change

    @property
    def new_in_words(self) -> str:
        return amount_in_words(self.new, self.currency)

    @property
    def words(self) -> str:
        """“From EUR 10,000 by 2,000 more to EUR 12,000.”"""
        return (
            f"From {amount_in_words(self.old, self.currency)} by {change_in_words(self.change)} to {self.new_in_words}."
        )

    @property
    def is_large(self) -> bool:
        """Whether it doubles the value or halves it: most often a total that was typed as a change, or the reverse."""
        return self.new >= 2 * self.old or 2 * self.new <= self.old


def value_step(contract: Contract, change: ValueChange, day) -> ValueStep | None:
    """What an amendment that counts from that day makes of the value; None where no value is on record."""
    if contract.value is None:
        return None
    old = contract.value_on(day)
    return ValueStep(old, change.amount - old if change.is_total else change.amount, str(contract.value.currency))


def _faults_of_value(step, *, is_meant):
    if step is None:
        return ["No value is on record that could change. Correct the record first."]
    if step.change == 0:
        return ["The value would stay as it is."]
    if step.new < 0:
        return ["The value would be less than nothing."]
    if step.is_large and not is_meant:
        return [f"{step.words} Was the new total meant, or the change? Say that it is so."]
    return []


@transaction.atomic
def amend(
    contract,
    *,
    signed_on,
    changes,
    by,
    effective_on=None,
    end_on=None,
    paper=None,
    note="",
    value_change=None,
    value_is_meant=False,
):
    """Change a contract from a day on: `changes` are {input of contracts.dates: text}. Returns the `ContractEvent`.

    The past stays as it was: nothing changes before the later of signature and effective day. `paper` is the amendment
    as a contract of its own. `value_change` is a `ValueChange`; one that doubles or halves the value must be meant.
    Raises ValidationError where no date could follow from it.
    """
    contract = locked_row(contract, "vendor", "calendar")
    if not policies.may_correct(by, contract):
        raise PermissionDenied(policies.WHO_CORRECTS)
    difference = None
    if value_change is not None:
        step = value_step(contract, value_change, max(signed_on, effective_on or signed_on))
        if faults := _faults_of_value(step, is_meant=value_is_meant):
            raise ValidationError(faults)
        difference = step.change
        _keep_signed_value(contract)
    event = ContractEvent(
        contract=contract,
        kind=ContractEventKind.AMEND,
        given_on=signed_on,
        effective_on=effective_on,
        end_on=end_on,
        changes=changes,
        value_change=difference,
        paper=paper,
        note=note.strip(),
        by=by,
    )
    add_event(event)
    record(
        Verb.AMENDED,
        contract,
        by=by,
        event=event.pk,
        changes=changes,
        end_on=end_on and end_on.isoformat(),
        effective_on=(effective_on or signed_on).isoformat(),
        **({} if difference is None else {"value": [amount_in_words(step.old, step.currency), step.new_in_words]}),
    )
    return event


def _keep_signed_value(contract):
    """From the first amendment of it on, the value is what was signed and the changes since."""
    if contract.signed_value is None:
        contract.signed_value = contract.value.amount
        contract.save(update_fields=["signed_value"])


def add_event(event):
    """Keep something that happened to a contract (which is locked), and work its dates out anew."""
    event.full_clean(exclude=["contract"])
    event.save()
    contract = Contract.objects.worked_out_from().get(pk=event.contract_id)
    contract.clean()  # an event from which nothing could follow is taken back with the transaction
    follow(contract)


def follow(contract):
    """Work the dates of a contract out anew, and keep them."""
    contract.work_out()
    contract.save(update_fields=[*FOLLOWS, "next_look_at"])
    keep_up(contract)
    follow_contract(contract)
    return contract
