"""The addresses of contracts: whoever sees the review sees the contract; procurement and legal keep its record."""

from contracts.actions import obligations, renewals
from contracts.actions.contracts import follow
from contracts.actions.signed_files import attach_signed_file
from contracts.models import Contract, Obligation, ObligationDate
from contracts.states import decision_of, state_of, state_of_obligation
from people.models import Membership, Team
from reviews.models import Review
from tests.contracts.builders import pdf
from tests.factories import ContractFactory, UserFactory
from tests.routes import Route

WHY = "The order form says 60 days."


def contract(case):
    """One of the review, owned by its requester; two forms may be about the same."""
    if standing := Contract.objects.filter(review_reference=case.review.reference).first():
        return [standing.pk]
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


def to_decide(case):
    """Nobody has looked at it yet; its desk is procurement."""
    [pk] = contract(case)
    Contract.objects.filter(pk=pk).update(notice="10d", desk=Team.objects.get(slug="procurement"))
    follow(Contract.objects.worked_out_from().get(pk=pk))
    return [pk]


def to_sign(case):
    """Somebody else who leads procurement has decided to end it."""
    [pk] = to_decide(case)
    chief = UserFactory(name="Petra Chief")
    Membership.objects.create(user=chief, team=Team.objects.get(slug="procurement"), is_lead=True)
    renewals.decide(Contract.objects.get(pk=pk), "end", why="Nobody uses it.", by=chief)
    return [pk]


def to_send(case):
    [pk] = to_sign(case)
    renewals.sign(Contract.objects.get(pk=pk), by=case.people["counsel"])
    return [pk]


def answer(case):
    return {"answer": "end", "why": "Nobody uses it."}


def decision_by_program(case):
    return {**answer(case), "state": decision_of(of_record(case)).state.key}


def sending(case):
    return {"sent_on": case.today.isoformat(), "how": "By courier."}


# --- what is owed ---------------------------------------------------------------------------------------------


def owed(case):
    """Owned by the requester."""
    [pk] = contract(case)
    facts = {"title": "Report", "owner": case.people["requester"], "first_due_on": case.today, "rhythm": "monthly"}
    return [obligations.add_obligation(Contract.objects.get(pk=pk), **facts, by=case.people["buyer"]).pk]


def owed_date(case):
    [pk] = owed(case)
    return [Obligation.objects.get(pk=pk).dates.get(due_on=case.today).pk]


def answered(case):
    [pk] = owed_date(case)
    row = ObligationDate.objects.get(pk=pk)
    obligations.mark_done(row, done_on=case.today, file=pdf("report.pdf"), by=case.people["requester"])
    return [pk]


def what_is_owed(case):
    return {
        "title": "Certificate",
        "party": "theirs",
        "owner": case.people["requester"].email,
        "first_due_on": case.today,
        "rhythm": "yearly",
        "lead_days": 30,
    }


def owed_by_program(case):
    facts = {**what_is_owed(case), "first_due_on": case.today.isoformat()}
    return {**facts, "contract": of_record(case).pk}


def change_by_program(case):
    obligation = Obligation.objects.get(contract=of_record(case))
    return {"changes": {"rhythm": "yearly"}, "why": WHY, "state": state_of_obligation(obligation).key}


ROUTES = {
    "contracts:contract_list": Route(),
    "contracts:contract_export": Route(),
    "contracts:contract_detail": Route(given=contract),
    "contracts:contract_correct": Route(given=contract, data=correction),
    "contracts:contract_amend": Route(given=contract, data=amendment),
    "contracts:signed_file_attach": Route(given=contract, data=signed_file),
    "contracts:signed_file": Route(given=with_file),
    "contracts:signed_difference": Route(given=compared),
    "contracts:renewal_list": Route(given=lambda case: to_decide(case) and []),
    "contracts:propose": Route(given=to_decide, data=answer),
    "contracts:decide": Route(given=to_decide, data=answer),
    "contracts:sign": Route(given=to_sign),
    "contracts:sent": Route(given=to_send, data=sending),
    "contracts:notice_letter": Route(given=to_decide),
    "contracts:ladder": Route(data=lambda case: {"days": 45, "tells": ["owner"]}),
    "contracts:step_remove": Route(given=lambda case: [60]),
    "contracts:obligation_list": Route(given=lambda case: owed(case) and []),
    "contracts:obligation_detail": Route(given=owed),
    "contracts:obligation_add": Route(given=contract, data=what_is_owed),
    "contracts:obligation_change": Route(given=owed, data=lambda case: {**what_is_owed(case), "why": WHY}),
    "contracts:obligation_end": Route(given=owed, data=lambda case: {"why": WHY}),
    "contracts:date_done": Route(given=owed_date, data=lambda case: {"done_on": case.today}),
    "contracts:date_waive": Route(given=owed_date, data=lambda case: {"why": WHY}),
    "contracts:date_reopen": Route(given=answered, data=lambda case: {"why": WHY}),
    "contracts:date_evidence": Route(given=answered),
    "contracts:band": Route(data=lambda case: {"amount": "100000"}),
    "intake:from_contract": Route(given=lambda case: [*contract(case), "renewal"]),
}
API = {
    "api-contract-list": Route(),
    "api-obligation-list": Route(
        given=lambda case: contract(case) and [],
        data=owed_by_program,
    ),
    "api-obligation-detail": Route(given=owed),
    "api-obligation-change": Route(given=owed, data=change_by_program),
    "api-obligation-end": Route(given=owed, data=lambda case: {"why": WHY}),
    "api-obligation-date-detail": Route(given=owed_date),
    "api-obligation-date-done": Route(given=owed_date, data=lambda case: {"done_on": case.today.isoformat()}),
    "api-obligation-date-waive": Route(given=owed_date, data=lambda case: {"why": WHY}),
    "api-obligation-date-reopen": Route(given=answered, data=lambda case: {"why": WHY}),
    "api-contract-renewals": Route(),
    "api-contract-propose": Route(given=to_decide, data=answer),
    "api-contract-decide": Route(given=to_decide, data=decision_by_program),
    "api-contract-sign": Route(given=to_sign),
    "api-contract-sent": Route(given=to_send, data=sending),
    "api-contract-detail": Route(given=contract),
    "api-contract-correct": Route(given=contract, data=correction_by_program),
    "api-contract-amend": Route(given=contract, data=amendment_by_program),
}
