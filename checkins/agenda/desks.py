"""Desks that nobody sits on today, and people who hold much more than their colleagues."""

from collections import defaultdict

from django.db.models import Count

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import counted
from people.absences import Away
from people.models import Team
from reviews.models import Holder, Wait

MUCH = 8
TIMES_AS_MUCH = 2


def desks(occasion: Occasion) -> list[Draft]:
    """Empty desks with open work; overloaded people, for leads alone. Index: wait_load_of_desk."""
    held = _held()
    away = Away(occasion.now)
    drafts = []
    for desk in Team.objects.in_use().prefetch_related("memberships__user"):
        waiting = sum(held[desk.pk].values())
        people = [seat.user for seat in desk.memberships.all() if seat.user.is_active]
        there = [person for person in people if away.absence_of(person) is None]
        if waiting and not there:
            drafts.append(_empty(occasion, desk, waiting))
        drafts += _overloaded(occasion, desk, there, held[desk.pk])
    return drafts[:SHOWN]


def _held():
    """{desk's pk: {person's pk, or None for what nobody has taken: how many waits run}}."""
    held = defaultdict(dict)
    rows = Wait.objects.running().filter(desk__isnull=False, holder__in=[Holder.DESK, Holder.PERSON]).order_by()
    for desk, person, number in rows.values_list("desk", "person").annotate(number=Count("pk")):
        held[desk][person] = number
    return held


def _empty(occasion, desk, waiting):
    what = f"nobody is there, {counted(waiting, 'thing')} wait{'s' if waiting == 1 else ''}"
    return Draft(Group.DESKS, f"desk-{desk.pk}-at-{occasion.meeting.number}", desk.name, what, {"desk": desk})


def _overloaded(occasion, desk, people, held):
    numbers = sorted(held.get(person.pk, 0) for person in people)
    usual = numbers[(len(numbers) - 1) // 2] if len(numbers) > 1 else MUCH // TIMES_AS_MUCH
    for person in people:
        number = held.get(person.pk, 0)
        if number >= MUCH and number >= TIMES_AS_MUCH * usual:
            key = f"load-{desk.pk}-{person.pk}-at-{occasion.meeting.number}"
            what = f"holds {number}, colleagues usually {usual}"
            yield Draft(Group.DESKS, key, person.name, what, {"desk": desk}, for_leads=True)
