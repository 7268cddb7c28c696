"""Vendors and their contacts. Anybody may name a new vendor; procurement looks after the rest."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from common.locks import locked_row
from common.log import record
from common.searching import tidy
from vendors import meant, policies
from vendors.models import Vendor, VendorContact
from vendors.models.vendor import NAME_LENGTH
from vendors.verbs import Verb


@transaction.atomic
def add_vendor(name, *, by, is_another=False, **facts):
    """The vendor of this name: the known one, in whatever case it was typed, or a new one with these facts.

    Raises ValidationError without a name, and for one close to a known vendor's, unless it `is_another` company.
    """
    if not (name := tidy(name)[:NAME_LENGTH].rstrip()):
        raise ValidationError("Please give the vendor's name.")
    if known := Vendor.objects.named(name).first():
        return known
    if not is_another and (question := meant.fault_of(name, by=by)):
        raise ValidationError({"name": [question]})
    try:
        with transaction.atomic():
            vendor = Vendor.objects.create(name=name, created_by=by, **facts)
    except IntegrityError:  # somebody added it a moment ago
        return Vendor.objects.named(name).get()
    record(Verb.ADDED, vendor, by=by, name=vendor.name)
    return vendor


@transaction.atomic
def update_vendor(vendor, *, by, **changes):
    """Change what we know about a vendor: name, website, country, risk tier. Returns it.

    Raises PermissionDenied for others than procurement, ValidationError for what no vendor can be, such as a name that
    another one has.
    """
    vendor = locked_row(vendor)
    _require_procurement(by)
    _write(vendor, changes)
    record(Verb.UPDATED, vendor, by=by, name=vendor.name, fields=sorted(changes))
    return vendor


@transaction.atomic
def add_contact(vendor, *, by, **facts):
    """A new person at a vendor. Raises as `update_vendor` does: an address stands once at each vendor."""
    _require_procurement(by)
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
        raise PermissionDenied("Only procurement can change vendors and their contacts.")


def _write(row, facts):
    for field, value in facts.items():
        setattr(row, field, value)
    row.full_clean()
    row.save()
    return row
