"""Steps of people who go away, and of those who stand in for them."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from people.models import Absence
from reviews.absences import actions as absence_actions
from reviews.absences import delegation
from reviews.models import Wait
from tests.reviews.walks.base import Base, actors, numbers, pick, step


class AbsenceSteps(Base):
    @step(who=actors, delegate=actors, actor=actors, first=st.integers(0, 3), days=st.integers(0, 20))
    def plan_absence(self, who, delegate, actor, first, days):
        person = self.actor(who, self.reviewers())
        colleagues = [each for each in self.reviewers() if any(map(each.is_on, person.teams)) and each != person]
        by, stand_in = self.actor(actor, [person]), self.actor(delegate, colleagues)
        starts_on = timezone.localdate() + timedelta(days=first)
        ends_on = starts_on + timedelta(days=days)
        self.attempt(
            "plan_absence",
            lambda: absence_actions.plan_absence(
                person, starts_on=starts_on, ends_on=ends_on, delegate=stand_in, by=by
            ),
        )

    @step(number=numbers, actor=actors, now=st.booleans())
    def offer_waits(self, number, actor, now):
        if absence := self._absence(number):
            by, held = self.actor(actor, [absence.person]), list(Wait.objects.in_hands_of(absence.person))
            when = {"now": held} if now else {"at_start": held}
            self.attempt("offer_waits", lambda: absence_actions.offer_waits(absence, **when, by=by))

    @step(number=numbers, actor=actors)
    def end_absence(self, number, actor):
        if absence := self._absence(number):
            by = self.actor(actor, [absence.person])
            self.attempt("end_absence", lambda: absence_actions.end_absence(absence, by=by))

    @step(number=numbers, actor=actors)
    def cancel_absence(self, number, actor):
        if absence := self._absence(number):
            by = self.actor(actor, [absence.person])
            self.attempt("cancel_absence", lambda: absence_actions.cancel_absence(absence, by=by))

    @step(number=numbers, actor=actors)
    def take_back(self, number, actor):
        """The one who was away, or the delegate, moves a wait back."""
        if wait := pick(self.review.waits.open().exclude(on_behalf_of=None).select_related("on_behalf_of"), number):
            by = self.actor(actor, [wait.on_behalf_of, wait.person])
            self.attempt("take_back", lambda: delegation.take_back(wait, by=by))

    def _absence(self, number):
        return pick(Absence.objects.filter(cancelled_at=None, finished_at=None).select_related("person"), number)
