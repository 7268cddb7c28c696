"""Who may answer for a term that was not found, and what keeps them from it."""

from reviews.policies import blockers_to_work, listed, may_work_for


def may_answer_missing(user, review, desks):
    """Members of a desk that owns the term."""
    return any(may_work_for(user, desk, review) for desk in desks)


def who_answers_missing(user, review, term_type, desks):
    """Why `may_answer_missing` says no, as a sentence."""
    if user.pk == review.requester_id:
        return "This is your own request: somebody else must say what it needs."
    return f"“{term_type}” is for {listed(desks)} to look at."


def blockers_to_answer_missing(review):
    return blockers_to_work(review)
