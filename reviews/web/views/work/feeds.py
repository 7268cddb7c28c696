"""A person's calendar for their own calendar program: what they hold, by when, their contracts' last dates to act,
and what they see to under contracts.

The secret in the address is the only key (a calendar program does not sign in), so the page says little: references,
titles and days. It shows what the person may see at the moment of asking.
"""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.text import slugify
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from common import sight
from contracts.models import Contract, ObligationDate, State
from people.models import FeedToken
from reviews.models import Wait

SHOWN = 500
SHOWN_AS = timedelta(minutes=30)
"""A target is a moment; calendars show what has a length, and so it ends with the target."""


@login_not_required
@require_GET
def calendar(request, token):
    person = FeedToken.person_of(token)
    if person is None:
        raise Http404
    body = calendar_of(person).to_ical()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response)


def calendar_of(person):
    calendar = Calendar()
    calendar.add("prodid", "-//Duet//Target dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Duet")
    for wait in _waits_of(person):
        calendar.add_component(_of_wait(wait))
    for contract, what, day in _days_of(person):
        calendar.add_component(_of_day(contract, what, day))
    for row in _owed_by(person):
        calendar.add_component(_of_obligation(row))
    return calendar


def _waits_of(person):
    """What the person holds now, soonest due first. Index: wait_queue_of_person."""
    held = Wait.objects.visible_to(person).running().filter(person=person)
    return held.select_related("review").order_by("due_at", "pk")[:SHOWN]


def _days_of(person):
    """[(contract, what, day)] of the contracts that they own or stand in for: each day until it is over where they
    are. A contract is worked out anew, so that one that has renewed shows its next dates. Index: contract_by_owner."""
    today = timezone.localdate(timezone=ZoneInfo(person.time_zone))
    own = Contract.objects.filter(Q(owner=person) | Q(backup_owner=person)).exclude(state=State.ENDED)
    contracts = sight.narrowed(own, person).worked_out_from().order_by("-pk")[:SHOWN]
    days = [(contract, *named) for contract in contracts for named in _days_in(contract)]
    return sorted((named for named in days if named[2] >= today), key=lambda named: (named[2], named[0].pk))


def _owed_by(person):
    """What they see to under contracts and is still open, overdue or not, the soonest first. Indexes: those of the keys
    of Obligation."""
    dates = ObligationDate.objects.open().visible_to(person).held_by(person)
    return dates.select_related("obligation__contract").order_by("due_on", "pk")[:SHOWN]


def _days_in(contract):
    contract.work_out()
    days = {
        "Decide by": contract.decide_by if contract.decide_by != contract.act_by else None,
        "Last date to act": contract.act_by,
        "Prepare by": contract.prepare_by,
        "Term ends": contract.term_ends_on,
    }
    return [(what, day) for what, day in days.items() if day]


def _of_wait(wait):
    path = wait.review.get_absolute_url()
    event = _event(f"wait-{wait.pk}", f"Due: {wait.review}", wait.opened_at, path)
    event.add("dtstart", wait.due_at - SHOWN_AS)
    event.add("dtend", wait.due_at)
    return event


def _of_day(contract, what, day):
    path = contract.get_absolute_url()
    signed = timezone.datetime.combine(contract.signed_on, timezone.datetime.min.time(), timezone.get_fixed_timezone(0))
    event = _event(f"contract-{contract.pk}-{slugify(what)}-{day}", f"{what}: {contract.title}", signed, path)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _of_obligation(row):
    obligation = row.obligation
    event = _event(
        f"obligation-{obligation.pk}-{row.due_on}",
        f"Due: {obligation.title} ({obligation.contract.title})",
        obligation.added_at,
        obligation.get_absolute_url(),
    )
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    return event


def _event(uid, summary, stamp, path):
    """`stamp` is fixed for each row, so that what has not changed reads the same, byte by byte."""
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    event.add("url", f"{settings.SITE_URL}{path}")
    return event
