"""What every step of a walk needs: who acts, on what, and how a try is judged.

A number chooses who acts: below `FIT` somebody whose work it is, above it anybody in the company.
"""

from collections import Counter
from datetime import UTC, datetime

import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from common.models import Event
from intake import actions as intake_actions
from people.models import User
from reviews.facts import differences
from reviews.models import Holder, Review, Slot
from tests.reviews.walks.company import REQUESTERS
from tests.reviews.walks.forbidden import what_is_forbidden

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FIT = 20

actors = st.integers(0, 3 * FIT // 2)
numbers = st.integers(0, 60)
texts = st.sampled_from(["", *3 * ["Because of the term."]])


def step(**strategies):
    """Marks a step of a walk; `strategies` give its arguments."""

    def mark(take):
        take.strategies = strategies
        return take

    return mark


class Base(RuleBasedStateMachine):
    """Set `company` before it runs. `done` and `refused` count the tries of each verb, over all walks."""

    company = None
    done, refused = Counter(), Counter()

    def __init__(self):
        super().__init__()
        self.is_sound = False  # something was done, and the last step led to nothing forbidden
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.time = self.clock.start()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        if self.is_sound:
            assert differences(self.review) == []
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.clock.stop()

    @initialize(who=st.sampled_from(REQUESTERS))
    def hand_in(self, who):
        draft = self.company.drafts[who]
        draft.refresh_from_db()
        self.review_pk = intake_actions.submit(draft, by=self.company.people[who]).pk

    def attempt(self, verb, act):
        """Do it, and look whether it led to a forbidden state. A refusal is a good answer, if it leaves no trace."""
        self.is_sound = False
        lines = Event.objects.count()
        try:
            with transaction.atomic():
                act()
                connection.check_constraints()  # what the database asks when a transaction ends
        except (PermissionDenied, ValidationError) as refusal:
            self.refused[verb] += 1
            assert Event.objects.count() == lines, f"{verb} was refused ({refusal}) and left a line in the log"
        else:
            self.done[verb] += 1
            self.look_for_what_is_forbidden()
        self.is_sound = True

    def look_for_what_is_forbidden(self):
        found = what_is_forbidden(self.review)
        assert not found, f"Forbidden: {found}"

    # --- on what ------------------------------------------------------------------------------------

    @property
    def review(self):
        return Review.objects.get(pk=self.review_pk)

    def wait(self, number, *purposes):
        waits = self.review.waits.open().select_related("desk", "person", "review")
        return pick(waits.filter(purpose__in=purposes) if purposes else waits, number)

    def term(self, number):
        return pick(self.review.terms.select_related("desk", "second_desk", "review"), number)

    # --- who ----------------------------------------------------------------------------------------

    def actor(self, number, fit):
        """Somebody of `fit` (people), or anybody; read anew, as a request would."""
        anybody = list(self.company.people.values())
        chosen = pick(list(fit), number) if number < FIT else None
        return User.objects.get(pk=(chosen or anybody[number % len(anybody)]).pk)

    def reviewers(self):
        return [person for person in self.company.people.values() if person.is_reviewer]

    def leads(self):
        return [person for person in self.company.people.values() if person.teams_led]

    def contacts(self):
        """Whoever talks to the vendor."""
        contact = self.review.responsible(Slot.VENDOR_CONTACT)
        return [contact.person] if contact.person else contact.desk.members()


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def people_of(wait):
    """Whoever could act on a wait."""
    if wait.holder in {Holder.PERSON, Holder.REQUESTER}:
        return [wait.person]
    return list(wait.desk.members()) if wait.desk else []
