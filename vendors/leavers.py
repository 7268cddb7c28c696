"""Vendors that somebody owns who leaves: another person knows them best."""

from common import sight
from common.log import record
from common.words import counted
from people.taking_over import Kind, Outcome, can_be_held
from vendors.models import Vendor
from vendors.verbs import Verb


def vendors_of(person):
    return Vendor.objects.present().filter(owner=person).order_by("pk")


def _count(person):
    """Those behind no wall: an admin knows of no other."""
    return vendors_of(person).filter(pk__in=sight.rows_before_any_wall("vendor").values("pk")).count()


def _hand_on(person, to, *, by):
    """Vendors that the taker may see have a new owner; the others keep the one who left."""
    if to is None:
        number = _count(person)
        return Outcome(0, (f"{counted(number, 'vendor')}: the owner stays.",) if number else ())
    rows = list(vendors_of(person).select_for_update(of=("self",), no_key=True))
    seen = set(Vendor.objects.visible_to(to).filter(owner=person).values_list("pk", flat=True))
    open_to_all = set(sight.rows_before_any_wall("vendor").filter(owner=person).values_list("pk", flat=True))
    taken = [row for row in rows if row.pk in seen]
    Vendor.objects.filter(pk__in=[row.pk for row in taken]).update(owner=to)
    for row in taken:
        record(Verb.OWNER_CHANGED, row, by=by, people={"to": to, "before": person}, name=row.name)
    left = [row.pk for row in rows if row.pk not in seen]
    named = len(open_to_all.intersection(left))
    sentences = (f"{counted(named, 'vendor')} that {to} has no right to see: the owner stays.",) if named else ()
    return Outcome(len(taken), sentences, len(left) - named)


can_be_held(Kind("vendors", "vendor that they own", "vendors that they own", "keeps its owner", _count, _hand_on, 9))
