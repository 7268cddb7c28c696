"""The addresses of contracts: whoever sees the review sees the contract; procurement and legal keep its record."""

from contracts.actions.signed_files import attach_signed_file
from contracts.models import Contract
from contracts.states import state_of
from reviews.models import Review
from tests.contracts.builders import pdf
from tests.factories import ContractFactory
from tests.routes import Route

WHY = "The order form says 60 days."


def contract(case):
    """One of the review, owned by its requester."""
    signed = ContractFactory(
        vendor=case.review.vendor, owner=case.people["requester"], review_reference=case.review.reference
    )
    Review.objects.filter(pk=case.review.pk).update(contract=signed)
    return [signed.pk]


def with_file(case):
    """Its signed file beside the one that was approved."""
    [pk] = contract(case)
    signed = Contract.objects.get(pk=pk)
    approved = attach_signed_file(signed, pdf("approved.pdf"), by=case.people["buyer"]).version
    signed.signed_files.all().delete()
    Contract.objects.filter(pk=pk).update(cleared_version=approved)
    file = attach_signed_file(signed, pdf("signed.pdf", before=b" "), by=case.people["buyer"])
    return [pk, file.pk]


def compared(case):
    return with_file(case)[:1]


def of_record(case):
    return Contract.objects.get(review_reference=case.review.reference)


CORRECTION = {
    "title": "Phones",
    "kind": "other",
    "owner": "rosa@duet.example",
    "value_per": "once",
    "amount": "",
    "currency": "EUR",
    "signed_on": "2025-12-15",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "renewal": "auto",
    "renewal_term": "12 months",
    "notice": "60 days",
    "notice_basis": "term_end",
    "notice_count": "standard",
    "month_rule": "back",
    "notice_weekend": "previous",
    "late_notice": "void",
    "process_days": 10,
    "why": WHY,
}
"""The whole form, with another notice."""


def correction(case):
    return {**CORRECTION, "owner": case.people["requester"].email}


def amendment(case):
    return {"signed_on": case.today, "notice": "3 months"}


def signed_file(case):
    return {"file": pdf("signed.pdf", before=b"  ")}


def correction_by_program(case):
    return {"changes": {"notice": "60 days"}, "why": WHY, "state": state_of(of_record(case)).key}


def amendment_by_program(case):
    return {"signed_on": case.today.isoformat(), "notice": "3 months"}


ROUTES = {
    "contracts:contract_list": Route(),
    "contracts:contract_export": Route(),
    "contracts:contract_detail": Route(given=contract),
    "contracts:contract_correct": Route(given=contract, data=correction),
    "contracts:contract_amend": Route(given=contract, data=amendment),
    "contracts:signed_file_attach": Route(given=contract, data=signed_file),
    "contracts:signed_file": Route(given=with_file),
    "contracts:signed_difference": Route(given=compared),
}
API = {
    "api-contract-list": Route(),
    "api-contract-detail": Route(given=contract),
    "api-contract-correct": Route(given=contract, data=correction_by_program),
    "api-contract-amend": Route(given=contract, data=amendment_by_program),
}
