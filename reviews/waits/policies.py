"""Who may ask, answer, pause, wait and hand over, and what is still missing."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from common.business_time import is_business_day
from common.words import listed, too_long
from people.models import TWO_SIDES, Team, User
from reviews.acting.actor import Actor
from reviews.acting.presence import held_in_place_of
from reviews.acting.standing_in import delegable, holds_for
from reviews.models import Holder, Outcome, Purpose, Review, Slot, Wait, seers_of
from reviews.spine import policies
from reviews.waits import pauses
from reviews.waits.clocks import calendar_of
from reviews.waits.pauses import LONGEST_PAUSE_DAYS, circle, links_of

PAUSABLE = (Purpose.DESK_REVIEW, Purpose.ESCALATION, Purpose.APPROVAL, Purpose.JOINT_POSITION, Purpose.SIGNATURE)
"""What a reviewer works on for more than an answer: these can stand still."""

FOLLOW_THE_SPLIT = (*policies.CONTACT_PURPOSES, Purpose.VENDOR_QUESTION)
"""Held by whoever the split says talks to the vendor."""

DONE_ALREADY = "This has been done already."


# --- who may ----------------------------------------------------------------------------------------


def may_answer(user, wait):
    """The requester their own question; any member of the desk that was asked; whoever talks to the vendor."""
    if wait.purpose == Purpose.QUESTION:
        return wait.person_id == user.pk
    if wait.purpose == Purpose.DESK_QUESTION:
        return policies.may_work_for(user, wait.desk, wait.review)
    if wait.purpose == Purpose.VENDOR_QUESTION:
        return may_close(user, wait) or policies.may_talk_to_vendor(user, wait.review)
    return False


def answers_for(user, wait):
    """Whom the user answers a question for, or None: of those whom it is asked of and for whom they stand in."""
    if wait.purpose == Purpose.QUESTION:
        return None  # the requester answers for nobody but themselves
    actor = may_close.as_whom(user, wait)
    if actor is None and wait.purpose == Purpose.VENDOR_QUESTION:
        actor = policies.may_talk_to_vendor.as_whom(user, wait.review)
    return actor and actor.for_whom


def may_withdraw_question(user, wait):
    """Whoever asked, a lead of the desk that asked, or a lead of procurement or legal: never the requester."""
    if not wait.is_question or user.pk == wait.review.requester_id:
        return False
    if wait.asked_by_id == user.pk or any(map(user.leads_side, TWO_SIDES)):
        return True
    return wait.blocks is not None and wait.blocks.desk is not None and user.leads(wait.blocks.desk)


def may_pause(user, wait):
    """Whoever may close it: the holder, any member while nobody has taken it, a lead."""
    return wait.desk is not None and may_close(user, wait)


def offers_nudge(user, wait):
    """Whether a page that the person sees shows them the button: not for what they could settle themselves, and not
    where nobody can be hurried."""
    own = wait.person_id == user.pk or may_close(user, wait)
    unseen = wait.is_among_reviewers and wait.review.requester_id == user.pk
    return not own and not unseen and not blockers_to_nudge(wait, nudged_today=False)


# --- what is missing: questions ---------------------------------------------------------------------


def blockers_to_ask_desk(wait, desk):
    if desk == wait.desk:
        return [f"{desk} asks here: choose another desk, or write a comment for your colleagues."]
    if desk.retired_at:
        return [f"{desk} is retired. Choose another desk."]
    if not _others_on(desk, wait.review):
        return [f"Nobody on {desk} could answer this."]
    return []


def _others_on(desk, review):
    return desk.members().exclude(pk=review.requester_id).exists()


def blockers_to_answer(wait):
    return [] if wait.is_open else ["This question has been answered or withdrawn already."]


# --- what is missing: pauses ------------------------------------------------------------------------


def blockers_to_pause(wait):
    if not wait.is_open:
        return [DONE_ALREADY]
    if wait.purpose not in PAUSABLE:
        return ["Only a review, a decision or a step with the vendor can be paused."]
    return blockers_to_close(wait)


def faults_of_pause(wait, until, reason):
    """What is wrong with a day and a reason, as sentences. The day is one of the desk's calendar."""
    today = timezone.localdate(timezone=ZoneInfo(calendar_of(wait).time_zone))
    faults = []
    if until <= today:
        faults.append("Choose a day to come.")
    elif until > today + timedelta(days=LONGEST_PAUSE_DAYS):
        faults.append(f"A pause is for {LONGEST_PAUSE_DAYS} days at most: choose an earlier day, then look again.")
    return faults + faults_of_reason(reason)


def faults_of_day(wait, day):
    """What is wrong with another day for it, as sentences. The day is one of the wait's calendar."""
    calendar = calendar_of(wait)
    zone = ZoneInfo(calendar.time_zone)
    today = timezone.localdate(timezone=zone)
    if day < today:
        return ["Choose a day to come."]
    if day > today + timedelta(days=LONGEST_PAUSE_DAYS):
        return [f"Choose a day within {LONGEST_PAUSE_DAYS} days: further ahead nobody knows."]
    if not is_business_day(day, calendar):
        return ["Nobody works on that day: choose a business day."]
    return ["It is due on that day already."] if day == wait.due_at.astimezone(zone).date() else []


def faults_of_reason(reason):
    if not reason:
        return ["Say in a few words why: the requester reads it."]
    return too_long(reason, 300)


def blockers_to_wait_for(wait, other):
    """Why `wait` cannot stand still until `other` is done. Not for what the requester learns of through its result
    alone: they read what holds a wait up."""
    if other.review_id != wait.review_id or other.is_among_reviewers:
        return ["Choose something that is open on this review."]
    if not other.is_open:
        return ["That has been done already: nothing keeps you any more."]
    if other.pk == wait.pk:
        return ["Nothing can wait for itself."]
    if circle(links_of(list(wait.review.waits.open())), other.pk, wait.pk):
        return [f"That waits for this already: “{other.needed}” cannot go on before “{wait.needed}” is done."]
    return []


def could_wait_for(wait, others):
    """Those of the open waits of its review that `wait` could stand still for."""
    links = links_of(others)
    return [
        other
        for other in others
        if other.pk != wait.pk and not other.is_among_reviewers and not circle(links, other.pk, wait.pk)
    ]


def blockers_to_resume(wait):
    if not wait.is_open:
        return [DONE_ALREADY]
    if wait.paused_at is None:
        return ["This is not paused."]
    if not wait.pause_reason:
        return ["This waits for an answer. Withdraw the question if it is not needed any more."]
    return []


def blockers_from_pause(review, *purposes):
    """Why a step of the whole review cannot be taken: whoever takes it has paused it."""
    waits = review.waits.open().filter(purpose__in=purposes, paused_at__isnull=False)
    return [sentence for wait in waits.with_names() for sentence in blockers_to_close(wait)]


# --- what is missing: handing over to a desk --------------------------------------------------------


def blockers_to_hand_to_desk(wait, desk):
    """Why a wait cannot go to another desk, as sentences. What may go where: docs/domain/waits.md."""
    if not wait.is_open:
        return [DONE_ALREADY]
    if desk == wait.desk:
        return [f"This is with {desk} already."]
    if not can_go_to(wait, desk):
        return [_why_it_stays(wait, desk)]
    if not User.objects.filter(**_takers(wait, desk)).exclude(pk=wait.review.requester_id).exists():
        return [f"Nobody on {desk} could take this."]
    if wait.purpose == Purpose.DESK_REVIEW:
        return _blockers_of_terms(wait, desk) or _blockers_to_join(wait, desk)
    return []


def takers_of(wait):
    """The people to whom the wait can be handed: of its desk, there to see the review, never its requester."""
    if wait.desk is None:
        return User.objects.none()
    able = User.objects.filter(**_takers(wait, wait.desk), pk__in=seers_of(wait.review).values("pk"))
    return able.exclude(pk=wait.review.requester_id)


def _takers(wait, desk):
    seat = {"memberships__team": desk, "is_active": True}
    return seat | {"memberships__is_lead": True} if wait.leads_only else seat


def can_go_to(wait, desk):
    """Whether this kind of wait may be held by that desk at all."""
    if wait.desk is None or wait.holder in {Holder.REQUESTER, Holder.VENDOR} or desk == wait.desk:
        return False
    if desk.retired_at:
        return False
    same_party = desk.party == wait.desk.party
    if wait.purpose == Purpose.DESK_REVIEW:
        return desk.owns_terms and (same_party or wait.desk not in _desks_of_two_sides(wait.review))
    if wait.purpose == Purpose.SPLIT:
        return desk.speaks_for in TWO_SIDES
    if wait.purpose == Purpose.FIRST_LOOK:
        return desk.owns_terms and (same_party or desk.speaks_for not in TWO_SIDES)
    if wait.purpose == Purpose.DESK_QUESTION:
        return wait.blocks is None or desk.pk != wait.blocks.desk_id
    return wait.purpose == Purpose.CO_SIGNATURE and same_party


def _desks_of_two_sides(review):
    answers = (review.responsible(slot) for slot in (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW))
    return {answer.desk for answer in answers if answer}


def _why_it_stays(wait, desk):
    if wait.purpose in FOLLOW_THE_SPLIT:
        return "This belongs to whoever talks to the vendor: a lead names somebody else on the routing page."
    if wait.purpose == Purpose.ESCALATION:
        return f"The leads of {wait.desk} decide this: it was escalated to them."
    if wait.purpose == Purpose.APPROVAL:
        return f"The rules ask {wait.desk} for this approval: nobody else can be chosen for it."
    if wait.purpose == Purpose.DESK_QUESTION:
        return f"{desk} asked this question."
    return f"{wait.get_purpose_display()} of {wait.desk} cannot be done by {desk}: ask them a question instead."


def _blockers_of_terms(wait, desk):
    """The desk's open terms go along: those that both desks share need two desks, and escalated ones their leads."""
    terms = wait.review.terms.select_related("term_type", "desk", "second_desk")
    escalated = [term for term in terms if term.outcome == Outcome.ESCALATED and wait.desk in term.desks]
    if escalated:
        return [f"{listed(escalated)}: escalated to the leads of {wait.desk}, who decide first."]
    shared = [term for term in terms.undecided_by(wait.desk) if {wait.desk, desk} <= set(term.desks)]
    if shared:
        return [f"{listed(shared)}: shared by {wait.desk} and {desk}, and needs two desks."]
    return []


def _blockers_to_join(wait, desk):
    """Two reviews become one: nothing may hang on the one that ends."""
    if not wait.review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).exists():
        return []
    if wait.paused_at or wait.held_up.open().exists():
        return [f"{desk} has a review of its own here. First settle what this waits for, and what waits for it."]
    return []


@delegable
def may_claim(actor: Actor, wait: Wait) -> bool:
    """Members of the desk; only its leads where the wait asks for a lead."""
    if wait.desk is None or not policies.may_work_for(actor, wait.desk, wait.review):
        return False
    return actor.leads(wait.desk) if wait.leads_only else True


def may_release(user, wait):
    """Whoever took it, or a lead of the desk."""
    return wait.claimed_at is not None and may_hand_over(user, wait)


@delegable
def may_hand_over(actor: Actor, wait: Wait) -> bool:
    """Whoever holds it, or a lead of the desk; nobody chooses who looks at their own request."""
    if wait.desk is None or actor.pk == wait.review.requester_id:
        return False
    return actor.holds(wait.person_id, wait.desk) or actor.leads(wait.desk)


@delegable
def may_close(actor: Actor, wait: Wait) -> bool:
    """Whoever holds the wait; for one that lies unclaimed with a desk, whoever may take it; a lead always."""
    if wait.holder == Holder.REQUESTER or wait.holder == Holder.PERSON:
        if actor.holds(wait.person_id, wait.desk) and _may_keep(actor, wait):
            return True
        return wait.desk is not None and actor.leads(wait.desk) and actor.pk != wait.review.requester_id
    return may_claim.allows(actor, wait)


def _may_keep(actor: Actor, wait: Wait) -> bool:
    """What somebody holds for a colleague who is back is theirs only if they could have taken it themselves."""
    return wait.on_behalf_of_id is None or holds_for(actor, wait) is not None or may_claim.allows(actor, wait)


def is_asked_in_person(person: User | None, desk: Team, review: Review) -> bool:
    """Whether a rule's named person decides alone, or whoever stands in for them: not when it is their own request,
    nor when neither is there."""
    if person is None or review.is_walled_from(person):
        return False
    return held_in_place_of(person, desk=desk, review=review) is not None


def may_nudge(user, wait):
    """Whoever sees the review may ask its holder how it goes, but nobody asks themselves."""
    if wait.person_id == user.pk or (wait.is_among_reviewers and wait.review.requester_id == user.pk):
        return False
    return Review.objects.visible_to(user).filter(pk=wait.review_id).exists()


def blockers_to_claim(wait):
    if not wait.is_open:
        return ["This has been done already."]
    if wait.claimed_at:
        return [f"{wait.person} took this first."]
    if wait.holder != Holder.DESK:
        return [f"This is with {wait.who}."]
    return []


def blockers_to_close(wait):
    if not wait.is_open:
        return ["This has been done already."]
    if wait.paused_at:
        return [f"This is paused until {pauses.in_words(wait)}."]
    return []


def blockers_to_nudge(wait, nudged_today):
    if not wait.is_open:
        return ["This has been done already: there is nobody to nudge."]
    if wait.paused_at:
        return [f"This is paused until {pauses.in_words(wait)}: there is nobody to nudge."]
    return ["You have nudged about this today already. Tomorrow you can again."] if nudged_today else []


def blockers_to_ask(wait):
    if not wait.is_open:
        return ["This has been done already, so there is nothing to ask for."]
    if wait.purpose not in {Purpose.DESK_REVIEW, Purpose.APPROVAL, Purpose.ESCALATION}:
        return ["Questions belong to a desk's review, an escalated term or an approval."]
    return []


def blockers_of_named_approval(wait):
    """An approval that a rule asks of one person stays with them while they can decide."""
    if wait.purpose != Purpose.APPROVAL or not is_asked_in_person(
        wait.approval.person, wait.approval.desk, wait.review
    ):
        return []
    return [f"The rule names {wait.approval.person}, who alone decides this."]
