"""The company that the random walks happen in: small, but with everybody whom a rule could confuse."""

from dataclasses import dataclass

from djmoney.money import Money

from intake import actions as intake_actions
from intake.models import RequestType
from people.models import Team, User
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import ANSWERS

SEATS = {
    "requester": [],
    "buyer": ["procurement"],
    "second buyer": ["procurement"],
    "counsel": ["legal"],
    "second counsel": ["legal"],
    "lead of procurement": ["procurement!"],
    "lead of legal": ["legal!"],
    "lead of both": ["procurement!", "legal!"],
    "finance who may override": ["finance!"],
    "on both": ["procurement", "legal"],
    "privacy": ["privacy!"],
    "security": ["security!"],
    "finance": ["finance!"],
    "stranger": [],
    "admin": [],
}
"""{name: desks}; “!” for those who lead there. A “may override” in the name gives that right."""

REQUESTERS = ("requester", "buyer", "lead of both", "on both", "finance")
"""Who hands in: also people who would otherwise decide about it."""


@dataclass(frozen=True)
class Company:
    """The people by name, and a complete draft of each requester."""

    people: dict
    drafts: dict


def found_company():
    """Needs the seeded defaults."""
    desks = {team.slug: team for team in Team.objects.all()}
    people = {name: _seated(name, seats, desks) for name, seats in SEATS.items()}
    return Company(people, {name: _draft(people[name], name) for name in REQUESTERS})


def _seated(name, seats, desks):
    user = UserFactory(name=name.capitalize(), email=f"{name.replace(' ', '-')}@duet.example", is_admin=name == "admin")
    for seat in seats:
        seat, is_lead = seat.rstrip("!"), seat.endswith("!")
        MembershipFactory(team=desks[seat], user=user, is_lead=is_lead, may_override="may override" in name)
    return User.objects.get(pk=user.pk)


def _draft(requester, name):
    draft = intake_actions.start_draft(RequestType.objects.get(slug="software"), by=requester)
    fields = {
        "title": f"Survey tool for {name}",
        "vendor_name": "Quill Surveys",
        "reason": "We want to ask our customers.",
        "value": Money(30000, "EUR"),
    }
    return intake_actions.save_draft(draft, fields=fields, answers=ANSWERS, by=requester)
