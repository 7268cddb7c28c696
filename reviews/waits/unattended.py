"""Open waits that nobody who is there can move: their holder is away or has left and nobody stands in, or everybody
at the desk is away. A fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from common.paging import first_of
from common.words import day_in_words
from people.absences import Away
from people.models import Membership, Team, User
from reviews.models import Holder, Wait

MOST_BATCHES = 10
"""So many times what is shown is looked through, should most of it turn out to be in somebody's hands."""


@dataclass(frozen=True)
class Unattended:
    """One such wait, and why, as a sentence without content: admins may read it."""

    wait: Wait
    sentence: str


def unattended_waits(*, limit):
    """The longest due first. Of waits that may be such, so many are read at once as are shown; few are wrong.

    Indexes: wait_queue_of_person, wait_unclaimed_of_desk.
    """
    away, unattended, place = Away(), [], 0
    candidates = first_of(_candidates(away), ["due_at", "pk"], limit * MOST_BATCHES)
    waits = Wait.objects.filter(pk__in=candidates).select_related("review", "person", "desk").order_by("due_at", "pk")
    while place < limit * MOST_BATCHES and len(unattended) < limit:
        batch = list(waits[place : place + limit])
        unattended += [Unattended(wait, sentence) for wait in batch if (sentence := _why(wait, away))]
        if len(batch) < limit:
            break
        place += limit
    return unattended[:limit]


def _candidates(away):
    """[waits of one who is not there, or of a desk where nobody is]: an OR over all would use no index."""
    nobody, no_lead = _desks_without(away)
    gone = User.objects.filter(is_active=False).values_list("pk", flat=True)
    running = Wait.objects.running()
    in_hands = running.filter(holder=Holder.PERSON, person__in=[*away.absences, *gone])
    lying = [running.filter(desk=desk, person=None) for desk in nobody]
    no_lead = [running.filter(desk=desk, person=None, leads_only=True) for desk in set(no_lead) - set(nobody)]
    return [in_hands, *lying, *no_lead]


def holders_away():
    """[(person, last day away, how much they hold)] where nobody stands in for them at the desk of what they hold."""
    away, numbers = Away(), Counter()
    waits = Wait.objects.open().filter(holder=Holder.PERSON, person__in=list(away.absences), desk__isnull=False)
    waits = waits.filter(review__walled_at=None)  # a number that leads read, whoever they are
    grouped = waits.order_by().values_list("person", "desk", "review__requester").annotate(number=Count("pk"))
    for person, desk, requester, number in grouped:
        if away.stand_in(away.absences[person].person, desk_id=desk, but_not=requester) is None:
            numbers[person] += number
    rows = [(away.absences[pk].person, away.absences[pk].ends_on, number) for pk, number in numbers.items()]
    return sorted(rows, key=lambda row: row[0].name)


def _why(wait, away):
    """The sentence; empty where somebody stands in after all."""
    person = wait.person
    if person is None:
        return f"lies with {wait.desk}, where {'no lead' if wait.leads_only else 'nobody'} is there."
    if not person.is_active:
        return f"is with {person}, who has left."
    if wait.desk_id and away.stand_in(person, desk_id=wait.desk_id, but_not=wait.review.requester_id):
        return ""
    return f"is with {person}, away until {day_in_words(away.absence_of(person).ends_on)}, and nobody stands in."


def _desks_without(away):
    """(desks where nobody is there, desks where no lead is), as pks; whoever has a delegate there counts as there."""
    people, leads = defaultdict(bool), defaultdict(bool)
    for seat in Membership.objects.filter(user__is_active=True).select_related("user"):
        if away.absence_of(seat.user) is None or away.stand_in(seat.user, desk_id=seat.team_id):
            people[seat.team_id] = True
            leads[seat.team_id] |= seat.is_lead
    desks = list(Team.objects.values_list("pk", flat=True))
    return [desk for desk in desks if not people[desk]], [desk for desk in desks if not leads[desk]]
