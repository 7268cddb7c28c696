"""Decides which notices go out alone and which share a mail. What was decided stays, so that a mail that is sent twice,
because a process was killed, is the same mail with the same Message-ID."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.business_time import next_at_hour
from common.locks import Work, is_sole
from notices.actions import put_off_until_back
from notices.models import Bundle, Notice
from people.absences import Away
from people.hours import calendars_of, morning_after

TOGETHER_FROM = 4
"""So many mails at once to one person become one mail: a bulk change does not fill a mailbox."""

REMINDERS_TOGETHER_FROM = 2
"""What the clock started is no answer to anybody: a morning brings one mail of it."""

BATCH = 5000


def sort_due():
    """Sort everything that is due. One process at a time: a second one goes straight on to sending."""
    while _sort_batch():
        pass


@transaction.atomic
def _sort_batch():
    """Whether there may be more. A notice is added only to a bundle made here and now: nobody has sent that yet."""
    if not is_sole(Work.SORTING_MAILS):
        return False
    now = timezone.now()
    notices = list(
        Notice.objects.due(now)
        .unsorted()
        .select_related("recipient")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))[:BATCH]
    )
    by_person, daily = defaultdict(list), defaultdict(list)
    for notice in _awake(_without_absent(notices, now), now):
        (daily if notice.daily else by_person)[notice.recipient].append(notice)
    _sort_at_once(by_person, now)
    if daily:
        _sort_daily(daily, now)
    return len(notices) == BATCH


def _without_absent(notices, now):
    """Without those whose reader is away: these wait for the day that brings them back."""
    away = Away(now).absences if notices else {}
    put_off_until_back([notice for notice in notices if notice.recipient_id in away], away, now)
    return [notice for notice in notices if notice.recipient_id not in away]


def _awake(notices, now):
    """Those whose reader may be written to now. After a night without us, the others wait for their morning."""
    keeping = [notice for notice in notices if notice.keeps_hours]
    calendars = calendars_of({notice.recipient for notice in keeping}) if keeping else {}
    asleep = []
    for notice in keeping:
        if later := morning_after(notice, now, calendars[notice.recipient_id]):
            notice.next_attempt_at = later
            asleep.append(notice)
    Notice.objects.bulk_update(asleep, ["next_attempt_at"], batch_size=500)
    return [notice for notice in notices if notice.next_attempt_at <= now]


def _sort_at_once(by_person, now):
    """One mail a person and page: who is asked twice by one event, for two desks say, reads both in one mail."""
    alone = []
    for person, notices in by_person.items():
        for mail in _mails_of(notices):
            if len(mail) == 1:
                alone += mail
            else:
                _put_into(Bundle.objects.create(recipient=person, created_at=now, next_attempt_at=now), mail)
    Notice.objects.filter(pk__in=[notice.pk for notice in alone]).update(is_sorted=True)


def _mails_of(notices):
    """[[Notice]], one list a mail: by page, where these are few; reminders of several pages are one."""
    pages = _by_page(notices)
    if len(pages) >= TOGETHER_FROM:
        return [notices]
    reminders = [page for page in pages if all(notice.keeps_hours for notice in page)]
    if len(reminders) < REMINDERS_TOGETHER_FROM:
        return pages
    return [*(page for page in pages if page not in reminders), [notice for page in reminders for notice in page]]


def _by_page(notices):
    pages = defaultdict(list)
    for notice in notices:
        pages[notice.page].append(notice)
    return list(pages.values())


def _sort_daily(daily, now):
    """One mail a person and day. What comes after it was made waits for tomorrow's."""
    today = {person: now.astimezone(ZoneInfo(person.time_zone)).date() for person in daily}
    mailed_today = set(Bundle.objects.filter(_any_of(today)).values_list("recipient", flat=True))
    calendars = calendars_of(daily)
    for person, notices in daily.items():
        if person.pk in mailed_today:
            tomorrow = next_at_hour(now, person.digest_hour, calendars[person.pk])
            Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(next_attempt_at=tomorrow)
        else:
            bundle = Bundle(recipient=person, day=today[person], created_at=now, next_attempt_at=now)
            bundle.save()
            _put_into(bundle, notices)


def _put_into(bundle, notices):
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(is_sorted=True, bundle=bundle)


def _any_of(days):
    """The daily mails of these people on these days of theirs."""
    days_of_people = Q(pk__in=[])
    for person, day in days.items():
        days_of_people |= Q(recipient=person, day=day)
    return days_of_people
