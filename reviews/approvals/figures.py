"""Changing what the deal is worth, or when it is needed, after the request came in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from djmoney.money import Money

from common.log import record
from common.models import Audience
from common.words import too_long
from notices.models import NoticeKind
from people.models import User
from reviews.approvals import policies, scope
from reviews.approvals.asking import follow_changes
from reviews.models import FigureChange, Review, value_facts
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell

REASON_MAX = 200
WORDS = {"value": "value", "needed_by": "date it is needed by"}


@transaction.atomic
def change_figures(
    review: Review, *, value: Decimal | None, currency: str, needed_by: date | None, reason: str, by: User
) -> Review:
    """Procurement corrects value and date; the answers of the requester stay as given. Returns the review.

    `value` is an amount or None, `needed_by` a date or None. What is the same changes nothing. From final approval on,
    the approvals that cover a changed figure are asked for again.
    """
    review = locked(review)
    if not policies.may_change_figures(by, review):
        raise PermissionDenied("Procurement changes value and date, never the requester.")
    if blockers := policies.blockers_to_change_figures(review):
        raise ValidationError(blockers)
    new: dict[str, Any] = {"value": None if value is None else Money(value, currency), "needed_by": needed_by}
    changed = [name for name, figure in new.items() if getattr(review, name) != figure]
    if not changed:
        return review
    reason = reason.strip()
    if faults := _faults(new["value"], reason):
        raise ValidationError(faults)

    before = _figures(review)
    FigureChange.objects.create(
        review=review,
        value_before=review.value,
        value_after=new["value"],
        needed_by_before=review.needed_by,
        needed_by_after=needed_by,
        why=reason,
        by=by,
    )
    review.value, review.needed_by = new["value"], new["needed_by"]
    review.facts |= value_facts(new["value"])
    review.save(update_fields=["value", "value_currency", "needed_by", "facts"])
    after = _figures(review)
    changes = {name: [before[name], after[name]] for name in changed}
    record(
        Verb.FIGURES_CHANGED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        texts={"reason": reason},
        changes=changes,
    )
    tell(
        [review.requester],
        review,
        key=f"review-{review.pk}-figures-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.NEWS,
        body=f"{by} changed the {in_words(changes)}: {reason}",
    )
    follow_changes(review, by=by)
    return review


def _faults(value, reason):
    if value is not None and value.amount < 0:
        return ["A value below nothing cannot be."]
    if not reason:
        return ["Say in a sentence why: the requester reads it."]
    return too_long(reason, REASON_MAX)


def in_words(changes: Mapping[str, Sequence[str]]) -> str:
    """“value from EUR 30,000 to EUR 40,000; date it is needed by from ...”: {name of a figure: [before, after]}."""
    named = [(WORDS[name], *changes[name]) for name in WORDS if name in changes]
    return "; ".join(f"{name} from {before} to {after}" for name, before, after in named)


def _figures(review):
    return {"value": scope.money(review.value), "needed_by": scope.day(review.needed_by)}
