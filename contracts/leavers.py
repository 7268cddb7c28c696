"""Contracts that somebody owns who leaves, and what they see to under contracts: another person takes them over."""

from common import sight
from common.log import record
from common.words import counted
from contracts.actions.contracts import keep_readers
from contracts.actions.obligations import keep_readers_of_obligations
from contracts.models import Contract, Obligation
from contracts.verbs import Verb
from people.taking_over import Kind, Outcome, can_be_held


def contracts_of(person):
    return Contract.objects.filter(owner=person).order_by("pk")


def _count(person):
    """Those behind no wall: an admin knows of no other."""
    return contracts_of(person).filter(pk__in=sight.rows_before_any_wall("contract").values("pk")).count()


def _hand_on(person, to, *, by):
    """Contracts that the taker may see have a new owner; the others keep the one who left, and are named as such."""
    if to is None:
        number = _count(person)
        return Outcome(0, (f"{counted(number, 'contract')}: the owner stays.",) if number else ())
    rows = list(contracts_of(person).select_for_update(of=("self",)).select_related("vendor"))
    seen = set(sight.rows_for("contract", to).filter(owner=person).values_list("pk", flat=True))
    open_to_all = set(sight.rows_before_any_wall("contract").filter(owner=person).values_list("pk", flat=True))
    taken = [row for row in rows if row.pk in seen]
    for row in taken:
        row.owner = to
        row.backup_owner = None if row.backup_owner_id == to.pk else row.backup_owner
        row.save(update_fields=["owner", "backup_owner"])
        keep_readers(row)
        people = {"to": to, "before": person}
        record(Verb.OWNER_CHANGED, row.vendor, by=by, people=people, title=row.title, contract=row.pk)
    left = [row.pk for row in rows if row.pk not in seen]
    named = len(open_to_all.intersection(left))
    sentences = (f"{counted(named, 'contract')} that {to} has no right to see: the owner stays.",) if named else ()
    return Outcome(len(taken), sentences, len(left) - named)


can_be_held(
    Kind("contracts", "contract that they own", "contracts that they own", "keeps its owner", _count, _hand_on, 8)
)


def obligations_of(person):
    return Obligation.objects.in_force().filter(owner=person).order_by("pk")


def _count_obligations(person):
    """Those of contracts behind no wall: an admin knows of no other."""
    return _known(obligations_of(person)).count()


def _known(obligations):
    return obligations.filter(contract__in=sight.rows_before_any_wall("contract").values("pk"))


def _hand_on_obligations(person, to, *, by):
    """What is owed under contracts that the taker may see has a new owner; the rest keeps the one who left, is named as
    such, and is reminded of at whoever stands in and at the leads."""
    if to is None:
        number = _count_obligations(person)
        return Outcome(0, (f"{counted(number, 'obligation')}: the owner stays.",) if number else ())
    rows = list(obligations_of(person).select_for_update(of=("self",)).select_related("contract"))
    known = set(_known(obligations_of(person)).values_list("pk", flat=True))
    seen = set(obligations_of(person).visible_to(to).values_list("pk", flat=True)) if not to.is_outside else set()
    may_be_named = seen | known if not to.is_outside else seen
    taken = [row for row in rows if row.pk in may_be_named]
    for row in taken:
        row.owner = to
        row.backup_owner = None if row.backup_owner_id == to.pk else row.backup_owner
        row.save(update_fields=["owner", "backup_owner"])
        people = {"owner_after": to, "owner_before": person}
        about = {"obligation": row.pk, "title": row.title, "changed": {}}
        record(Verb.OBLIGATION_CHANGED, row.contract, by=by, people=people, **about)
    for contract in {row.contract_id: row.contract for row in taken}.values():
        keep_readers_of_obligations(contract)
    left = [row.pk for row in rows if row.pk not in may_be_named]
    named = len(known.intersection(left))
    sentences = (f"{counted(named, 'obligation')} that {to} has no right to see: the owner stays.",) if named else ()
    return Outcome(len(taken), sentences, len(left) - named)


can_be_held(
    Kind(
        "obligations",
        "obligation that they see to",
        "obligations that they see to",
        "keeps its owner",
        _count_obligations,
        _hand_on_obligations,
        8,
    )
)
