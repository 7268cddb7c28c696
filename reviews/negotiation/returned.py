"""What came back from the vendor: new versions of what we sent, the terms whose words they changed, and the clauses
that no term rests on.

The versions that we sent are those of the open `Turn` (`send_to_vendor`), so a version counts as returned
whoever added it and whenever.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from common.words import listed
from contracts.actions.comparisons import compare_versions
from contracts.models import Comparison, DocumentVersion
from reviews.models import Term
from reviews.negotiation.loose_clauses import LooseClause, loose_clauses
from reviews.papers.redlines import term_changes
from reviews.pure.stages import Stage


@dataclass
class Returned:
    """The versions that came back, compared with those that we sent as far as both could be read."""

    versions: list[DocumentVersion] = field(default_factory=list)  # what came back, compared or not
    comparisons: list[Comparison] = field(default_factory=list)
    waiting: list = field(default_factory=list)  # versions that are still being read
    sentences: list[str] = field(default_factory=list)  # why something is not compared
    changes: dict = field(default_factory=dict)  # {pk of a term: (Comparison, TermChange)}, every term with a passage
    loose: list[LooseClause] = field(default_factory=list)  # changed, and no term rests on them

    @property
    def guessed(self):
        """The loose clauses that look like a term: somebody has to say who looks at them."""
        return [clause for clause in self.loose if clause.guess]

    @property
    def unknown(self):
        """The loose clauses that look like no term of ours."""
        return [clause for clause in self.loose if not clause.guess]

    @property
    def changed(self):
        """{pk of a term: (Comparison, TermChange)} of the terms whose words changed."""
        return {pk: pair for pk, pair in self.changes.items() if pair[1].words_changed}


def returned(review):
    """What came back since the joint position was sent. Empty outside of negotiation."""
    answer = Returned()
    terms = list(Term.objects.filter(review=review).select_related("term_type"))
    for old, new in returned_versions(review):
        answer.versions.append(new)
        try:
            comparison = compare_versions(old, new)
        except ValidationError as refusal:
            answer.sentences += refusal.messages
            answer.waiting += [
                version for version in (old, new) if hasattr(version, "reading") and not version.reading.is_read
            ]
            continue
        answer.comparisons.append(comparison)
        changes = term_changes(comparison, terms)
        answer.loose += loose_clauses(review, comparison, changes)
        for change in changes:
            if change.term.pk not in answer.changed:
                answer.changes[change.term.pk] = (comparison, change)
    return answer


def blockers_from_what_is_left(back, ticked, clauses):
    """What was found and goes to nobody, as sentences that ask why. `ticked` are pks of terms, `clauses` keys."""
    kept = [change.term for pk, (_, change) in back.changed.items() if pk not in ticked]
    left = [f"“{clause.title}”" for clause in back.guessed if clause.key not in clauses]
    blockers = [f"Say why {listed(kept)} stays as decided though its words changed."] if kept else []
    return blockers + ([f"Say why nobody looks at {listed(left)}."] if left else [])


def returned_versions(review):
    """(version that we sent, newest version) of each document that has a newer one."""
    if review.stage != Stage.NEGOTIATION:
        return []
    sent = sent_versions(review)
    pairs = []
    for document in review.documents.order_by("pk").prefetch_related("versions__reading"):
        by_number = {version.number: version for version in document.versions.all()}
        old, new = by_number.get(sent.get(document.pk)), document.latest
        if old and new and new.number > old.number:
            pairs.append((old, new))
    return pairs


def sent_versions(review):
    """{pk of a document: the number of the version that we sent}, of the turn that the vendor has not answered."""
    sent = DocumentVersion.objects.filter(turns_sent__in=review.turns.open())
    return dict(sent.values_list("document", "number"))
