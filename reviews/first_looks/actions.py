"""Asking both desks for a first look, giving it, and opening it again."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from common.words import day_in_words, listed
from notices.actions import withdraw
from notices.models import NoticeKind
from people.models import TWO_SIDES, Team, User
from reviews.first_looks import policies
from reviews.first_looks.days import moment_to_complete
from reviews.models import FirstLook, Purpose, Review, Slot, SplitRule, Wait
from reviews.promises.promising import local_day
from reviews.pure.flags import in_words
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits import apart, clocks, ladders, reminders
from reviews.waits.opening_and_closing import close_wait, open_wait, open_waits

NEEDED = "Have a first look: no concerns yet, or early flags."
SLOT_OF_SIDE = dict(zip(TWO_SIDES, (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW), strict=True))


def ask_for_looks(review: Review, *, by: User) -> list[Wait]:
    """Let a desk of each side have a first look, at the same moment: the one that the rules name, else the first."""
    answers = SplitRule.objects.answers(review.brief_facts({}))
    desks = [_desk_of(side, answers[slot]) for side, slot in SLOT_OF_SIDE.items()]
    why = f"A project with {review.vendor} may come: {review.reason}"
    asks = [{"needed": NEEDED, "desk": desk, "question": why} for desk in desks if desk]
    return open_waits(review, Purpose.FIRST_LOOK, asks, by=by)


def _desk_of(side, owner):
    if owner and owner.desk.speaks_for == side and owner.desk.retired_at is None:
        return owner.desk
    return Team.objects.of_side(side).in_use().first()


@transaction.atomic
def look(
    wait: Wait, *, flags: Iterable[str] = (), note: str = "", has_concerns: bool | None = None, by: User
) -> FirstLook:
    """Say what one desk sees at first sight: no concerns yet, or flags. The requester reads both, in plain words.

    `has_concerns` is what was pressed, where flags may have been ticked as well; else it follows from the flags.
    """
    wait = locked(wait)
    actor = policies.wait_policies.may_close.as_whom(by, wait)
    if wait.purpose != Purpose.FIRST_LOOK or actor is None:
        raise PermissionDenied(f"This is with {wait.who}: they have the first look.")
    if blockers := policies.blockers_to_look(wait, actor):
        raise ValidationError(blockers)
    has_concerns = bool(flags) if has_concerns is None else has_concerns
    flags, note = (list(dict.fromkeys(flags)) if has_concerns else []), note.strip()
    if faults := policies.faults_of_look(flags, note, has_concerns=has_concerns):
        raise ValidationError(faults)

    review = wait.review
    given = FirstLook.objects.create(
        review=review,
        desk=wait.desk,
        wait=wait,
        flags=flags,
        note=note,
        looked_by=by,
        on_behalf_of=actor.for_whom,
    )
    close_wait(wait, by=by, on_behalf_of=actor.for_whom, answer=in_words(flags))
    apart.keep_up(review)
    due = _ask_for_request_until(review)
    record(
        Verb.LOOKED,
        review,
        by=by,
        on_behalf_of=actor.for_whom,
        audience=Audience.BUSINESS,
        desks={"of": wait.desk},
        flags=flags,
        texts={"note": note} if note else {},
        **({"due": str(due)} if due else {}),
    )
    _tell_requester(given, due)
    return given


def _ask_for_request_until(review):
    """Once both have looked: the requester's own wait is due so that the rough date can be kept. Returns the day, or
    None while a look is missing, or no date was said."""
    if review.waits.open().filter(purpose=Purpose.FIRST_LOOK).exists():
        return None
    moment = moment_to_complete(review)
    wait = review.waits.open().filter(purpose=Purpose.FULL_REQUEST).first()
    if moment is None or wait is None:
        return None
    wait = locked(wait)
    wait.due_at = moment
    wait.warn_at = clocks.warn_at(wait)
    wait.remind_at = None if wait.paused_at else ladders.next_reminder_at(wait)
    wait.save(update_fields=["due_at", "warn_at", "remind_at"])
    withdraw(reminders.topic_of(wait))
    return local_day(moment, clocks.calendar_of(wait))


def _tell_requester(given, due):
    review = given.review
    words = [f"{given.desk} had a first look. {in_words(given.flags)}."]
    words += [given.note] if given.note else []
    if due:
        words.append(
            f"Both have looked. Please complete the request by {day_in_words(due)}: then there is time until "
            f"{day_in_words(review.needed_by)}."
        )
    tell(
        [review.requester],
        review,
        key=f"look-{given.pk}",
        kind=NoticeKind.NEWS,
        body="\n".join(words),
        topic=_topic(given),
    )


def _topic(given):
    """What the mail about it is found by, when it is opened again before the mail has gone out."""
    return f"look-{given.pk}-given"


@transaction.atomic
def reopen(given: FirstLook, *, reason: str, by: User) -> Wait:
    """Open a first look again: it was pressed by mistake, or more is known. What was said stays in the history.

    Returns the wait, which is with whoever opened it, or with the desk where they looked for another one.
    """
    given = locked(given, gone=f"{given.desk} is looking at it again already.")
    review = given.review
    if not policies.may_reopen(by, given):
        raise PermissionDenied(f"Only members of {given.desk} can open its first look again.")
    if blockers := policies.blockers_to_reopen(given):
        raise ValidationError(blockers)
    reason = reason.strip()
    if faults := policies.wait_policies.faults_of_reason(reason):
        raise ValidationError(faults)

    FirstLook.objects.filter(pk=given.pk).supersede(because=reason, by=by)
    withdraw(_topic(given))
    looked_for_others = FirstLook.objects.filter(review=review, looked_by=by).exists()
    person = None if looked_for_others else by
    wait = open_wait(review, Purpose.FIRST_LOOK, needed=NEEDED, by=by, desk=given.desk, person=person)
    apart.keep_up(review)
    record(
        Verb.LOOKED_ANEW,
        review,
        by=by,
        audience=Audience.BUSINESS,
        desks={"of": given.desk},
        texts={"reason": reason},
    )
    return wait


def looks_on(review: Review) -> list[FirstLook]:
    """The looks that count now, in order."""
    rows = FirstLook.objects.filter(review=review)
    return list(rows.select_related("desk", "looked_by", "on_behalf_of", "review"))


def desks_that_flagged(looks: Iterable[FirstLook]) -> dict[str, str]:
    """{flag: which desks raised it, in words}."""
    desks: dict[str, list[str]] = {}
    for given in looks:
        for flag in given.flags:
            desks.setdefault(flag, []).append(str(given.desk))
    return {flag: listed(names) for flag, names in desks.items()}
