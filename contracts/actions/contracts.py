"""Contracts are recorded when a review is signed."""

from django.db import transaction

from common.log import record
from contracts.models import Contract
from contracts.verbs import Verb


@transaction.atomic
def record_contract(vendor, *, title, owner, signed_on, starts_on, by, **facts):
    """A signed contract. Other facts: review_reference, value, ends_on, notice_period_days, renews_automatically,
    document_version. The caller has asked whether `by` may sign off the review.
    """
    contract = Contract(vendor=vendor, title=title, owner=owner, signed_on=signed_on, starts_on=starts_on, **facts)
    contract.full_clean()
    contract.save()
    record(
        Verb.RECORDED,
        vendor,
        by=by,
        title=contract.title,
        contract=contract.pk,
        review=contract.review_reference,
    )
    return contract
