"""Contracts on which somebody must act before the next meeting but one."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import day_in_words
from contracts.models import Contract
from contracts.words import in_short


def to_act_on(first: date, last: date) -> Iterable[Contract]:
    """Those whose last date to act is in these days, soonest first. Index: contract_by_act_by."""
    return Contract.objects.for_rows().filter(act_by__range=(first, last)).order_by("act_by", "pk")


def renewals(occasion: Occasion) -> list[Draft]:
    today, horizon = timezone.localdate(occasion.now), timezone.localdate(occasion.next_but_one)
    return [_draft(contract) for contract in to_act_on(today, horizon)[:SHOWN]]


def _draft(contract):
    day = contract.act_by
    what = f"{contract.vendor}: {in_short(contract, contract.answer)}, act by {day_in_words(day)}"
    return Draft(Group.RENEWALS, f"contract-{contract.pk}-{day}", contract.title, what, {"contract": contract})
