"""A person's calendar for their own calendar program: what they hold, by when, and their contracts' last dates to act.

The secret in the address is the only key (a calendar program does not sign in), so the page says little: references,
titles and days. It shows what the person may see at the moment of asking.
"""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from common import sight
from contracts.models import Contract
from people.models import FeedToken
from reviews.models import Wait

SHOWN = 500


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
    for contract in _contracts_of(person):
        calendar.add_component(_of_contract(contract))
    return calendar


def _waits_of(person):
    """What the person holds now, soonest due first. Index: wait_queue_of_person."""
    held = Wait.objects.visible_to(person).running().filter(person=person)
    return held.select_related("review").order_by("due_at", "pk")[:SHOWN]


def _contracts_of(person):
    """The person's contracts whose last date to action is still to come."""
    own = sight.narrowed(Contract.objects.filter(owner=person), person)
    ending = own.filter(ends_on__gte=timezone.localdate()).order_by("ends_on", "pk")[:SHOWN]
    return [contract for contract in ending if contract.last_date_to_action >= timezone.localdate()]


def _of_wait(wait):
    path = wait.review.get_absolute_url()
    event = _event(f"wait-{wait.pk}", f"Due: {wait.review}", wait.opened_at, path)
    event.add("dtstart", wait.due_at)
    event.add("dtend", wait.due_at)
    return event


def _of_contract(contract):
    path = reverse("vendors:vendor_detail", args=[contract.vendor_id])
    signed = timezone.datetime.combine(contract.signed_on, timezone.datetime.min.time(), timezone.get_fixed_timezone(0))
    event = _event(f"contract-{contract.pk}", f"Last date to act: {contract.title}", signed, path)
    event.add("dtstart", contract.last_date_to_action)
    event.add("dtend", contract.last_date_to_action + timedelta(days=1))
    return event


def _event(uid, summary, stamp, path):
    """`stamp` is fixed for each row, so that what has not changed reads the same, byte by byte."""
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    event.add("url", f"{settings.SITE_URL}{path}")
    return event
