"""Telling people. A notice is a row written with the change that causes it; notices.tasks mails it afterwards."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.utils import timezone

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
    """What is told, before it is a row for each person. See `notify`."""

    key: str
    kind: NoticeKind
    title: str
    body: str
    url: str
    mail: bool = True
    topic: str = ""
    pace: Pace = Pace.USUAL
    privileged: bool = False

    @property
    def is_mandatory(self):
        return self.kind in MANDATORY or self.pace == Pace.URGENT

    @property
    def keeps_hours(self):
        return self.kind in IN_WORKING_HOURS


def notify(recipients, **message):
    """Tell each active person once: a second call with the same key changes nothing.

    Give key, kind, title, body and url, a path on this site (`get_absolute_url()` or `reverse()`); if need be
    mail=False (the bell only), topic (for `withdraw`), pace, privileged. Call it inside the transaction of the change.
    People who can no longer sign in are skipped.
    """
    message = Message(**message)
    post([(person, message) for person in recipients])


def post(letters):
    """Write many notices at once: `letters` are (person, Message). A fixed number of queries, however many."""
    letters = [(person, message) for person, message in letters if person.is_active]
    now = timezone.now()
    moments = Moments(now, letters)
    Notice.objects.bulk_create(
        [_row(person, message, moments.delivery(person, message), moments, now) for person, message in letters],
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
    )


class Moments:
    """When each letter may be mailed. What nobody asks for is not read from the database."""

    def __init__(self, now, letters):
        self.now = now
        choosing = {person for person, message in letters if message.mail and not message.is_mandatory}
        self.choices = choices_of(choosing) if choosing else {}
        waiting = {person for person, message in letters if message.mail and self._waits(person, message)}
        self.calendars = calendars_of(waiting) if waiting else {}

    def delivery(self, person, message):
        if message.is_mandatory:
            return Delivery.AT_ONCE
        chosen = self.choices.get((person.pk, message.kind)) or USUAL.get(message.kind, Delivery.AT_ONCE)
        if message.pace == Pace.DAILY and chosen == Delivery.AT_ONCE:
            return Delivery.DAILY
        return Delivery(chosen)

    def first_attempt(self, person, message, delivery):
        if delivery == Delivery.DAILY:
            return next_at_hour(self.now, person.digest_hour, self.calendars[person.pk])
        if message.keeps_hours:
            return next_working_moment(self.now, self.calendars[person.pk])
        return self.now

    def _waits(self, person, message):
        return message.keeps_hours or self.delivery(person, message) == Delivery.DAILY


def choices_of(people):
    """{(person's pk, kind): delivery} of those who chose something."""
    chosen = NoticePreference.objects.filter(person__in=[person.pk for person in people])
    return {(person, kind): delivery for person, kind, delivery in chosen.values_list("person", "kind", "delivery")}


def withdraw(topic):
    """What the topic's mails and posts were for is settled: those that are not under way already are not sent any more.

    One that is being sent at this very moment is left alone: nobody waits here for a slow server.
    """
    waiting = Notice.objects.may_still_be_mailed().filter(topic=topic).select_for_update(skip_locked=True, no_key=True)
    if pks := [notice.pk for notice in waiting.only("pk")]:
        Notice.objects.filter(pk__in=pks).update(withdrawn_at=timezone.now())
    posts = Post.objects.undelivered().filter(topic=topic).select_for_update(skip_locked=True)
    if pks := [each.pk for each in posts.only("pk")]:
        Post.objects.filter(pk__in=pks).delete()


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
    """What was told is taken back: other words stand in the bell, and no mail goes out that has not gone yet.

    Rare enough to look through the whole table: no index serves it.
    """
    told = Notice.objects.filter(key__in=keys)
    waiting = told.may_still_be_mailed().select_for_update(skip_locked=True, no_key=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting.only("pk")]).update(withdrawn_at=timezone.now())
    told.update(body=body)


def mark_read(notice):
    """The moment of the first reading stays."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())


def mark_all_read(person):
    Notice.objects.visible_to(person).unread().update(read_at=timezone.now())


def try_again(notices):
    """Put parked mails back in the queue, with all their attempts; returns how many."""
    return notices.parked().update(parked_at=None, attempts=0, next_attempt_at=timezone.now())
