"""Who may have a first look and open it again, and what is missing."""

from collections.abc import Sequence

from common.words import too_long
from people.models import User
from reviews.acting.actor import Actor
from reviews.models import FirstLook, Purpose, Wait
from reviews.pure.flags import Flag
from reviews.pure.stages import Stage
from reviews.spine import policies
from reviews.waits import policies as wait_policies

NOTE_LENGTH = 300
WHAT_ELSE = "Say in a few words what else it is."
NO_FLAG = "Choose what you flag, or say that you have no concerns yet."


def may_look(user: User, wait: Wait) -> bool:
    """Whoever holds the first look, or may take it; a lead of the desk always; nobody at their own request."""
    return wait.purpose == Purpose.FIRST_LOOK and wait_policies.may_close(user, wait)


def may_reopen(user: User, look: FirstLook) -> bool:
    """Members of the desk that looked."""
    return policies.may_work_for(user, look.desk, look.review)


def blockers_to_look(wait: Wait, actor: Actor) -> list[str]:
    """What is missing. Two people look: nobody for both desks, in their own name or another's."""
    if blockers := wait_policies.blockers_to_close(wait) or policies.blockers_to_work(wait.review, Stage.HEADS_UP):
        return blockers
    others = FirstLook.objects.filter(review=wait.review).exclude(desk=wait.desk).select_related("desk", "looked_by")
    for look in others:
        if {look.looked_by_id, look.on_behalf_of_id} & set(actor.people_counted):
            return [f"{look.looked_by} has looked for {look.desk}. For {wait.desk} somebody else looks."]
    return []


def faults_of_look(flags: Sequence[str], note: str, *, has_concerns: bool) -> list[str]:
    """What is wrong with what somebody says, as sentences."""
    if unknown := sorted(set(flags) - set(Flag.values)):
        return [f"There is no flag “{unknown[0]}”."]
    if has_concerns and not flags:
        return [NO_FLAG]
    if Flag.OTHER in flags and not note:
        return [WHAT_ELSE]
    return too_long(note, NOTE_LENGTH)


def blockers_to_reopen(look: FirstLook) -> list[str]:
    """A look is opened again as long as the request has not come."""
    return policies.blockers_to_work(look.review, Stage.HEADS_UP)
