"""Who may read and change rules, and route a review anew."""

from people.models import TWO_SIDES, User
from people.policies import may_configure
from reviews.acting.actor import Actor
from reviews.acting.standing_in import delegable
from reviews.models import Review
from reviews.pure.stages import Stage
from reviews.spine import policies as spine_policies


@delegable
def may_answer_split(actor: Actor, review: Review) -> bool:
    """Leads of procurement or legal fill the slots that no rule answered."""
    return actor.pk != review.requester_id and any(actor.leads_side(function) for function in TWO_SIDES)


def may_reroute(user: User, review: Review) -> bool:
    """Leads of procurement or legal run the rules again on a review, or name somebody else."""
    return may_answer_split.in_person(user, review)


def may_change_split(user: User) -> bool:
    """Admins change the rules; whose work it is stays for leads to say."""
    return may_configure(user)


def may_read_split(user: User) -> bool:
    """Admins and auditors, and the leads of the two functions that the rules divide work between."""
    return user.is_active and (may_configure(user) or user.is_auditor or any(map(user.leads_side, TWO_SIDES)))


def blockers_to_reroute(review: Review) -> list[str]:
    """A heads-up is not routed; what blocks any work on a review blocks this too."""
    if review.stage == Stage.HEADS_UP:
        return ["This is a heads-up: the rules look at the full request, when it comes."]
    return spine_policies.blockers_to_work(review)
