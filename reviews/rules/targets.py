"""Changing target times: by an admin, with a reason, on record. What is open keeps the due moment that it has."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.locks import locked_row
from common.log import record
from people.models import User
from reviews.models import TargetTime
from reviews.pure.verbs import Verb
from reviews.rules import policies

CHANGED_MEANWHILE = "This target time has been changed or removed meanwhile. Look at the list again."


@transaction.atomic
def set_target(target: TargetTime, *, business_days: Decimal, reason: str, by: User) -> TargetTime:
    """Set a target time, a new one (not saved yet) or one that is there. Returns the `TargetTime`."""
    _require_right(by)
    reason = _reason(reason)
    before = None
    if target.pk:
        target = locked_row(target, "desk", gone=CHANGED_MEANWHILE)
        before = target.business_days
        if before == business_days:
            raise ValidationError(["That is the target time already."])
    target.business_days = business_days
    target.full_clean()
    target.save()
    _record(target, before, business_days, reason, by)
    return target


@transaction.atomic
def remove_target(target: TargetTime, *, reason: str, by: User) -> None:
    """Let the next more general target time hold again. The general one of a kind of wait stays."""
    _require_right(by)
    reason = _reason(reason)
    target = locked_row(target, "desk", gone=CHANGED_MEANWHILE)
    if target.is_general:
        raise ValidationError(["Every kind of wait keeps a general target time. Change it if it is wrong."])
    _record(target, target.business_days, None, reason, by)
    target.delete()


def _require_right(by: User) -> None:
    if not policies.may_change_split(by):
        raise PermissionDenied("Only admins change target times.")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(["Say in a sentence why you change it."])
    return reason.strip()


def _record(target, before, after, reason, by):
    """The whole change stands in the log: it is the history of the page, also of rows that are gone."""
    record(
        Verb.TARGET_CHANGED,
        target,
        by=by,
        texts={"reason": reason},
        scope=target.scope,
        before=before and f"{float(before):g}",
        after=after and f"{float(after):g}",
    )
