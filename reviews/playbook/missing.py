"""What the owning desk makes of a term that was not found: it comes onto the review, or it is not needed here."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from reviews.checks.papers import papers_of
from reviews.models import NotNeeded
from reviews.papers import proposing
from reviews.playbook import policies as playbook_policies
from reviews.playbook.checks import missing_of
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.terms.adding import add_term


@transaction.atomic
def add_missing_term(review, term_type, *, by):
    """Put a term that no paper mentions onto the review, with our position. Returns the term."""
    review = _locked_for(review, term_type, by)
    if review.terms.filter(term_type=term_type).exists():
        raise ValidationError([f"The review has the term “{term_type}” already."])
    _require_missing(review, term_type)
    owner = proposing.Owners(review).of_type(term_type)
    term = add_term(review, term_type, owner, by=by)
    NotNeeded.objects.filter(review=review, term_type=term_type).supersede(because="The term was added", by=by)
    return term


@transaction.atomic
def say_not_needed(review, term_type, reason, *, by):
    """This contract does without the term, for a reason. Returns the `NotNeeded`."""
    review, reason = _locked_for(review, term_type, by), reason.strip()
    if not reason:
        raise ValidationError(["Say in a sentence why it is not needed here."])
    if faults := policies.faults_of_length(NotNeeded, reason=reason):
        raise ValidationError(faults)
    _require_missing(review, term_type)
    not_needed, is_new = NotNeeded.objects.get_or_create(
        review=review, term_type=term_type, defaults={"reason": reason, "said_by": by}
    )
    if not is_new:
        raise ValidationError([f"{not_needed.said_by} has said so already."])
    named = {"term_type": term_type.slug, "name": str(term_type)}
    record(Verb.TERM_NOT_NEEDED, review, by=by, texts={"reason": reason}, **named)
    return not_needed


@transaction.atomic
def need_after_all(review, term_type, *, by):
    """Take “not needed here” back: the term is missing again."""
    review = _locked_for(review, term_type, by)
    superseded = NotNeeded.objects.filter(review=review, term_type=term_type).supersede(because="Taken back", by=by)
    if not superseded:
        raise ValidationError([f"Nobody has said that “{term_type}” is not needed here."])
    record(Verb.TERM_NEEDED_AFTER_ALL, review, by=by, term_type=term_type.slug, name=str(term_type))


def _locked_for(review, term_type, by):
    """The review, locked, if this person may answer for such a term on it now."""
    review = locked(review)
    term = review.terms.filter(term_type=term_type).select_related("desk", "second_desk").first()
    desks = (term or term_type).desks
    if not playbook_policies.may_answer_missing(by, review, desks):
        raise PermissionDenied(playbook_policies.who_answers_missing(by, review, term_type, desks))
    if blockers := playbook_policies.blockers_to_answer_missing(review):
        raise ValidationError(blockers)
    return review


def _require_missing(review, term_type):
    if all(missing.term_type != term_type for missing in missing_of(review, papers_of([review.pk]))):
        raise ValidationError([f"“{term_type}” is not missing any more. Look at the page again."])
