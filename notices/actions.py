"""Telling people. A notice is a row written with the change that causes it; notices.tasks mails it afterwards."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.utils import timezone

from common import sight
from common.business_time import next_at_hour, next_working_moment
from notices.models import IN_WORKING_HOURS, MANDATORY, USUAL, Delivery, Notice, NoticeKind, NoticePreference, Post
from people.hours import calendars_of


class Pace(Enum):
    """How quickly the mail goes out."""

    USUAL = "as the person chose for this kind"
    URGENT = "at once, whatever they chose: it is due today"
    DAILY = "with the daily mail at the earliest"


@dataclass(frozen=True, kw_only=True)
class Message:
    """The words of a notice and how they are sent, before there is a row for each person. See `notify`."""

    key: str
    kind: NoticeKind
    title: str
    body: str
    url: str
    mail: bool = True
    topic: str = ""
    pace: Pace = Pace.USUAL
    privileged: bool = False
    about: tuple = ()
    rests: timedelta | None = None

    @property
    def is_mandatory(self):
        """Whether it is mailed at once, whatever the person chose."""
        return self.kind in MANDATORY or self.pace == Pace.URGENT

    @property
    def keeps_hours(self):
        """Whether its mail waits until its reader works."""
        return self.kind in IN_WORKING_HOURS


def notify(recipients, **message):
    """Write a notice for each active person, once: a second call with the same key changes nothing.

    Give key, kind, title, body and url, a path on this site (`get_absolute_url()` or `reverse()`); if need be
    mail=False (the bell only), topic (for `withdraw`), pace, privileged, rests (how long its mail waits at least, as
    what it tells of can be undone), and about: the rows, of one kind, that a reader must still be allowed to see
    whenever it is shown or mailed. Call it inside the transaction of the change.
    People who can no longer sign in are skipped.
    """
    message = Message(**message)
    post([(person, message) for person in recipients])


def post(messages):
    """Write many notices at once: `messages` are (person, Message). A fixed number of queries, however many."""
    messages = [(person, message) for person, message in messages if person.is_active]
    now = timezone.now()
    moments = Moments(now, messages)
    Notice.objects.bulk_create(
        [_row(person, message, moments.delivery(person, message), moments, now) for person, message in messages],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _row(person, message, delivery, moments, now):
    mailed = message.mail and delivery != Delivery.OFF
    return Notice(
        recipient=person,
        key=message.key,
        kind=message.kind,
        title=message.title[:200],
        body="" if message.privileged else message.body,
        url=message.url,
        created_at=now,
        next_attempt_at=moments.first_attempt(person, message, delivery) if mailed else now,
        mail=mailed,
        daily=mailed and delivery == Delivery.DAILY,
        topic=message.topic,
        privileged=message.privileged,
        **sight.subjects(*message.about),
    )


class Moments:
    """How and when each of the messages may be mailed. Choices and calendars are read only for those who need them."""

    def __init__(self, now, messages):
        self.now = now
        choosing = {person for person, message in messages if message.mail and not message.is_mandatory}
        self.choices = choices_of(choosing) if choosing else {}
        waiting = {person for person, message in messages if message.mail and self._waits(person, message)}
        self.calendars = calendars_of(waiting) if waiting else {}

    def delivery(self, person, message):
        """How this person gets this message, as a `Delivery`."""
        if message.is_mandatory:
            return Delivery.AT_ONCE
        chosen = self.choices.get((person.pk, message.kind)) or USUAL.get(message.kind, Delivery.AT_ONCE)
        if message.pace == Pace.DAILY and chosen == Delivery.AT_ONCE:
            return Delivery.DAILY
        return Delivery(chosen)

    def first_attempt(self, person, message, delivery):
        """The moment from which its mail may go out."""
        if delivery == Delivery.DAILY:
            return next_at_hour(self.now, person.digest_hour, self.calendars[person.pk])
        if message.keeps_hours:
            return next_working_moment(self.now, self.calendars[person.pk])
        return self.now + (message.rests or timedelta())

    def _waits(self, person, message):
        return message.keeps_hours or self.delivery(person, message) == Delivery.DAILY


def choices_of(people):
    """{(person's pk, kind): delivery} for the kinds for which these people chose something. One query."""
    chosen = NoticePreference.objects.filter(person__in=[person.pk for person in people])
    return {(person, kind): delivery for person, kind, delivery in chosen.values_list("person", "kind", "delivery")}


def withdraw(*topics):
    """What the topics' mails and posts were for is settled: those that are not under way already are not sent any more.

    One that is being sent at this very moment is left alone: nobody waits here for a slow server.
    """
    waiting = (
        Notice.objects.may_still_be_mailed().filter(topic__in=topics).select_for_update(skip_locked=True, no_key=True)
    )
    if pks := [notice.pk for notice in waiting.only("pk")]:
        Notice.objects.filter(pk__in=pks).update(withdrawn_at=timezone.now())
    posts = Post.objects.undelivered().filter(topic__in=topics).select_for_update(skip_locked=True)
    if pks := [row.pk for row in posts.only("pk")]:
        Post.objects.filter(pk__in=pks).delete()


def take_back(topic, *, since):
    """What a topic's notices tell of since that moment was undone: no mail, and nothing unread on the bell."""
    withdraw(topic)
    Notice.objects.unread().filter(topic=topic, created_at__gte=since - timedelta(seconds=5)).update(
        read_at=timezone.now()
    )


def withdraw_from(person, *, url):
    """Mails to one person that lead to this address and have not gone out are not sent: it is not theirs now."""
    waiting = Notice.objects.may_still_be_mailed().filter(recipient=person, url=url)
    waiting = waiting.select_for_update(skip_locked=True, no_key=True)
    if pks := [notice.pk for notice in waiting.only("pk")]:
        Notice.objects.filter(pk__in=pks).update(withdrawn_at=timezone.now())


def put_off_until_back(notices, absences, now):
    """Nobody is mailed while they are away: what they were told meanwhile is one daily mail on their first day back.

    `notices` are those of people with an entry in `absences` ({person's pk: Absence}).
    """
    calendars = calendars_of({notice.recipient for notice in notices}) if notices else {}
    for notice in notices:
        absence, person = absences[notice.recipient_id], notice.recipient
        back = datetime.combine(absence.back_on, time.min, ZoneInfo(person.time_zone))
        notice.daily = True
        notice.next_attempt_at = next_at_hour(back - timedelta(seconds=1), person.digest_hour, calendars[person.pk])
    Notice.objects.bulk_update(notices, ["daily", "next_attempt_at"], batch_size=500)


def bring_forward(person):
    """Somebody is back, perhaps early: what waited for that comes with their next daily mail."""
    now = timezone.now()
    soon = next_at_hour(now, person.digest_hour, calendars_of([person])[person.pk])
    waiting = Notice.objects.visible_to(person).undelivered().filter(bundle=None, daily=True)
    waiting.filter(next_attempt_at__gt=soon).update(next_attempt_at=soon)


def reword(keys, *, body):
    """Take back the notices with these keys: the bell shows `body` instead, and no mail goes out that has not gone yet.

    Rare enough to look through the whole table: no index serves it.
    """
    notices = Notice.objects.filter(key__in=keys)
    waiting = notices.may_still_be_mailed().select_for_update(skip_locked=True, no_key=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting.only("pk")]).update(withdrawn_at=timezone.now())
    notices.update(body=body)


def mark_read(notices):
    """Note that their person has read them. Read a second time, the first moment stays."""
    notices.unread().update(read_at=timezone.now())


def mark_all_read(person, *, show=""):
    """Note that a person has read every notice that is still unread; with `show` those that such a list shows."""
    Notice.objects.visible_to(person).shown(show).unread().update(read_at=timezone.now())


def try_again(notices):
    """Put parked mails back in the queue, with all their attempts; returns how many."""
    return notices.parked().update(parked_at=None, attempts=0, next_attempt_at=timezone.now())
