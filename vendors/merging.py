"""Two vendors that are one company become one, and two again if that was wrong.

The row of the one that is merged away stays, so that old addresses lead on and the log stays readable; all that points
to it points to the other one. Who opens a review with it at the same moment is waited for (`actions.is_still_there`);
what points to it later nevertheless is moved by `move_rest`, which workers repeat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from common import sight
from common.later import later
from common.log import record
from vendors import policies
from vendors.models import NameKind, Vendor, VendorChange, VendorContact, VendorMerge, VendorName
from vendors.models.vendor import CATEGORIES, STOPS_REQUESTS
from vendors.verbs import Verb

OWN = (VendorChange, VendorContact, VendorMerge, VendorName)
"""What is moved in its own way, or stays."""

FILLED = ("website", "country", "registration_number", "owner_id", "tax_id", "bank_account")
"""What the other one takes over where it has nothing."""

LOOKED_AFTER = timedelta(days=1)
"""So long after a merge rows are looked for that came to point to the vendor in the same moment."""

LEADS_ALONE = "Only leads of procurement merge vendors, and take a merge back."


@dataclass(frozen=True)
class Follower:
    """Somebody above who names vendors otherwise than by a foreign key. `merge(source, target)` returns what `undo`
    needs, fit for JSON."""

    merge: Callable
    undo: Callable


FOLLOWERS: dict[str, Follower] = {}


def when_merged(key, *, merge, undo):
    """Put a follower: called inside the transaction of each merge, and of each that is undone."""
    FOLLOWERS[key] = Follower(merge, undo)


@transaction.atomic
def merge(source, target, *, by):
    """All that points to `source` points to `target` from now on, which takes its names and what it lacks itself.

    Returns the `VendorMerge`. Raises PermissionDenied for others than leads of procurement, ValidationError where the
    two cannot be merged.
    """
    source, target = _locked_pair(source, target)
    _require_lead(by)
    if faults := faults_of_merge(source, target):
        raise ValidationError(faults)
    open_before = _is_open(target)

    merged = VendorMerge(source=source, target=target, by=by)
    merged.moved = _moved(source, target) | _moved_contacts(source, target) | _moved_names(source, target)
    merged.filled = _fill(source, target)
    merged.followed = {key: follower.merge(source, target) for key, follower in FOLLOWERS.items()}
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    merged.save()
    if open_before and not _is_open(target):
        raise ValidationError(["These two cannot be merged: what only a few may know would hide the other."])
    record(Verb.MERGED, target, by=by, name=target.name, other=source.name)
    record(Verb.MERGED_AWAY, source, by=by, name=source.name, other=target.name)
    later("vendors.tasks.move_rest")
    return merged


@transaction.atomic
def undo(merged, *, by):
    """Make two of them again: what the merge has moved, and is still there, goes back. What came later stays."""
    source, target = _locked_pair(merged.source, merged.target)
    _require_lead(by)
    merged = VendorMerge.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at:
        raise ValidationError(["This merge was undone already."])
    if target.merged_into_id:
        raise ValidationError([f"{target} was merged into {target.merged_into} since. Undo that first."])

    source.merged_into = None
    source.save(update_fields=["merged_into"])
    _move_back(merged.moved, source, target)
    _empty(merged.filled, target)
    for key, kept in merged.followed.items():
        if key in FOLLOWERS:
            FOLLOWERS[key].undo(source, target, kept)
    merged.undone_by, merged.undone_at = by, timezone.now()
    merged.save(update_fields=["undone_by", "undone_at"])
    record(Verb.UNMERGED, target, by=by, name=target.name, other=source.name)
    record(Verb.UNMERGED_AWAY, source, by=by, name=source.name, other=target.name)
    return merged


def move_rest():
    """Move what came to point to a vendor after it was merged away. Returns how many rows."""
    since = timezone.now() - LOOKED_AFTER
    keys = list(VendorMerge.objects.standing().filter(at__gte=since).order_by("pk").values_list("pk", flat=True))
    return sum(_move_rest_of(pk) for pk in keys)


@transaction.atomic
def _move_rest_of(pk):
    merged = VendorMerge.objects.standing().select_for_update().filter(pk=pk).first()
    if merged is None:  # undone meanwhile
        return 0
    rest = _moved(merged.source, merged.target)
    for key, keys in rest.items():
        merged.moved[key] = [*merged.moved.get(key, ()), *keys]
    merged.save(update_fields=["moved"])
    return sum(map(len, rest.values()))


def faults_of_merge(source, target):
    """What keeps two vendors from being merged, as sentences."""
    if source.pk == target.pk:
        return ["Choose another vendor: this is the same one."]
    faults = [f"{vendor} is merged into another already." for vendor in (source, target) if vendor.merged_into_id]
    if not _is_open(source) and _is_open(target):
        faults.append(f"{source} is known to a few only: its name would be told.")
    if VendorChange.objects.open().filter(vendor=source).exists():
        faults.append(f"A change of {source} waits for a second person. It is answered first.")
    faults += [
        f"The two have another {Vendor._meta.get_field(field).verbose_name}: it is cleared up first."
        for field in ("status", "tax_id", "bank_account")
        if _differ(getattr(source, field), getattr(target, field), field)
    ]
    return faults


def _differ(one, other, field):
    """Nobody takes a vendor out of a restriction, or gives it another account, by merging it."""
    if field == "status":
        return one != other and (one in STOPS_REQUESTS or other in STOPS_REQUESTS)
    return bool(one and other and one != other)


def _require_lead(by):
    if not policies.may_merge_vendors(by):
        raise PermissionDenied(LEADS_ALONE)


def _locked_pair(*vendors):
    """Both read again and locked, in the order of their keys. Others may write rows that point to them meanwhile: who
    holds a review and needs its vendor must not wait for us, while we wait for the review."""
    rows = Vendor.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[vendor.pk for vendor in vendors])}
    return [fresh[vendor.pk] for vendor in vendors]


def _is_open(vendor):
    return sight.rows_before_any_wall("vendor").filter(pk=vendor.pk).exists()


def _keys_to_vendors():
    """{“reviews.review.vendor”: (model, name of its field)} of every foreign key to a vendor, whoever adds one."""
    relations = Vendor._meta.get_fields(include_hidden=True)
    keys = [relation for relation in relations if relation.one_to_many or relation.one_to_one]
    keys = [(key.related_model, key.field.name) for key in keys if key.related_model not in OWN]
    return {f"{model._meta.label_lower}.{field}": (model, field) for model, field in sorted(keys, key=_name_of_key)}


def _name_of_key(pair):
    return pair[0]._meta.label_lower, pair[1]


def _moved(source, target):
    """Move every row that points to the source. Asked until nothing is left: who holds a row that we wait for may add
    another one. Returns {model and field: [keys]}."""
    moved = {}
    rounds_left, is_done = 5, False
    while not is_done and rounds_left:
        is_done, rounds_left = True, rounds_left - 1
        for name, (model, field) in _keys_to_vendors().items():
            rows = model._base_manager.filter(**{field: source})
            if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
                model._base_manager.filter(pk__in=keys).update(**{field: target})
                moved[name] = [*moved.get(name, ()), *keys]
                is_done = False
    return moved


def _moved_contacts(source, target):
    """An address that both have stays where it is."""
    known = target.contacts.annotate(address=Lower("email")).values("address")
    rows = source.contacts.annotate(address=Lower("email")).exclude(address__in=known)
    keys = list(rows.values_list("pk", flat=True))
    VendorContact.objects.filter(pk__in=keys).update(vendor=target)
    return {"contacts": keys} if keys else {}


def _moved_names(source, target):
    """The other names, and its own name as one of them."""
    known = {target.name.casefold(), *(name.casefold() for name in target.names.values_list("name", flat=True))}
    keys = [row.pk for row in source.names.all() if row.name.casefold() not in known]
    VendorName.objects.filter(pk__in=keys).update(vendor=target)
    known |= {name.casefold() for name in VendorName.objects.filter(pk__in=keys).values_list("name", flat=True)}
    moved = {"names": keys} if keys else {}
    if source.name.casefold() not in known:
        name = VendorName.objects.create(vendor=target, name=source.name, kind=NameKind.ALIAS)
        moved["former_name"] = [name.pk]
    return moved


def _fill(source, target):
    """The target takes what it lacks. Returns {field: [before, after]}."""
    filled = {
        field: [getattr(target, field), getattr(source, field)] for field in FILLED if _lacks(source, target, field)
    }
    categories = list(dict.fromkeys([*target.categories, *source.categories]))[:CATEGORIES]
    if categories != target.categories:
        filled["categories"] = [target.categories, categories]
    for field, (_, after) in filled.items():
        setattr(target, field, after)
    target.save()
    return filled


def _lacks(source, target, field):
    return bool(getattr(source, field)) and not getattr(target, field)


def _empty(filled, target):
    """Take from the target what it took over, unless it was changed since."""
    for field, (before, after) in filled.items():
        if getattr(target, field) == after:
            setattr(target, field, before)
    target.save()


def _move_back(moved, source, target):
    keys_to_vendors = _keys_to_vendors() | {
        "contacts": (VendorContact, "vendor"),
        "names": (VendorName, "vendor"),
    }
    VendorName.objects.filter(pk__in=moved.get("former_name", ()), vendor=target).delete()
    for name, keys in moved.items():
        if name in keys_to_vendors:
            model, field = keys_to_vendors[name]
            model._base_manager.filter(pk__in=keys, **{field: target}).update(**{field: source})
