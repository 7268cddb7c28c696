"""What people said about passages, as lines that `python -m reading.train --corrections FILE` learns from.

A line holds the words of a passage, so the file is as confidential as the contracts. Who said it is not in it.
"""

import hashlib

from people.models import DeskSide
from reviews.models import Proposal, ProposalState, Side

SIDE_OF_READING = {
    Side.COMMERCIAL: "commercial",
    Side.FINANCE: "commercial",
    Side.LEGAL: "legal",
    Side.PRIVACY: "legal",
    Side.SECURITY: "legal",
}


def corrections():
    """Every passage that somebody looked at, oldest first; the same words about the same term come once.

    {"text", "heading", "type": slug or None, "side", "state", "proposed": {"type", "side", "confidence"}, "document":
    which passages are of one document, "model": sha256 of the model that proposed}.
    """
    seen = set()
    decided = Proposal.objects.exclude(state=ProposalState.PROPOSED).order_by("decided_at", "pk")
    related = decided.select_related("term_type", "decided_type", "decided_desk", "version__reading")
    heavy = [f"version__reading__{name}" for name in ("text", "pages", "clauses", "facts")]
    for proposal in related.defer(*heavy).iterator(chunk_size=500):
        line = _line(proposal)
        key = (" ".join(line["text"].split()), line["type"], line["state"])
        if key not in seen:
            seen.add(key)
            yield line


def _line(proposal):
    return {
        "text": proposal.quote,
        "heading": proposal.heading,
        "type": proposal.decided_type.slug if proposal.decided_type else None,
        "side": side_of(proposal),
        "state": proposal.state,
        "proposed": {
            "type": proposal.term_type.slug if proposal.term_type else None,
            "side": proposal.side,
            "confidence": proposal.type_confidence,
        },
        "document": hashlib.sha256(f"document {proposal.version.document_id}".encode()).hexdigest()[:16],
        "model": proposal.version.reading.model_hash,
    }


def side_of(proposal):
    """The side in the words of `reading`: what is shared counts for its first desk, what was rejected for neither."""
    if proposal.state == ProposalState.REJECTED:
        return "neither"
    if proposal.decided_side == Side.SHARED:
        return "commercial" if proposal.decided_desk.speaks_for == DeskSide.COMMERCIAL else "legal"
    return SIDE_OF_READING[Side(proposal.decided_side)]
