"""Opening and closing waits, and stopping and starting their clocks: what every verb about waits stands on.

Every other action goes through `open_wait` and `close_wait`, so that due moments, reminders and the log are
never forgotten.
"""

from zoneinfo import ZoneInfo

from django.utils import timezone

from common.log import line, record, write
from common.models import Audience
from common.words import day_in_words
from notices.actions import Pace, post, withdraw
from notices.channels import Announcement, announce_all
from notices.models import NoticeKind
from people.absences import Away
from people.models.team import seats_at
from reviews.acting.presence import holder_for, those_there
from reviews.models import PAUSE, Holder, Purpose, Rung, Wait
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import message_about, tell, topic_of_giving
from reviews.waits import apart, clocks, holdings, ladders, lines, reminders

NO_LONGER_NEEDED = "No longer needed"
"""What came of a question that was taken back."""


def people_behind(wait, seats=None):
    """Who hears of a wait: its person, or those of its desk who may take it; behind a wall, those of them whom it lets
    in. The vendor is never written to. Give `seats` of people.models.team where there are many waits."""
    if wait.person:
        return [wait.person]
    if wait.desk is None:
        return []
    if seats is None:
        members = list(wait.desk.leads() if wait.leads_only else wait.desk.members())
    else:
        members = [seat.user for seat in seats[wait.desk_id] if seat.is_lead or not wait.leads_only]
    if wait.review.is_walled:
        named = set(wait.review.named_people.values_list("person", flat=True))
        members = [member for member in members if member.pk in named]
    eligible = [member for member in members if member.pk != wait.review.requester_id]
    if wait.leads_only:  # few are asked, so whoever stands in for one of them is asked too
        return those_there(eligible, desk_id=wait.desk_id, but_not=wait.review.requester_id) or eligible
    return eligible


def open_wait(review, purpose, *, needed, by, able=(), **holder):
    """Open a wait on exactly one holder, with its due moment and first reminder, and tell the holder.

    `holder`: `desk` for a shared queue, `desk` and `person` for a person of that desk (while they are away their
    delegate holds it, or the queue), `person` alone, `vendor`, or `requester=True`; and further fields (question, term,
    blocks, leads_only, asked_by). `able` are those who could close it, where others of the desk could not: only they
    are told. Returns the wait.
    """
    [wait] = open_waits(review, purpose, [{"needed": needed, **holder}], by=by, able=able)
    return wait


def open_waits(review, purpose, asks, *, by, able=()):
    """Open several waits of one purpose at the same moment, in as many queries as one. `asks` are what `open_wait`
    takes, `needed` and who holds it. Returns the waits."""
    now, away, targets, rungs = timezone.now(), Away(), clocks.Targets(), list(Rung.objects.all())
    waits = [_new_wait(review, purpose, at=now, away=away, **ask) for ask in asks]
    for wait, people in zip(waits, apart.people_apart(review, waits), strict=True):
        wait.apart = people
        wait.due_at = wait.first_due_at = clocks.due_at(wait, targets)
        wait.warn_at = clocks.warn_at(wait)
        wait.remind_at = ladders.next_reminder_at(wait, rungs)
    Wait.objects.bulk_create(waits)
    holdings.begin(waits, at=now)
    write([_opened(wait) for wait in waits])
    _give(waits, able, by=by)
    return waits


def _new_wait(review, purpose, *, at, away, needed, desk=None, person=None, vendor=None, requester=False, **more):
    """The row of a wait, as far as it says who holds it. Not saved."""
    person, on_behalf_of = holder_for(person, desk=desk, review=review, away=away)
    if person and desk and review.is_walled_from(person):
        person = on_behalf_of = None  # the desk holds it: those of it who are named
    if requester:
        holder, person = Holder.REQUESTER, review.requester
    else:
        holder = Holder.VENDOR if vendor else Holder.PERSON if person else Holder.DESK
    return Wait(
        review=review,
        purpose=purpose,
        needed=needed,
        holder=holder,
        desk=desk,
        person=person,
        on_behalf_of=on_behalf_of,
        vendor=vendor,
        opened_at=at,
        claimed_at=at if desk and person else None,
        **more,
    )


def _opened(wait):
    """The line of the log."""
    return line(
        Verb.WAIT_OPENED,
        wait.review,
        by=wait.asked_by,  # null where nobody asked in person: the stage does
        audience=audience_of(wait),
        **lines.about(wait, holder=wait.holder, desk=wait.desk and wait.desk.slug),
    )


def _give(waits, able, *, by):
    """Tell whoever can act, and the desks' channels where nobody has it yet."""
    seats = seats_at({wait.desk for wait in waits if wait.desk and not wait.person})
    messages = []
    for wait in waits:
        hearers, message = people_behind(wait, seats), _message(wait)
        hearers = [person for person in hearers if person in able] or hearers
        messages += [(person, message) for person in hearers if person != by]
    post(messages)
    announce_all([_announced(wait) for wait in waits if wait.holder == Holder.DESK])


def _message(wait):
    """What whoever can act is told. The desk is named: some sit on two."""
    desk = f", for {wait.desk}" if wait.desk else ""
    zone = ZoneInfo(clocks.calendar_of(wait).time_zone)
    return message_about(
        wait.review,
        key=f"wait-{wait.pk}-opened",
        kind=NoticeKind.QUESTION if wait.holder == Holder.REQUESTER else NoticeKind.ASSIGNMENT,
        body=f"{wait.question or wait.needed}\nDue on {day_in_words(wait.due_at, zone)}{desk}.",
        topic=topic_of_giving(wait),
        pace=Pace.URGENT if wait.is_due_on_the_day_of(wait.opened_at) else Pace.USUAL,
    )


def _announced(wait):
    """The post for its desk's channel."""
    return Announcement(
        team_id=wait.desk_id,
        key=f"wait-{wait.pk}-opened",
        title=str(wait.review),
        body=f"{wait.desk}: {wait.needed}",
        url=wait.review.get_absolute_url(),
        topic=topic_of_giving(wait),
        about=(wait.review,),
    )


def audience_of(wait):
    """Who reads of a wait: the requester too, unless it is among reviewers (a no that is not signed yet)."""
    return Audience.INTERNAL if wait.is_among_reviewers else Audience.BUSINESS


def close_wait(wait, *, by, on_behalf_of=None, answer="", because="The answer is there."):
    """Close an open wait (already locked, already allowed), what it had asked, and set going what it had held up.

    `because` tells whoever asked, where the wait is a question.
    """
    now = timezone.now()
    _end(wait, by=by, on_behalf_of=on_behalf_of, answer=answer, at=now)
    ended = [wait]
    for question in wait.blockers.open():
        question = locked(question)
        _end(question, by=by, answer=NO_LONGER_NEEDED, at=now)
        ended.append(question)
        tell_unneeded(question, by=by)
    holdings.end(ended, at=now)
    if wait.blocks_id:
        start_clock(wait.blocks, by=by, because=because)
    for held_up in wait.held_up.open():
        end_pause(locked(held_up), by=by, because=f"{_what_is_done(wait)} is done.")
    return wait


def _what_is_done(wait):
    """By the desk for its side: what is needed of it says by then that all is decided."""
    return f"The side of {wait.desk}" if wait.purpose == Purpose.DESK_REVIEW else f"“{wait.needed}”"


def _end(wait, *, by, on_behalf_of=None, answer, at):
    """Close the row and log it; the caller ends its holding, of many waits at once."""
    wait.closed_at = at
    wait.closed_by, wait.closed_on_behalf_of = by, on_behalf_of
    wait.answer = answer
    wait.go_on()
    wait.remind_at = None
    wait.save(update_fields=["closed_at", "closed_by", "closed_on_behalf_of", "answer", "remind_at", *PAUSE])
    withdraw(reminders.topic_of(wait), topic_of_giving(wait))
    record(
        Verb.CLOSED,
        wait.review,
        by=by,
        on_behalf_of=on_behalf_of,
        **lines.about(wait, desk=wait.desk and wait.desk.slug),
    )


def tell_unneeded(question, *, by):
    """Tell whoever should have answered that they need not any more."""
    tell(
        [person for person in people_behind(question) if person != by],
        question.review,
        key=f"wait-{question.pk}-unneeded",
        kind=NoticeKind.QUESTION,
        body=f"No answer is needed any more: {question.question or question.needed}",
    )


def stop_clock(wait, *, by, facts=None, audience=Audience.INTERNAL, **why):
    """Stop the clock of a wait (already locked) while somebody else must act first, or until a day.

    `why` is a reason, with resumes_at or waits_for (Wait.stand_still); `facts` are of the log alone.
    """
    if wait.paused_at is None or why:
        begins = wait.paused_at is None
        wait.stand_still(at=timezone.now(), **why)
        wait.save(update_fields=["remind_at", *PAUSE])
        if begins:
            holdings.begin_anew([wait], at=wait.paused_at)
        withdraw(reminders.topic_of(wait))
        record(
            Verb.PAUSED,
            wait.review,
            by=by,
            audience=audience,
            **lines.about(wait, **(facts or {})),
        )


def end_pause(wait, *, by, because):
    """What the wait (already locked) stood still for is over: its day, or the wait that it waited for."""
    wait.drop_reason()
    wait.save(update_fields=PAUSE)
    start_clock(wait, by=by, because=because)


def start_clock(wait, *, by, because):
    """Let the clock run on once nothing holds the wait up any more. The due moment moves by the time paused.

    `because` is a sentence for the notice.
    """
    wait = locked(wait)
    if not wait.is_open or wait.paused_at is None or wait.pause_reason or wait.blockers.open().exists():
        return
    clocks.run_on(wait)
    wait.remind_at = ladders.next_reminder_at(wait)
    wait.save(update_fields=["due_at", "warn_at", "paused_time", "remind_at", *PAUSE])
    holdings.begin_anew([wait], at=timezone.now())
    record(Verb.RESUMED, wait.review, by=by, **lines.about(wait))
    tell(
        [person for person in people_behind(wait) if person != by],
        wait.review,
        key=f"wait-{wait.pk}-resumed-{wait.due_at:%Y%m%d%H%M%S}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"{because} You can go on: {wait.needed}",
        topic=topic_of_giving(wait),
    )


def finish_stage(review, *, by, on_behalf_of=None, answer):
    """Close what the stage has asked for. A decision note stays: the review goes on, the no is still on the table."""
    _close_all(
        review.waits.open().exclude(purpose=Purpose.CO_SIGNATURE), by=by, on_behalf_of=on_behalf_of, answer=answer
    )


def close_all_waits(review, *, by, on_behalf_of=None, answer):
    """Close whatever is open: the review ends, and nobody has to act any more."""
    _close_all(review.waits.open(), by=by, on_behalf_of=on_behalf_of, answer=answer)


def _close_all(waits, *, by, on_behalf_of, answer):
    now, ended = timezone.now(), []
    for wait in waits:
        wait = locked(wait)
        if wait.is_open:
            _end(wait, by=by, on_behalf_of=on_behalf_of, answer=answer, at=now)  # nothing is set going again
            ended.append(wait)
    holdings.end(ended, at=now)
