"""What an installation needs before the first request: each step says whether it is done, and where it is done. What
can be told from the rows is told from them; nobody ticks a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from common.models import Event, PutAside
from intake.models import RequestType
from notices.models import Notice
from people.models import TWO_SIDES, Membership, Team, User, WorkingCalendar
from people.verbs import Verb
from reviews.models import Slot, SplitRule, TargetTime

TEST_MAIL = "test-mail-"


@dataclass(frozen=True)
class Step:
    """One step: what it is, why, where. `left()` is what is left of it as a sentence, "" where it is done."""

    key: str
    title: str
    why: str
    url_name: str
    left: Callable[[], str]

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Stand:
    """How a step stands now."""

    step: Step
    left: str
    is_aside: bool

    @property
    def is_done(self) -> bool:
        return not self.left

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_aside


def stands() -> list[Stand]:
    """All steps in their order. A fixed number of queries."""
    aside = set(PutAside.objects.values_list("key", flat=True))
    return [Stand(step, step.left(), step.key in aside) for step in STEPS]


def _calendar():
    calendars = WorkingCalendar.objects.count()
    if not calendars:
        return "There is no calendar: due dates cannot be told."
    verbs = [Verb.CALENDAR_ADDED, Verb.CALENDAR_CHANGED, Verb.CALENDAR_DAYS_PUT]
    seen = calendars > 1 or Event.objects.filter(verb__in=verbs).exists()
    return "" if seen else "Nobody has looked at the hours and holidays yet: those of Germany hold."


def _desks():
    sides = set(Team.objects.in_use().of_two_sides().values_list("speaks_for", flat=True))
    missing = [side.label.lower() for side in TWO_SIDES if side not in sides]
    return f"No desk speaks for the {' and the '.join(missing)} side." if missing else ""


def _people():
    leads = Membership.objects.filter(team=OuterRef("pk"), is_lead=True, user__is_active=True)
    without = [desk.name for desk in Team.objects.in_use().of_two_sides().filter(~Exists(leads))]
    return f"Nobody leads {' and '.join(without)}." if without else ""


def _second_admin():
    number = User.objects.filter(Q(is_admin=True) | Q(is_superuser=True), is_active=True).count()
    return "" if number > 1 else "You are the only admin: nobody can confirm a legal seat or an admin."


def _split():
    answered = set(SplitRule.objects.filter(is_active=True, desk__retired_at=None).values_list("slot", flat=True))
    missing = [slot.label for slot in Slot if slot not in answered]
    return f"No rule answers “{'”, “'.join(missing)}”." if missing else ""


def _request_types():
    return "" if RequestType.objects.filter(is_active=True).exists() else "There is nothing that people could ask for."


def _mail():
    arrived = Notice.objects.filter(key__startswith=TEST_MAIL, mailed_at__isnull=False).exists()
    return "" if arrived else "No test has been mailed yet."


def _targets():
    return "" if TargetTime.objects.exists() else "No step has a target time, so that nothing is ever late."


STEPS = (
    Step("calendar", "Working hours and holidays", "Business days and due dates are counted by them.",
         "settings_people:calendar_list", _calendar),
    Step("desks", "Desks", "Both sides need one; further ones decide terms or are asked.",
         "settings_people:desk_list", _desks),
    Step("people", "People at the desks", "Invite them, one or a whole list; each desk needs a lead.",
         "settings_people:person_list", _people),
    Step("second-admin", "A second admin", "Legal seats and the role of an admin take two people.",
         "settings_people:person_list", _second_admin),
    Step("split", "Who does what", "The three questions that every request answers, and who owns which terms.",
         "settings:split", _split),
    Step("request-types", "What people ask for", "Kinds of request and their questions.",
         "admin:intake_requesttype_changelist", _request_types),
    Step("mail", "Mail", "Invitations, reminders and questions go out by mail.",
         "settings_test_mail", _mail),
    Step("targets", "Target times", "How long each step should take: without them nothing is due.",
         "settings:targets", _targets),
)  # fmt: skip
