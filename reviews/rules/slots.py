"""Whether each of the three questions is held by somebody who is there, and which stage cannot do without."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.models.by_key import there_is
from common.models.related import fetch
from people.absences import Away
from people.models import User
from reviews.acting.presence import why_not_held
from reviews.models import Responsibility, Review, Slot
from reviews.pure.stages import Stage

NEEDED = {
    Stage.TRIAGE: tuple(Slot),
    Stage.IN_REVIEW: (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW),
    Stage.ALIGNED: (Slot.VENDOR_CONTACT,),
    Stage.NEGOTIATION: (Slot.VENDOR_CONTACT,),
    Stage.SIGNATURE: (Slot.VENDOR_CONTACT,),
}
"""The slots that each stage waits for. Stages that are not named need none."""


@dataclass(frozen=True)
class Unheld:
    """A slot of a live review that nobody holds, and why, as a sentence."""

    review: Review
    slot: Slot
    sentence: str


def fault_of(slot: str, responsibility: Responsibility | None, away: Away | None = None) -> str | None:
    """Why nobody holds the slot, as a sentence, or None when somebody does. A desk without a name holds it together,
    and whoever is away holds it through the one who stands in. Give `away` where many slots are looked at.
    """
    label = Slot(slot).label.lower()
    if responsibility is None:
        return f"Nobody has been named who {label}."
    person, backup, away = responsibility.person, responsibility.backup, away or Away()
    if person is None or (why := _why_not(person, responsibility, away)) is None:
        return None
    if backup is None:
        return f"{person}, who {label}, {why}, and there is no backup."
    why_not_backup = _why_not(backup, responsibility, away)
    if why_not_backup is None:
        return None
    return f"{person}, who {label}, {why}, and {backup}, the backup, {why_not_backup}."


def _why_not(person: User, responsibility: Responsibility, away: Away) -> str | None:
    requester_id = responsibility.review.requester_id
    return why_not_held(person, desk_id=responsibility.desk_id, requester_id=requester_id, away=away)


def blockers_from_split(review: Review) -> list[str]:
    """What keeps the review's stage from going on: its slots that nobody holds."""
    away = Away()
    faults = (fault_of(slot, review.responsible(slot), away) for slot in NEEDED.get(Stage(review.stage), ()))
    how = "A lead of procurement or legal names somebody on the routing page."
    return [f"{fault} {how}" for fault in faults if fault]


def unheld_slots(limit: int = 300) -> list[Unheld]:
    """The slots of live reviews that nobody holds, oldest review first, whatever its stage. Of answers that may be in
    want of somebody, and of reviews in want of an answer, `limit` are looked at. Seven queries at most.

    Indexes: responsibility_named, review_by_stage, responsibility_is_answered_once_per_slot.
    """
    away = Away()
    answers = list(_answers_of_those_not_there(away)[:limit])
    fetch((answers, ["review", "person", "backup"]))
    unheld = [
        Unheld(answer.review, Slot(answer.slot), fault)
        for answer in answers
        if (fault := fault_of(answer.slot, answer, away))
    ]
    for review in _with_unanswered_slots().prefetch_related("responsibilities")[:limit]:
        unheld.extend(
            Unheld(review, slot, fault)
            for slot in NEEDED[Stage.TRIAGE]
            if (fault := fault_of(slot, review.responsible(slot), away))
        )
    return sorted(unheld, key=lambda one: (one.review.pk, one.slot))


def _answers_of_those_not_there(away: Away) -> QuerySet[Responsibility]:
    """Of live reviews, those that name somebody who has left or is away: what a desk or somebody present answers for
    needs no look."""
    gone = User.objects.filter(is_active=False).values_list("pk", flat=True)
    live = Review.objects.live().filter(pk=OuterRef("review"))
    return Responsibility.objects.filter(there_is(live), person__in=[*away.absences, *gone]).order_by()


def _with_unanswered_slots() -> QuerySet[Review]:
    """Where a question has no answer. All three are answered before the desks begin: only triage can lack one."""
    answers = Responsibility.objects.filter(review=OuterRef("pk")).order_by().values("review")
    number = Coalesce(Subquery(answers.annotate(number=Count("pk")).values("number")), 0)
    reviews = Review.objects.filter(stage=Stage.TRIAGE).alias(answers=number)
    return reviews.filter(answers__lt=len(Slot)).order_by("pk")
