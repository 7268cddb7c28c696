"""Whom a rung speaks to, and in which words. Nothing here asks the database, so that a sweep stays set-based.

The vendor is never written to. Behind the vendor stands whoever talks to the vendor; they get a text ready to send.
The coordinator of a review is whoever leads the desk that handles its commercial terms (procurement until the split is
answered): one desk that sees the whole deal.
"""

from collections import defaultdict

from common.business_time import next_working_moment
from common.words import day_in_words
from notices.actions import Message, Pace
from notices.channels import Announcement
from notices.models import NoticeKind
from people.absences import Away
from people.models import TWO_SIDES, DeskSide, Membership
from reviews.comments.vendor_texts import text_for_vendor
from reviews.models import FOR_THE_NAMED, Holder, Recipient, Slot

DESKS_CONCERN = {Recipient.LEAD, Recipient.HEADS}
"""A rung that speaks to them is told in the desk's channel too."""


def topic_of(wait):
    """What all reminders about a wait are found by, when it closes or pauses."""
    return f"wait-{wait.pk}-reminders"


class Desks:
    """Who sits where, read once for a whole sweep. People who left sit nowhere; in the place of those who are away sit
    their delegates, and where no lead of a desk is there, whoever backs up the lead."""

    def __init__(self):
        self.away = Away()
        self.members, self.leads = defaultdict(set), defaultdict(set)
        self.heads, self.heads_away = defaultdict(set), defaultdict(set)
        self.seated, self.backups = defaultdict(set), defaultdict(set)
        seats = list(Membership.objects.filter(user__is_active=True).select_related("user", "team"))
        for seat in seats:
            self._seat(seat, self.there(seat.user, seat.team_id))
        for desk in {seat.team for seat in seats if seat.is_backup and not self.leads[seat.team_id]}:
            self.leads[desk.pk] |= self.backups[desk.pk]
            self.heads[desk.speaks_for] |= self.backups[desk.pk]

    def _seat(self, seat, person):
        self.seated[seat.team_id].add(seat.user)
        if seat.is_lead and person is None:
            self.heads_away[seat.team.speaks_for].add(seat.user)
        if person is None:
            return
        self.members[seat.team_id].add(person)
        if seat.is_lead:
            self.leads[seat.team_id].add(person)
            self.heads[seat.team.speaks_for].add(person)
        elif seat.is_backup:
            self.backups[seat.team_id].add(person)

    def there(self, person, desk_id):
        """The person, or their delegate at the desk while they are away; None where nobody stands in."""
        return person if self.away.absence_of(person) is None else self.away.stand_in(person, desk_id=desk_id)

    def joint_heads(self):
        """The leads of procurement and legal; if all of them are away, those: they read it when they are back."""
        heads = set().union(*(self.heads[function] for function in TWO_SIDES))
        return heads or set().union(*(self.heads_away[function] for function in TWO_SIDES))

    def holder_of(self, responsibility, review):
        """As `Responsibility.holder_on`: the named person, or who stands in; not one who left or asks for the thing."""
        person = responsibility.person and self.there(responsibility.person, responsibility.desk_id)
        may_hold = person in self.members[responsibility.desk_id] and person.pk != review.requester_id
        return person if may_hold else None


def people_for(wait, recipient, desks):
    """The people a role stands for on this wait. Where that is nobody (an empty desk, a desk without a lead), the leads
    of procurement and legal hear of it: no reminder goes unheard."""
    people = _people_for(wait, Recipient(recipient), desks)
    return _unless_own(people, wait) or _unless_own(desks.joint_heads(), wait)


def _people_for(wait, recipient, desks):
    desk, person = _behind(wait, desks)
    if recipient == Recipient.HEADS:
        return desks.joint_heads()
    if recipient == Recipient.COORDINATOR:
        return _coordinators(wait.review, desks)
    if recipient == Recipient.LEAD and desk:
        return desks.leads[desk]
    if recipient == Recipient.BACKUP and desk:
        return _backups(wait.review, desk, desks)
    if person and person.is_active and _still_holds(person, wait, desk, desks):
        return _holder(person, wait, desk, desks)
    return desks.leads[desk] if wait.leads_only else desks.members[desk]


def _still_holds(person, wait, desk, desks):
    """Whoever has lost their seat at the desk hears no more of it; somebody may be named for it without a seat."""
    return wait.holder == Holder.REQUESTER or wait.purpose in FOR_THE_NAMED or person in desks.seated[desk]


def _holder(person, wait, desk, desks):
    """The person; while they are away whoever stands in, else the backup, else the leads: nobody is nagged on leave."""
    holder = desks.there(person, desk)
    if (holder and holder.pk != wait.review.requester_id) or (wait.holder == Holder.REQUESTER and holder):
        return {holder}
    return desks.members[desk] if wait.holder == Holder.REQUESTER else _backups(wait.review, desk, desks)


def _behind(wait, desks):
    """(desk's id, person) that a wait matters to; behind the requester stands the desk that asked."""
    if wait.holder == Holder.VENDOR:
        contact = wait.review.responsible(Slot.VENDOR_CONTACT)
        return contact.desk_id, desks.holder_of(contact, wait.review)
    if wait.holder == Holder.REQUESTER:
        return wait.blocks and wait.blocks.desk_id, wait.person
    return wait.desk_id, wait.person


def _coordinators(review, desks):
    commercial = review.responsible(Slot.COMMERCIAL_TERMS)
    return desks.leads[commercial.desk_id] if commercial else desks.heads[DeskSide.COMMERCIAL]


def _backups(review, desk, desks):
    """Who stands in for the desk on this review: the backup it names, else who backs up the lead, else its leads."""
    named = {
        responsibility.backup
        for responsibility in review.responsibilities.all()
        if responsibility.desk_id == desk and responsibility.backup
    }
    there = {desks.there(backup, desk) for backup in named & desks.seated[desk]} - {None}
    return there or desks.backups[desk] or desks.leads[desk]


def _unless_own(people, wait):
    """The requester hears only of what the requester holds."""
    return people if wait.holder == Holder.REQUESTER else people - {wait.review.requester}


def messages(wait, reached, desks, now):
    """[(person, Message)] for the steps that were reached, soonest first. Everybody hears once, of the latest step that
    speaks to them: a missed night ends in one message, not ten."""
    latest = {}
    for step in reached:
        spoken_to = {}
        for role in step.rung.recipients:
            if role != Recipient.AGENDA:
                spoken_to = dict.fromkeys(people_for(wait, role, desks), (step, role)) | spoken_to  # first role wins
        latest |= spoken_to
    state = _state(wait, desks.away, now, wait.question or wait.needed)
    return [(person, _message(wait, step, role, state)) for person, (step, role) in latest.items()]


def announcements(wait, reached, desks, now, calendar):
    """[Announcement] for the channel of the desk: of the latest step that is about the desk as a whole, because nobody
    has taken the work or its leads are asked. What one person holds stays between Duet and that person."""
    about_desk = [step for step in reached if wait.holder == Holder.DESK or DESKS_CONCERN & set(step.rung.recipients)]
    if wait.desk_id is None or not about_desk:
        return []
    rung, review = about_desk[-1].rung, wait.review
    return [
        Announcement(
            team_id=wait.desk_id,
            key=f"wait-{wait.pk}-rung-{rung.pk}-{about_desk[-1].nth}",
            title=str(review),
            body="\n".join(part for part in (_state(wait, desks.away, now, wait.needed), rung.note) if part),
            url=review.get_absolute_url(),
            topic=topic_of(wait),
            not_before=next_working_moment(now, calendar),
            about=(review,),
        )
    ]


def _message(wait, step, role, state):
    review, rung = wait.review, step.rung
    return Message(
        key=f"wait-{wait.pk}-rung-{rung.pk}-{step.nth}",
        kind=NoticeKind.REMINDER if role == Recipient.HOLDER else NoticeKind.ESCALATION,
        title=str(review),
        body="\n\n".join(part for part in (state, rung.note, _ready_text(wait)) if part),
        url=review.get_absolute_url(),
        topic=topic_of(wait),
        about=(review,),
        pace=Pace.URGENT if rung.is_same_day_deadline else Pace.DAILY if rung.daily else Pace.USUAL,
    )


def _state(wait, away, now, what):
    state = "Overdue" if wait.is_overdue(now) else "Still open"
    absence = wait.person and away.absence_of(wait.person)
    leave = f", away until {day_in_words(absence.ends_on)}" if absence else ""
    return f"{state}: {what} (with {wait.who_for_whom}{leave})"


def _ready_text(wait):
    """What our person can send to the vendor as it is."""
    text = text_for_vendor(wait)
    return f"A text you can send:\n{text}" if text else ""
