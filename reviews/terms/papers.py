"""Letting one of several papers speak on a term: by its owners, with a reason (reviews.checks.speaking)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.words import listed
from reviews.checks.papers import papers_of
from reviews.checks.stands import stands_today
from reviews.models import Term
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.terms import policies, states


@transaction.atomic
def choose_paper(term, document, *, reason="", seen=None, by):
    """Say which paper of the review speaks on a term, with a reason; None: the one that usually does.

    What was decided stays as decided: it names the version that it was decided on. `seen` is the key of the state in
    which the term was read (`states`); None where the door has compared it already. Returns the term.
    """
    term, reason = locked(term), reason.strip()
    if not policies.may_edit_term(by, term):
        raise PermissionDenied(f"“{term}” belongs to {listed(term.desks)}. You can comment on it.")
    if seen is not None:
        states.require_same(term, stands_today(term.review, [term])[term.pk], seen)
    if blockers := spine_policies.blockers_to_work(term.review) or _faults(term, document, reason):
        raise ValidationError(blockers)

    before = term.paper_id
    term.paper, term.paper_chosen_by, term.paper_because = (document, by, reason) if document else (None, None, "")
    term.save(update_fields=["paper", "paper_chosen_by", "paper_because"])
    record(
        Verb.TERM_PAPER_CHOSEN,
        term.review,
        by=by,
        texts={"reason": reason} if document else {},
        term=term.pk,
        name=str(term),
        document=document and document.pk,
        title=document and document.title,
        before=before,
    )
    return term


def _faults(term, document, reason):
    if document is None:
        return []
    if document.pk not in {paper.version.document_id for paper in papers_of([term.review_id]).get(term.review_id, [])}:
        return ["Choose one of the papers of this review that were read."]
    if not reason:
        return ["Say why this paper counts here."]
    return spine_policies.faults_of_length(Term, paper_because=reason)
