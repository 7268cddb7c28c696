"""Who may answer for a term that was not found, and what keeps them from it."""

from collections.abc import Iterable

from common.words import listed
from people.models import Team, User
from people.policies import may_configure
from reviews.models import Review, TermType
from reviews.spine import policies as spine_policies


def may_answer_missing(user: User, review: Review, desks: Iterable[Team]) -> bool:
    """Members of a desk that owns the term."""
    return any(spine_policies.may_work_for(user, desk, review) for desk in desks)


def who_answers_missing(user: User, review: Review, term_type: TermType, desks: Iterable[Team]) -> str:
    """Why `may_answer_missing` says no, as a sentence."""
    if user.pk == review.requester_id:
        return "This is your own request: somebody else must say what it needs."
    return f"“{term_type}” is for {listed(desks)} to look at."


def blockers_to_answer_missing(review: Review) -> list[str]:
    """What blocks any work on the review."""
    return spine_policies.blockers_to_work(review)


def may_read_playbook(user: User) -> bool:
    """Everybody on a desk, auditors and admins; never a requester, who could quote it to the vendor."""
    return user.is_active and (user.reads_lists or may_configure(user))


def may_edit_playbook(user: User, term_type: TermType) -> bool:
    """Leads of the desks that own the term."""
    return user.is_active and any(user.leads(desk) for desk in term_type.desks)
