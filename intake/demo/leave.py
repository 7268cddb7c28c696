"""Who is away at the demo company: one lead today, with somebody in their place, and one colleague next week."""

from datetime import timedelta

from django.utils import timezone

from people.models import User
from reviews.absences import actions as absence_actions
from reviews.models import Wait

TODAY = timezone.localdate()


def plan_leave(people):
    """A story like the others (intake.demo.clock.play): two days ago two people say that they will be away."""
    jonas, clara, ivo, ben = (User.objects.get(pk=people[name].pk) for name in ("jonas", "counsel", "ivo", "buyer"))
    absence_actions.plan_absence(
        jonas,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=8),
        delegate=clara,
        reason="Moving house",
        by=jonas,
    )
    next_week = TODAY + timedelta(days=6)
    absence = absence_actions.plan_absence(
        ivo, starts_on=next_week, ends_on=next_week + timedelta(days=11), delegate=ben, reason="Holiday", by=ivo
    )
    waits = Wait.objects.in_hands_of(ivo).exclude(review__requester=ben).select_related("review", "desk")
    absence_actions.offer_waits(absence, at_start=[wait for wait in waits if ben.is_on(wait.desk)], by=ivo)
    yield 0
