"""The signed paper of a contract: attached, replaced with a reason, and held against the file that was approved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from contracts import policies
from contracts.actions.documents import store_document
from contracts.models import ContractKind, DocumentKind, SignedFile
from contracts.verbs import Verb

KINDS = {
    ContractKind.ORDER_FORM: DocumentKind.ORDER_FORM,
    ContractKind.NDA: DocumentKind.NDA,
    ContractKind.DPA: DocumentKind.DPA,
}
"""What kind of document the paper of a contract is, where it is none of the usual ones."""


@transaction.atomic
def attach_signed_file(contract, file, *, by, why=""):
    """Keep the signed paper. In place of another one it takes a reason; that one stays on record.

    Returns the `SignedFile`. Raises ValidationError for a file that is not accepted (contracts/files.py).
    """
    contract = locked_row(contract, "vendor")
    if not policies.may_correct(by, contract):
        raise PermissionDenied(policies.WHO_CORRECTS)
    return keep_signed_file(contract, file, why=why, by=by)


def keep_signed_file(contract, file, *, by, why=""):
    """The same for whoever was asked already whether they may; the contract is new or locked."""
    before = contract.signed_files.filter(superseded_at=None).select_related("version").first()
    if before and not why.strip():
        raise ValidationError(["Say why another file takes its place."])

    kind = KINDS.get(contract.kind, DocumentKind.CONTRACT)
    document = store_document(file, title=f"Signed: {contract.title}", kind=kind, vendor=contract.vendor, by=by)
    version = document.versions.get()
    if before and before.version.sha256 == version.sha256:
        raise ValidationError(["This is the very file that is attached already."])
    if before:
        before.superseded_at = timezone.now()
        before.save(update_fields=["superseded_at"])
    signed = SignedFile.objects.create(contract=contract, version=version, why=why.strip(), by=by)
    verb = Verb.FILE_REPLACED if before else Verb.FILE_ATTACHED
    record(verb, contract, by=by, texts={"why": why.strip()}, file=version.original_name, version=version.pk)
    return signed
