"""Contracts on which somebody must act before the next meeting but one."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import day_in_words
from contracts.models import Contract


def to_act_on(first: date, last: date) -> Iterator[tuple[date, Contract]]:
    """(last date to act, contract) of those whose date is in these days, soonest first.

    The one place that knows where `contracts` keeps this date.
    """
    ending = Contract.objects.filter(ends_on__gte=first).select_related("vendor").order_by("ends_on", "pk")
    dated = [(row.last_date_to_action, row) for row in ending.iterator(chunk_size=500) if row.last_date_to_action]
    yield from sorted(
        ((day, row) for day, row in dated if first <= day <= last), key=lambda pair: (pair[0], pair[1].pk)
    )


def renewals(occasion: Occasion) -> list[Draft]:
    today, horizon = timezone.localdate(occasion.now), timezone.localdate(occasion.next_but_one)
    return [_draft(day, contract) for day, contract in list(to_act_on(today, horizon))[:SHOWN]]


def _draft(day, contract):
    then = "renews by itself" if contract.renews_automatically else "ends"
    what = f"{contract.vendor}: {then}, act by {day_in_words(day)}"
    return Draft(Group.RENEWALS, f"contract-{contract.pk}-{day}", contract.title, what, {"contract": contract})
