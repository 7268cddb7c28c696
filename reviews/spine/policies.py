"""Who may (`may_...`), and what is still missing (`blockers_to_...`), as sentences fit for the page.

Doors show these, actions enforce them. Nobody works on their own request: wherever a desk decides, the requester
of the review is left out, whatever desks they sit on. What is `delegable` is asked of an Actor, and while somebody is
away it holds for whoever stands in for them too (reviews/acting/); what both of them did counts as done by
one (reviews/approvals/separation.py).
"""

from common.words import listed, too_long
from people.models import Team, User
from reviews.acting.actor import Actor
from reviews.acting.standing_in import delegable
from reviews.models import Purpose, Review, Slot
from reviews.pure.stages import CLOSED, Stage, may_follow

CONTACT_PURPOSES = (Purpose.JOINT_POSITION, Purpose.SIGNATURE)
"""The waits of whoever talks to the vendor."""

UNDER_APPROVAL = (Stage.FINAL_APPROVAL, Stage.SIGNATURE)
"""The stages in which a change of what an approval covers resets it."""


# --- who may ----------------------------------------------------------------------------------------


def may_work_for(user: User | Actor, desk: Team, review: Review) -> bool:
    """Whether the person may act for a desk on this review. Of an Actor in policies that are `delegable`."""
    return user.is_on(desk) and user.pk != review.requester_id


def may_work_on(user, review):
    """Whether the person may use the reviewers' side of a review that they can see."""
    return (user.is_reviewer or user.is_outside) and user.pk != review.requester_id


def may_read_on(user, review):
    """Whether they read the reviewers' side of it: auditors do, and touch nothing."""
    return user.reads_reviewers_side and user.pk != review.requester_id


def may_read_content(user):
    """Whether documents that the person sees can be opened, too: an auditor reads decisions, not papers."""
    return not user.is_auditor


def may_comment(user, review):
    """Reviewers and the requester."""
    return may_work_on(user, review) or user.pk == review.requester_id


@delegable
def may_talk_to_vendor(actor: Actor, review: Review) -> bool:
    """The person (or the members of the desk) that the split names; a lead of that desk stands in, and so does
    a colleague to whom it was handed over."""
    contact = review.responsible(Slot.VENDOR_CONTACT)
    if contact is None or actor.pk == review.requester_id or not actor.is_on(contact.desk):
        return False
    holder = contact.holder_on(review)
    if holder is None or holder.pk == actor.pk or actor.leads(contact.desk):
        return True
    return review.waits.open().filter(purpose__in=CONTACT_PURPOSES, person=actor.pk, on_behalf_of=None).exists()


def may_withdraw(user, review):
    return user.pk == review.requester_id


def may_look_for_lost_reviews(user):
    """Leads, and admins, who see no more than references and titles there."""
    return user.is_active and (user.is_admin or bool(user.teams_led))


# --- rules and playbook -----------------------------------------------------------------------------


# --- what is wrong with what was given --------------------------------------------------------------


def faults_of_length(model, **texts):
    """A sentence for each text that is longer than its column of `model`."""
    limits = {name: model._meta.get_field(name).max_length for name in texts}
    return [fault for name, text in texts.items() for fault in too_long(text, limits[name])]


def faults_of_term(review, term):
    """What is said about a term stays within its review."""
    return [] if term is None or term.review_id == review.pk else ["This term belongs to another review."]


# --- what is missing --------------------------------------------------------------------------------


def blockers_to_move(review, stage):
    if may_follow(Stage(review.stage), stage):
        return []
    return [f"A review cannot go from “{review.get_stage_display()}” to “{Stage(stage).label}”."]


def blockers_to_work(review, *stages):
    """Why work that belongs to `stages` cannot be done now (any live stage when none is named)."""
    if review.stage in CLOSED:
        return [f"This review is closed ({review.get_stage_display().lower()})."]
    if stages and review.stage not in stages:
        allowed = listed([f"“{Stage(stage).label}”" for stage in stages])
        return [f"This can be done in {allowed}; the review is in “{review.get_stage_display()}”."]
    return []
