"""Requests that begin with a contract we have: renewals and amendments are prefilled from its record, not retyped."""

from django.db import transaction

from common.locks import locked_row
from contracts.models import Contract
from contracts.words import headline, term_in_words
from intake.models import IntakeRequest, RequestType
from people.models import User

RENEWAL, AMENDMENT = "renewal", "amendment"
KINDS = (RENEWAL, AMENDMENT)


@transaction.atomic
def draft_from(contract: Contract, slug: str, *, by: User) -> IntakeRequest | None:
    """A private draft with what the record says; one that was begun from it and not handed in yet is taken up again.
    None where this kind of request is switched off."""
    request_type = RequestType.objects.filter(slug=slug, is_active=True).first()
    if request_type is None:
        return None
    window = f"contract {contract.pk} {slug} {contract.term_ends_on}"
    locked_row(contract)
    own = IntakeRequest.objects.visible_to(by).filter(begun_in__startswith=window)
    return own.private().first() or IntakeRequest.objects.create(
        requester=by, request_type=request_type, begun_in=own.next_after(window), **_prefilled(contract, request_type)
    )


def _prefilled(contract, request_type):
    keys = set(request_type.questions.values_list("key", flat=True))
    known = {"contract": f"{contract.number} {contract.title}"}
    if contract.term_ends_on:
        known["ends_on"] = contract.term_ends_on.isoformat()
    return {
        "title": f"{request_type}: {contract.title}"[:160],
        "vendor_name": contract.vendor.name,
        "value": contract.value_a_year or contract.value,
        "reason": _present_terms(contract),
        "answers": {key: answer for key, answer in known.items() if key in keys},
    }


def _present_terms(contract):
    """What is on record now, for whoever writes the reason."""
    return f"At present ({contract.number}): {term_in_words(contract)}. {headline(contract).in_full}"
