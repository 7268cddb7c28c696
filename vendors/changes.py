"""What nobody changes alone: status, tax number, bank account. One asks, a second person answers."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common import sight
from common.locks import locked_row
from common.log import record
from common.searching import tidy
from common.words import too_long
from notices.actions import notify
from notices.models import NoticeKind
from people.models import DeskSide, User
from vendors import policies
from vendors.actions import require_present
from vendors.models import Answer, Sensitive, Status, Vendor, VendorChange
from vendors.models.vendor import NUMBER_LENGTH
from vendors.verbs import Verb

GONE = "This was answered meanwhile."


@transaction.atomic
def ask_for_change(vendor, field, value, *, why, by):
    """Ask for another status, tax number or bank account. Returns the `VendorChange`, which waits for a second person.

    Raises PermissionDenied for others than procurement, ValidationError for what it cannot be.
    """
    vendor = locked_row(vendor)
    if not policies.may_edit_vendors(by):
        raise PermissionDenied(policies.EDITORS_ALONE)
    require_present(vendor)
    value, why = _tidy(field, value), tidy(why)
    if faults := _faults(vendor, field, value, why):
        raise ValidationError(faults)
    before = getattr(vendor, field)
    change = VendorChange.objects.create(vendor=vendor, field=field, before=before, after=value, why=why, asked_by=by)
    _record(Verb.CHANGE_ASKED, change, by=by, why=why)
    notify(
        _second_persons(change),
        key=f"vendor-change-{change.pk}",
        kind=NoticeKind.QUESTION,
        title="A change of a vendor waits for a second person",
        body=f"{by} asks for another {change.get_field_display().lower()}. Confirm or refuse it on the vendor's page.",
        url=vendor.get_absolute_url(),
    )
    return change


@transaction.atomic
def make_change(change, *, by):
    """Confirm it: the vendor is changed. Returns the change. Raises ValidationError where the vendor differs by now."""
    change, vendor = _locked(change)
    _require_second(change, by)
    if getattr(vendor, change.field) != change.before:
        raise ValidationError(["It was changed otherwise meanwhile. Refuse this, and ask anew."])
    setattr(vendor, change.field, change.after)
    if change.field == Sensitive.STATUS:
        vendor.status_because = change.why
    vendor.save()
    return _answer(change, Answer.MADE, Verb.CHANGE_MADE, by=by)


@transaction.atomic
def refuse_change(change, *, by):
    """Leave the vendor as it is. Returns the change."""
    change, _ = _locked(change)
    _require_second(change, by)
    return _answer(change, Answer.REFUSED, Verb.CHANGE_REFUSED, by=by)


@transaction.atomic
def withdraw_change(change, *, by):
    """Who asked takes it back. Returns the change."""
    change, _ = _locked(change)
    if change.asked_by_id != by.pk:
        raise PermissionDenied("Only who asked for it can take it back.")
    return _answer(change, Answer.WITHDRAWN, Verb.CHANGE_WITHDRAWN, by=by)


def _locked(change):
    """(the change, its vendor), both locked, the vendor first."""
    vendor = locked_row(change.vendor)
    change = locked_row(change, "asked_by")
    if not change.is_open:
        raise ValidationError([GONE])
    change.vendor = vendor
    return change, vendor


def _require_second(change, by):
    if not policies.may_answer(by, change):
        raise PermissionDenied(policies.SECOND_PERSON)


def _answer(change, answer, verb, *, by):
    change.answer, change.answered_by, change.answered_at = answer, by, timezone.now()
    change.save(update_fields=["answer", "answered_by", "answered_at"])
    _record(verb, change, by=by)
    return change


def _record(verb, change, *, by, why=""):
    status = change.after if change.field == Sensitive.STATUS else ""
    record(verb, change.vendor, by=by, texts={"why": why}, field=change.field, status=status, name=change.vendor.name)


def _second_persons(change):
    """Who may answer, and know of the vendor: procurement, and the leads of legal."""
    here = User.objects.filter(is_active=True)
    buyers = here.filter(memberships__team__speaks_for=DeskSide.COMMERCIAL)
    lawyers = here.filter(memberships__team__speaks_for=DeskSide.LEGAL, memberships__is_lead=True)
    people = User.objects.filter(pk__in=buyers.values("pk").union(lawyers.values("pk"))).exclude(pk=change.asked_by_id)
    if sight.rows_before_any_wall("vendor").filter(pk=change.vendor_id).exists():
        return list(people)
    return [person for person in people if Vendor.objects.visible_to(person).filter(pk=change.vendor_id).exists()]


def _tidy(field, value):
    value = tidy(value)
    return re.sub(r"\s", "", value).upper() if field == Sensitive.BANK_ACCOUNT else value


def _faults(vendor, field, value, why):
    if field not in Sensitive.values:
        return ["Choose what should change."]
    faults = [] if why else ["Say why: the second person decides on it."]
    faults += too_long(why, VendorChange._meta.get_field("why").max_length, "the reason")
    faults += too_long(value, NUMBER_LENGTH, Sensitive(field).label.lower())
    if field == Sensitive.STATUS and value not in Status.values:
        faults.append("Choose a status.")
    if field == Sensitive.BANK_ACCOUNT and _has_a_slip(value):
        faults.append("This account number has a slip: its check digits do not fit.")
    if value == getattr(vendor, field):
        faults.append("It is that already.")
    if vendor.changes.open().filter(field=field).exists():
        faults.append("Another change of it waits for an answer. Answer that one first, or take it back.")
    return faults


def _has_a_slip(account):
    """Whether it looks like an IBAN and its check digits do not fit. Other numbers are taken as they are."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", account):
        return False
    digits = "".join(str(int(sign, 36)) for sign in account[4:] + account[:4])
    return int(digits) % 97 != 1
