"""A term that a review gets, or loses, while it is under way: the desks' waits follow."""

from django.core.exceptions import ValidationError

from common.log import record
from reviews.models import Outcome, Term, TermRule
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds.rerouting import desk_waits_follow
from reviews.terms import policies


def add_term(review, term_type, owner, *, by):
    """A term of a kind that the review has none of, for `owner` (reviews.papers.proposing.Owner). The review is locked.

    In review its desk gets a wait, or one term more in the one it has. Returns the term.
    """
    if blockers := [*policies.blockers_to_add_term(review, term_type), *owner.desk.why_it_owns_no_terms]:
        raise ValidationError(blockers)
    term = write_term(review, term_type, owner, by=by)
    _let_waits_follow(review, by=by)
    return term


def write_term(review, term_type, owner, *, by):
    """The row and its line in the log, for whoever opens the waits themselves. Returns the term."""
    by_rules = TermRule.objects.owners([term_type], review.facts).get(term_type.pk)
    named = (
        {"person": by_rules.person, "backup": by_rules.backup, "why": by_rules.why} if _follows(by_rules, owner) else {}
    )
    term = Term.objects.create(
        review=review,
        term_type=term_type,
        side=owner.side,
        desk=owner.desk,
        second_desk=owner.second_desk,
        position=term_type.position,
        **named,
    )
    record(Verb.TERM_ADDED, review, by=by, desks={"of": term.desks}, term=term.pk, name=str(term))
    return term


def drop_term(term, *, by):
    """Take a term away again that somebody added by mistake, unless work was done on it. Whether it is gone."""
    if term.outcome != Outcome.OPEN or any(
        rows.exists()
        for rows in (term.decisions(manager="history"), term.comments, term.waits, term.issues, term.passages)
    ):
        return False
    review = term.review
    record(Verb.TERM_DROPPED, review, by=by, term=term.pk, name=str(term))
    term.delete()
    _let_waits_follow(review, by=by)
    return True


def _follows(by_rules, owner):
    return by_rules is not None and by_rules.desk == owner.desk


def _let_waits_follow(review, *, by):
    if review.stage == Stage.IN_REVIEW:
        desk_waits_follow(review, by=by)
