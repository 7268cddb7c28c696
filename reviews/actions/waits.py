"""Opening and closing waits, and stopping and starting their clocks: what every verb about waits stands on.

Every other action goes through `open_wait` and `close_wait`, so that due moments, reminders and the log are
never forgotten.
"""

from django.utils import timezone

from people.log import record
from people.models import Audience, NoticeKind
from people.notices import withdraw
from people.webhooks import announce
from reviews import clocks, ladders, reminders
from reviews.actions.stage import locked as locked_review
from reviews.actions.telling import tell
from reviews.models import Holder, Purpose, Wait
from reviews.verbs import Verb


def locked(wait):
    """The same wait, read again with its row locked, behind its review's: the second of two people waits here.

    The review comes first everywhere, so that what happens to one review happens one after the other, and two
    people who lock several of its waits cannot lock each other out.
    """
    locked_review(wait.review)
    return (
        Wait.objects.select_for_update(of=("self",))
        .select_related("review__vendor", "review__requester", "desk", "person", "vendor", "blocks")
        .get(pk=wait.pk)
    )


def people_behind(wait):
    """Who hears of a wait: its person, or those of its desk who may take it. The vendor is never written to."""
    if wait.person:
        return [wait.person]
    if wait.desk:
        members = wait.desk.leads() if wait.leads_only else wait.desk.members()
        return [member for member in members if member.pk != wait.review.requester_id]
    return []


def open_wait(review, purpose, *, needed, by, desk=None, person=None, vendor=None, requester=False, **more):
    """Open a wait on exactly one holder, with its due moment and first reminder, and tell the holder.

    Name `desk` for a shared queue, `desk` and `person` for a person of that desk, `person` alone, `vendor`, or
    `requester=True`. `more` are further fields (question, term, blocks, leads_only, asked_by). Returns the wait.
    """
    if requester:
        holder, person = Holder.REQUESTER, review.requester
    else:
        holder = Holder.VENDOR if vendor else Holder.PERSON if person else Holder.DESK
    wait = Wait(
        review=review,
        purpose=purpose,
        needed=needed,
        holder=holder,
        desk=desk,
        person=person,
        vendor=vendor,
        opened_at=timezone.now(),
        **more,
    )
    wait.claimed_at = wait.opened_at if desk and person else None
    wait.due_at = clocks.due_at(wait)
    wait.remind_at = ladders.next_reminder_at(wait)
    wait.save()

    record(
        Verb.WAIT_OPENED,
        review,
        by=wait.asked_by,  # null where nobody asked in person: the stage does
        summary=f"asked {wait.who}: {needed}",
        audience=audience_of(wait),
        wait=wait.pk,
        holder=holder,
        desk=desk and desk.slug,
    )
    tell(
        [each for each in people_behind(wait) if each != by],
        review,
        key=f"wait-{wait.pk}-opened",
        kind=NoticeKind.QUESTION if requester else NoticeKind.ASSIGNMENT,
        body=f"{wait.question or needed}\nDue on {wait.due_at:%A %-d %B}.",
    )
    if wait.holder == Holder.DESK:
        announce(desk, key=f"wait-{wait.pk}-opened", title=str(review), body=needed, url=review.get_absolute_url())
    return wait


def audience_of(wait):
    """Who reads of a wait: the requester too, unless it is among reviewers (a no that is not signed yet)."""
    return Audience.INTERNAL if wait.is_among_reviewers else Audience.BUSINESS


def close_wait(wait, *, by, answer=""):
    """Close an open wait (already locked, already allowed) and set going what it had paused."""
    wait.closed_at = timezone.now()
    wait.closed_by = by
    wait.answer = answer
    wait.paused_at = wait.remind_at = None
    wait.save(update_fields=["closed_at", "closed_by", "answer", "paused_at", "remind_at"])
    withdraw(reminders.topic_of(wait))
    record(
        Verb.CLOSED,
        wait.review,
        by=by,
        summary=f"settled: {wait.needed}",
        wait=wait.pk,
        desk=wait.desk and wait.desk.slug,
    )
    if wait.blocks_id:
        resume(wait.blocks, by=by)
    return wait


def pause(wait, *, by):
    """Stop the clock of a wait (already locked) while somebody else must act first."""
    if wait.paused_at is None:
        wait.paused_at = timezone.now()
        wait.remind_at = None
        wait.save(update_fields=["paused_at", "remind_at"])
        withdraw(reminders.topic_of(wait))
        record(Verb.PAUSED, wait.review, by=by, summary=f"paused: {wait.needed}", wait=wait.pk)


def resume(wait, *, by):
    """Let the clock run on once nothing blocks the wait any more. The due moment moves by the time paused."""
    wait = locked(wait)
    if not wait.is_open or wait.paused_at is None or wait.blockers.open().exists():
        return
    wait.paused_time += clocks.paused_time(wait, timezone.now())
    wait.due_at = clocks.resumed_due_at(wait, timezone.now())
    wait.paused_at = None
    wait.remind_at = ladders.next_reminder_at(wait)
    wait.save(update_fields=["due_at", "paused_time", "paused_at", "remind_at"])
    record(Verb.RESUMED, wait.review, by=by, summary=f"can go on: {wait.needed}", wait=wait.pk)
    tell(
        people_behind(wait),
        wait.review,
        key=f"wait-{wait.pk}-resumed-{wait.due_at:%Y%m%d%H%M%S}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"The answer is there. You can go on: {wait.needed}",
    )


def finish_stage(review, *, by, answer):
    """Close what the stage has asked for. A decision note stays: the review goes on, the no is still on the table."""
    _close_all(review.waits.open().exclude(purpose=Purpose.CO_SIGNATURE), by=by, answer=answer)


def close_all_waits(review, *, by, answer):
    """Close whatever is open: the review ends, and nobody has to act any more."""
    _close_all(review.waits.open(), by=by, answer=answer)


def _close_all(waits, *, by, answer):
    for wait in waits:
        wait = locked(wait)
        if wait.is_open:
            wait.blocks = None  # nothing is set going again: all of it ends here
            close_wait(wait, by=by, answer=answer)
