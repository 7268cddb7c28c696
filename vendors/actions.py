"""Vendors and their contacts. Anybody may name a new vendor; procurement looks after the rest."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from common.locks import locked_row
from common.log import record
from common.searching import tidy
from common.words import listed
from vendors import meant, policies
from vendors.models import NameKind, Vendor, VendorContact, VendorName
from vendors.models.vendor import CATEGORIES, CATEGORY_LENGTH, NAME_LENGTH
from vendors.verbs import Verb

NAMES = {"legal_names": NameKind.LEGAL, "aliases": NameKind.ALIAS}
"""Facts that are rows of their own, each a list of names."""

MOST_NAMES = 30


@transaction.atomic
def add_vendor(name, *, by, is_another=False, **facts):
    """The vendor of this name: the known one, in whatever case it was typed or by another name of it, or a new one with
    these facts (columns, `categories`, `legal_names`, `aliases`).

    It is not merged into another before this transaction ends. Raises ValidationError without a name, and for a name
    or a domain close to a known vendor's, unless it `is_another` company.
    """
    if not (name := tidy(name)[:NAME_LENGTH].rstrip()):
        raise ValidationError("Please give the vendor's name.")
    if known := _known(name):
        return known
    if not is_another and (question := meant.fault_of(name, website=facts.get("website", ""), by=by)):
        raise ValidationError({"name": [question]})
    names = {kind: facts.pop(kind) for kind in NAMES if kind in facts}
    try:
        with transaction.atomic():
            vendor = _write(Vendor(name=name, created_by=by), facts, is_looked_up=False)
    except IntegrityError:  # somebody added it a moment ago
        return _known(name)
    _write_names(vendor, names)
    record(Verb.ADDED, vendor, by=by, name=vendor.name)
    return vendor


def _known(name):
    """The vendor of this name, which stays what it is until the transaction ends; None without one."""
    while known := Vendor.objects.named(name).order_by().first() if name else None:
        if is_still_there(known):
            return known
    return None


def is_still_there(vendor):
    """Whether it is not merged away; a merge waits for this transaction from now on (vendors.merging)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT merged_into_id FROM vendors_vendor WHERE id = %s FOR SHARE", [vendor.pk])
        row = cursor.fetchone()
    return row is not None and row[0] is None


@transaction.atomic
def update_vendor(vendor, *, by, **changes):
    """Change what we know about a vendor: name, website, country, number of registration, risk tier, owner,
    `categories`, `legal_names`, `aliases`. Returns it. What nobody changes alone is changed in vendors.changes.

    Raises PermissionDenied for others than procurement, ValidationError for what no vendor can be, such as a name that
    another one has.
    """
    vendor = locked_row(vendor)
    _require_procurement(by)
    require_present(vendor)
    names = {kind: changes[kind] for kind in NAMES if kind in changes}
    _write(vendor, {field: value for field, value in changes.items() if field not in NAMES})
    _write_names(vendor, names)
    record(Verb.UPDATED, vendor, by=by, name=vendor.name, fields=sorted(changes))
    return vendor


@transaction.atomic
def add_contact(vendor, *, by, **facts):
    """A new person at a vendor. Raises as `update_vendor` does: an address stands once at each vendor."""
    _require_procurement(by)
    require_present(locked_row(vendor, no_key=True))
    contact = _write(VendorContact(vendor=vendor), facts)
    record(Verb.CONTACT_ADDED, vendor, by=by, texts={"contact": contact.name}, name=vendor.name)
    return contact


@transaction.atomic
def update_contact(contact, *, by, **changes):
    """Change a contact's name, address or role. Returns it. Raises as `add_contact` does."""
    contact = locked_row(contact, "vendor")
    _require_procurement(by)
    _write(contact, changes)
    record(Verb.CONTACT_UPDATED, contact.vendor, by=by, texts={"contact": contact.name})
    return contact


@transaction.atomic
def remove_contact(contact, *, by):
    """Delete a contact; the log keeps that there was one. Raises PermissionDenied for others than procurement."""
    _require_procurement(by)
    record(Verb.CONTACT_REMOVED, contact.vendor, by=by, texts={"contact": contact.name})
    contact.delete()


def _require_procurement(by):
    if not policies.may_edit_vendors(by):
        raise PermissionDenied(policies.EDITORS_ALONE)


def require_present(vendor):
    """Refuse what is done to a vendor that was merged into another; `vendor` is locked."""
    if vendor.merged_into_id:
        raise ValidationError([f"{vendor} was merged into {vendor.merged_into} meanwhile."])


def _write_names(vendor, names):
    """Replace the other names of these kinds. Raises ValidationError for one that is another vendor's own name."""
    for kind, typed in names.items():
        wanted = {
            name.casefold(): name for name in map(tidy, typed) if name and name.casefold() != vendor.name.casefold()
        }
        if faults := _faults_of_names(vendor, wanted.values()):
            raise ValidationError({kind: faults})
        kept = {row.name.casefold(): row for row in vendor.names.filter(kind=NAMES[kind])}
        vendor.names.filter(pk__in=[row.pk for key, row in kept.items() if key not in wanted]).delete()
        new = [name for key, name in wanted.items() if key not in kept]
        rows = [VendorName(vendor=vendor, name=name, kind=NAMES[kind]) for name in new]
        VendorName.objects.bulk_create(rows, ignore_conflicts=True)


def _faults_of_names(vendor, names):
    if len(names) > MOST_NAMES:
        return [f"Give {MOST_NAMES} other names at most."]
    faults = [
        f"“{name[:20]}…” is too long: {NAME_LENGTH} characters at most." for name in names if len(name) > NAME_LENGTH
    ]
    taken = [name for name in names if Vendor.objects.of_name(name).present().exclude(pk=vendor.pk).exists()]
    if taken:
        quoted = listed([f"“{name}”" for name in taken])
        faults.append(f"{quoted}: there is a vendor of this name already. Merge the two, if they are one company.")
    return faults


def _write(row, facts, *, is_looked_up=True):
    """Without `is_looked_up` only the database says whether the name is taken."""
    for field, value in facts.items():
        setattr(row, field, tidy_categories(value) if field == "categories" else value)
    row.full_clean(validate_constraints=is_looked_up)
    row.save()
    return row


def tidy_categories(typed):
    """What was typed as categories: in small letters, each once, in their order. Raises ValidationError."""
    words = list(dict.fromkeys(word for word in (tidy(word).lower() for word in typed) if word))
    if len(words) > CATEGORIES:
        raise ValidationError({"categories": [f"Give {CATEGORIES} categories at most."]})
    if too_long := [word for word in words if len(word) > CATEGORY_LENGTH]:
        sentence = f"“{too_long[0][:20]}…” is too long: {CATEGORY_LENGTH} characters at most."
        raise ValidationError({"categories": [sentence]})
    return words
