"""Whether the signed file is the one that was approved."""

from dataclasses import dataclass

from contracts.models import Comparison, Contract, DocumentVersion, SignedFile
from reading.compare import Kind

QUIET = {Kind.UNCHANGED, Kind.RENUMBERED}


@dataclass(frozen=True)
class Stamp:
    """What can be said of a contract's file. `differs_at`: the versions to hold against each other, or None."""

    text: str
    tone: str
    icon: str
    compares: bool = False


NO_FILE = Stamp("The signed file is not attached yet", "warning", "file-x")
NEVER_APPROVED = Stamp("No file was approved here to hold it against", "neutral", "file-text")
SAME_FILE = Stamp("Exactly this file was approved", "success", "badge-check")
SAME_WORDS = Stamp("Another file, with the words that were approved", "success", "badge-check", compares=True)
DIFFERS = Stamp("Differs from the approved file", "danger", "circle-alert", compares=True)


def current_file(contract: Contract) -> SignedFile | None:
    """The signed file that counts; free where the files were prefetched."""
    return next((file for file in contract.signed_files.all() if file.superseded_at is None), None)


def stamp_of(signed: DocumentVersion | None, cleared: DocumentVersion | None) -> Stamp:
    """By the hashes of both; where these differ, by what a comparison of their words has said so far."""
    if signed is None:
        return NO_FILE
    if cleared is None:
        return NEVER_APPROVED
    if signed.sha256 == cleared.sha256:
        return SAME_FILE
    comparison = Comparison.objects.filter(old=cleared, new=signed).only("counts").first()
    return SAME_WORDS if comparison and not words_that_differ(comparison.counts) else DIFFERS


def words_that_differ(counts: dict[str, int]) -> int:
    """How many clauses say something else; other numbers of clauses are no other words."""
    return sum(number for kind, number in counts.items() if kind not in QUIET)
