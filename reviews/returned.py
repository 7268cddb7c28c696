"""What came back from the vendor: new versions of what we sent, and the terms whose words they changed.

The versions that we sent are in the event of sending (reviews.actions.send_to_vendor), so a version counts as returned
whoever added it and whenever.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from people.log import events_of
from people.models import Audience
from reviews.models import Stage, Term
from reviews.redlines import term_changes
from reviews.verbs import Verb
from vendors.actions import compare_versions
from vendors.models import Comparison


@dataclass
class Returned:
    """The versions that came back, compared with those that we sent as far as both could be read."""

    comparisons: list[Comparison] = field(default_factory=list)
    waiting: list = field(default_factory=list)  # versions that are still being read
    sentences: list[str] = field(default_factory=list)  # why something is not compared
    found: dict = field(default_factory=dict)  # {pk of a term: (Comparison, TermChange)}, every term with a passage

    @property
    def changed(self):
        """{pk of a term: (Comparison, TermChange)} of the terms whose words changed."""
        return {pk: pair for pk, pair in self.found.items() if pair[1].words_changed}


def returned(review):
    """What came back since the joint position was sent. Empty outside of negotiation."""
    answer = Returned()
    for old, new in returned_versions(review):
        try:
            comparison = compare_versions(old, new)
        except ValidationError as refusal:
            answer.sentences += refusal.messages
            answer.waiting += [each for each in (old, new) if hasattr(each, "reading") and not each.reading.is_read]
            continue
        answer.comparisons.append(comparison)
        terms = list(Term.objects.filter(review=review).select_related("term_type"))
        for change in term_changes(comparison, terms):
            if change.term.pk not in answer.changed:
                answer.found[change.term.pk] = (comparison, change)
    return answer


def returned_versions(review):
    """(version that we sent, newest version) of each document that has a newer one."""
    if review.stage != Stage.NEGOTIATION:
        return []
    sent = sent_versions(review)
    pairs = []
    for document in review.documents.order_by("pk").prefetch_related("versions__reading"):
        by_number = {version.number: version for version in document.versions.all()}
        old, new = by_number.get(sent.get(str(document.pk))), document.latest
        if old and new and new.number > old.number:
            pairs.append((old, new))
    return pairs


def sent_versions(review):
    """{pk of a document, as text: the number of the version that we sent}."""
    event = events_of(review, audiences=list(Audience)).filter(verb=Verb.SENT_TO_VENDOR).first()
    return event.data.get("versions", {}) if event else {}
