"""Contracts that somebody owns who leaves: another person owns them."""

from common import sight
from common.log import record
from common.words import counted
from contracts.actions.contracts import keep_readers
from contracts.models import Contract
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
