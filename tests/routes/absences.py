"""The addresses of absences: everybody has their own, leads have those of their desks, nobody else knows of any."""

from datetime import timedelta

from reviews.absences import actions as absence_actions
from reviews.models import Delegation
from tests.routes import Route
from tests.routes.reviews import claimed


def days(case):
    return {"starts_on": case.today + timedelta(days=30), "ends_on": case.today + timedelta(days=34)}


def planned(case, starting=7):
    """The buyer goes away and leaves what they hold with the lead."""
    [wait] = claimed(case)
    first = case.today + timedelta(days=starting)
    buyer, lead = case.people["buyer"], case.people["lead"]
    absence = absence_actions.plan_absence(
        buyer, starts_on=first, ends_on=first + timedelta(days=4), delegate=lead, reason="Rest", by=buyer
    )
    waits = list(case.review.waits.filter(pk=wait))
    absence_actions.offer_waits(absence, at_start=waits, by=buyer)
    return [absence.pk]


def running(case):
    return planned(case, starting=0)


def agreed(case):
    return [Delegation.objects.get(absence=planned(case)[0]).pk]


def held_for_the_buyer(case):
    delegation = Delegation.objects.get(absence=running(case)[0])
    absence_actions.begin_absence(delegation.absence)
    return [delegation.wait_id]


def keeps_it(case):
    return {f"wait-{Delegation.objects.get().wait_id}": "stays"}


ROUTES = {
    "absences:absence_list": Route(),
    "absences:plan": Route(data=days),
    "absences:absence": Route(given=planned),
    "absences:change": Route(given=planned, data=days),
    "absences:offer": Route(given=planned, data=keeps_it),
    "absences:end": Route(given=running),
    "absences:cancel": Route(given=planned),
    "absences:decline": Route(given=agreed),
    "absences:take_back": Route(given=held_for_the_buyer),
}
