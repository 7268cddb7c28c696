"""Who may disagree on a term and who may settle it, and what is missing, as sentences fit for the page.

Both sides are equals: the owners of the term, and the desk that sees it differently. For each side its leads speak, or
whoever stands in for a lead who is away. A side without a lead who can (they left, they asked for the thing
themselves, they spoke for the other side already) is spoken for by its members, else by the leads of procurement and
legal. Where two people are still not found, somebody is named for a side (reviews.unheld): no dead end.
"""

from collections.abc import Collection

from django.db.models import Q

from people.absences import Away
from people.models import TWO_SIDES, Team, User
from reviews.acting.presence import Doer, Staff
from reviews.models import AgendaMark, Review
from reviews.pure.stages import Stage
from reviews.spine import policies


def desk_that_may_disagree(user, term):
    """The person's desk that can disagree: that speaks for others than the term's owners. None where there is none."""
    if user.pk == term.review.requester_id:
        return None
    owners = {desk.party for desk in term.desks}
    return next((desk for desk in user.teams if desk.party not in owners), None)


def blockers_to_disagree(term, desk):
    if blockers := policies.blockers_to_work(term.review, Stage.IN_REVIEW):
        return blockers
    if term.disagreements.filter(desk=desk, settled_at=None, withdrawn_at=None).exists():
        return [f"{desk} disagrees on this term already. Add to that, or withdraw it first."]
    return []


def faults_of_disagreement(reason, proposal, is_blocking):
    faults = [] if reason else ["Say why you see it differently."]
    if is_blocking and not proposal:
        faults.append("Say what you propose: the two leads decide between two proposals.")
    return faults


def speakers(desks, review, *, but_not=(), named=()):
    """The pks of those who speak for a side; `named` are people who may as well (`named_for`)."""
    away, barred = Away(), {review.requester_id, *but_not}
    besides = {person.pk for person in named if person.is_active and away.absence_of(person) is None} - barred
    active = User.objects.filter(is_active=True)
    for circle in (
        active.filter(memberships__team__in=desks, memberships__is_lead=True),
        active.filter(memberships__team__in=desks),
        active.filter(memberships__team__speaks_for__in=TWO_SIDES, memberships__is_lead=True),
    ):
        if leads := {lead.pk for person in circle.distinct() for lead in _there(person, desks, away)} - barred:
            return leads | besides
    return besides


def named_for(disagreement, *, owners):
    """Those who were named to speak for a side, because nobody could settle it: of the owners, or of the other desk."""
    named = disagreement.named_speakers.filter(for_owners=owners).select_related("person")
    return [speaker.person for speaker in named]


def speakers_of(disagreement, *, owners, but_not=()):
    """The pks of those who speak for this side of it."""
    desks = disagreement.term.desks if owners else [disagreement.desk]
    return speakers(desks, disagreement.review, but_not=but_not, named=named_for(disagreement, owners=owners))


def speakers_among(
    staff: Staff,
    desks: list[Team],
    requester_id: int,
    *,
    but_not: Collection[int] = (),
    named: Collection[User] = (),
) -> list[Doer]:
    """`speakers`, of those who are there as `staff` knows them: no query, for many disagreements at once."""
    barred = {requester_id, *but_not}
    besides = [
        Doer(person)
        for person in named
        if person.pk not in barred and person.is_active and staff.away.absence_of(person) is None
    ]
    for circle in (
        [doer for desk in desks for doer in staff.leads(desk.pk)],
        [doer for desk in desks for doer in staff.everybody(desk.pk)],
        [doer for lead in staff.leads_on(*TWO_SIDES) for doer in staff.there(lead, [desk.pk for desk in desks])],
    ):
        if able := [doer for doer in circle if doer.user.pk not in barred]:
            return [*able, *besides]
    return besides


def _there(person, desks, away):
    """The person, or those who stand in for them at these desks while they are away."""
    if away.absence_of(person) is None:
        return [person]
    return [stand_in for desk in desks if (stand_in := away.stand_in(person, desk_id=desk.pk))]


def may_propose(user, disagreement):
    """Whether the person may write down an outcome: whoever speaks for one of the two sides."""
    return any(side_of(user, disagreement))


def side_of(user, disagreement):
    """(speaks for the owners, speaks for the desk that disagrees)."""
    return (
        user.pk in speakers_of(disagreement, owners=True),
        user.pk in speakers_of(disagreement, owners=False),
    )


def may_agree(user, disagreement):
    """Whoever speaks for the other side than the one that proposed the outcome, and is another person."""
    if not disagreement.outcome or disagreement.proposed_by_id == user.pk:
        return False
    others = not disagreement.proposed_for_owners
    return user.pk in speakers_of(disagreement, owners=others, but_not=[disagreement.proposed_by_id])


def may_reply(user, disagreement):
    """Members of the owning desks say what they propose."""
    return any(policies.may_work_for(user, desk, disagreement.review) for desk in disagreement.term.desks)


def may_withdraw(user, disagreement):
    """Its author, or a lead of the desk in whose name it was raised: authors leave, too."""
    if user.pk == disagreement.review.requester_id:
        return False
    return disagreement.raised_by_id == user.pk or user.leads(disagreement.desk)


def blockers_to_settle(disagreement):
    if disagreement.settled_at:
        return ["This has been settled already."]
    if disagreement.withdrawn_at:
        return ["This disagreement has been withdrawn."]
    return policies.blockers_to_work(disagreement.review)


def blockers_to_decide_anew(review):
    """Why an outcome cannot let the term be decided anew."""
    if review.stage == Stage.IN_REVIEW:
        return []
    return ["The desks have finished their review: the term cannot be decided anew from here. Note what was agreed."]


def may_join_check_ins(user):
    """Members of both functions."""
    return user.joins_check_ins


def agenda_marks_for(user):
    """What the person may talk about, ticked off or not: nothing about their own requests."""
    walled_off = Review.objects.walled_off(user)
    own = Q(wait__review__requester=user) | Q(disagreement__term__review__requester=user)
    own |= Q(wait__review__in=walled_off) | Q(disagreement__term__review__in=walled_off)
    return AgendaMark.objects.exclude(pk__in=AgendaMark.objects.filter(own).values("pk"))


def agenda_for(user):
    """What still waits for the next check-in."""
    return agenda_marks_for(user).open()


def names_of(pks):
    """The people with these keys, by name."""
    return list(User.objects.filter(pk__in=pks))
