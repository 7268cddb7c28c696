"""Contracts on which somebody must act before the next meeting but one."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import day_in_words
from contracts.models import Contract, State


def to_act_on(first: date, last: date) -> Iterator[tuple[date, Contract]]:
    """(last date to act, contract) of those whose date is in these days, soonest first.

    The one place that knows where `contracts` keeps this date.
    """
    due = Contract.objects.filter(act_by__range=(first, last)).exclude(state=State.ENDED)
    yield from ((row.act_by, row) for row in due.select_related("vendor").order_by("act_by", "pk")[:SHOWN])


def renewals(occasion: Occasion) -> list[Draft]:
    today, horizon = timezone.localdate(occasion.now), timezone.localdate(occasion.next_but_one)
    return [_draft(day, contract) for day, contract in list(to_act_on(today, horizon))[:SHOWN]]


def _draft(day, contract):
    then = "renews by itself" if contract.next_ends_on else "goes on without an end"
    what = f"{contract.vendor}: {then}, act by {day_in_words(day)}"
    return Draft(Group.RENEWALS, f"contract-{contract.pk}-{day}", contract.title, what, {"contract": contract})
