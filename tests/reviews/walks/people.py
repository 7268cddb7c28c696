"""Steps of people who lose and get seats, leave and come back; and the ways out of what nobody can do then."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from people.models import Membership, Team, User
from reviews.absences.actions import plan_absence
from reviews.models import Purpose
from reviews.rounds.requesters import change_requester
from reviews.tasks.unheld import look_for_unheld
from reviews.unheld import actions as unheld_actions
from reviews.walls import actions as walls
from reviews.walls.policies import nameable
from tests.reviews.walks.base import Base, actors, numbers, pick, step, texts
from tests.reviews.walks.waits import desks


class PeopleSteps(Base):
    @step(number=numbers)
    def lose_seat(self, number):
        if seat := pick(Membership.objects.order_by("pk"), number):
            self.attempt("lose_seat", seat.delete)

    @step(number=numbers)
    def lose_lead(self, number):
        if seat := pick(Membership.objects.filter(is_lead=True).order_by("pk"), number):
            self.attempt("lose_lead", lambda: Membership.objects.filter(pk=seat.pk).update(is_lead=False))

    @step(who=actors, to=desks, is_lead=st.booleans())
    def get_seat(self, who, to, is_lead):
        person, desk = self.actor(who, self.reviewers()), Team.objects.get(slug=to)
        self.attempt(
            "get_seat",
            lambda: Membership.objects.update_or_create(team=desk, user=person, defaults={"is_lead": is_lead}),
        )

    @step(number=numbers, other=numbers, is_stood_in_for=st.booleans())
    def go_away(self, number, other, is_stood_in_for):
        """From today on, with or without a colleague who stands in."""
        if seat := pick(Membership.objects.filter(user__is_active=True).select_related("user", "team"), number):
            colleagues = seat.team.members().exclude(pk=seat.user_id).order_by("pk")
            delegate = pick(colleagues, other) if is_stood_in_for else None
            today = timezone.localdate()
            days = {"starts_on": today, "ends_on": today + timedelta(days=5)}
            self.attempt("go_away", lambda: plan_absence(seat.user, **days, delegate=delegate, by=seat.user))

    @step(who=actors)
    def leave(self, who):
        person = self.actor(who, [self.review.requester, *self.leads()])
        person.is_active = False
        self.attempt("leave", person.save)

    @step(number=numbers)
    def come_back(self, number):
        if person := pick(User.objects.filter(is_active=False).order_by("pk"), number):
            person.is_active = True
            self.attempt("come_back", person.save)

    @step(actor=actors, to=actors, reason=texts)
    def change_requester(self, actor, to, reason):
        by, person = self.actor(actor, self.leads()), self.actor(to, [])
        self.attempt("change_requester", lambda: change_requester(self.review, person=person, reason=reason, by=by))

    @step(number=numbers, actor=actors, to=actors, reason=texts)
    def name_approver(self, number, actor, to, reason):
        if wait := self.wait(number, Purpose.APPROVAL):
            by, person = self.actor(actor, self.leads()), self.actor(to, self.reviewers())
            self.attempt(
                "name_approver",
                lambda: unheld_actions.name_approver(wait.approval, person=person, reason=reason, by=by),
            )

    @step(number=numbers, actor=actors, to=actors, reason=texts)
    def name_settler(self, number, actor, to, reason):
        if wait := self.wait(number, Purpose.ESCALATION, Purpose.DISAGREEMENT):
            by, person = self.actor(actor, self.leads()), self.actor(to, self.reviewers())
            self.attempt("name_settler", lambda: unheld_actions.name_settler(wait, person=person, reason=reason, by=by))

    @step(number=numbers, actor=actors, to=desks, reason=texts)
    def hand_on(self, number, actor, to, reason):
        if wait := self.wait(number):
            by, desk = self.actor(actor, self.leads()), Team.objects.get(slug=to)
            self.attempt("hand_on", lambda: unheld_actions.hand_on(wait, desk=desk, reason=reason, by=by))

    @step(actor=actors, number=numbers, others=st.integers(1, 3))
    def raise_wall(self, actor, number, others):
        """Around a few of those who could be named."""
        by = self.actor(actor, self.leads())
        people = list(nameable(self.review).order_by("pk"))
        chosen = {people[(number + n) % len(people)] for n in range(others + 1)} if people else set()
        self.attempt("raise_wall", lambda: walls.wall(self.review, chosen, by=by))

    @step(number=numbers)
    def leave_from_inside(self, number):
        """One of those for whom a walled review exists."""
        if named := pick(self.review.named_people.filter(person__is_active=True).select_related("person"), number):
            named.person.is_active = False
            self.attempt("leave_from_inside", named.person.save)

    @step(actor=actors, to=actors, reason=texts)
    def let_in(self, actor, to, reason):
        outside = [person for person in self.company.people.values() if person.is_admin or person.teams_led]
        by, person = self.actor(actor, outside), self.actor(to, self.leads())
        self.attempt("let_in", lambda: unheld_actions.let_in(self.review, person=person, reason=reason, by=by))

    @step(number=numbers)
    def look_for_unheld(self, number):
        self.attempt("look_for_unheld", look_for_unheld)
