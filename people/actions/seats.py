"""Giving, changing and taking seats and roles. Nobody gives themselves anything; what nobody gives alone is asked for.

A second admin confirms the role of an admin, seats at a desk that speaks for legal, and the right to skip approvals.
Whoever is the only admin may give them alone, once they say that they know; the log and the leads are told so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from people.actions.rights import locked_person, require_admin
from people.models import Answer, Membership, Right, RightRequest, Team, User
from people.policies import admins_beside
from people.telling import tell
from people.verbs import Verb

ROLES = {"is_admin": "admin", "is_auditor": "auditor", "is_outside": "outside counsel"}

ALONE = "You are the only admin, so nobody can confirm this. Say that you know it: the log and the leads will, too."


@dataclass(frozen=True)
class Part:
    """What somebody does at a desk."""

    is_lead: bool = False
    is_backup: bool = False
    may_override: bool = False

    @classmethod
    def of(cls, row: Membership | RightRequest) -> Part:
        return cls(row.is_lead, row.is_backup, row.may_override)

    def adds_to(self, other: Part | None) -> bool:
        """Whether it is more of a seat than the other one: a change that only takes away needs nobody's consent."""
        return other is None or (self.is_lead and not other.is_lead)


@transaction.atomic
def give_seat(person: User, *, team: Team, part: Part, alone=False, by: User) -> Membership | RightRequest:
    """A seat at a desk, or another part at one that they have. Returns it, or the `RightRequest` that a second admin
    answers. `alone`: the only admin knows that nobody confirms it."""
    person = locked_person(person, by)
    team = locked_row(team, no_key=True)
    seat = Membership.objects.filter(user=person, team=team).first()
    before = Part.of(seat) if seat else None
    if faults := _faults_of_seat(person, team, part, before):
        raise ValidationError(faults)
    if _needs_a_second_admin(team, part, before):
        if admins_beside(by, person).exists():
            return _ask(person, Right.SEAT, team=team, part=part, by=by)
        _require_known(alone)
        return _seat(person, team, part, seat, by=by, alone=True)
    return _seat(person, team, part, seat, by=by)


def _needs_a_second_admin(team, part, before):
    more_rights = part.may_override and not (before and before.may_override)
    return more_rights or (team.speaks_for_legal and part.adds_to(before))


def _faults_of_seat(person, team, part, before):
    if person.is_auditor or person.is_outside:
        return [f"{person} is an auditor or outside counsel and sits on no desk."]
    if not person.is_active and not person.invitations.open().exists():
        return [f"{person} has left. Bring them back first."]
    if team.retired_at:
        return [f"{team} is retired. Bring it back first."]
    if part.is_lead and part.is_backup:
        return ["Somebody leads a desk or backs up its lead, not both."]
    if before == part:
        return [f"{person} has this seat already."]
    return []


def _seat(person, team, part, seat, *, by, alone=False, asked_by=None):
    """Write it, and the line in the log with what was before."""
    before = Part.of(seat) if seat else None
    seat = seat or Membership(user=person, team=team)
    for name, value in (asdict(part) | {"confirmed_at": timezone.now(), "changed_by": by}).items():
        setattr(seat, name, value)
    seat.save()
    person.__dict__.pop("desks_held", None)
    record_seat(person, team, before=before, after=part, by=by, alone=alone, asked_by=asked_by)
    if alone:
        _tell_of_alone(person, f"{by} gave {person} {_words(team, part)}", by=by)
    return seat


def record_seat(person, team, *, before, after, by, alone=False, asked_by=None):
    """The line in the log of a seat that changed, whichever door it came through. `before` and `after` are a `Part`,
    or None where there was or is no seat."""
    verb = Verb.SEAT_GIVEN if before is None else Verb.SEAT_TAKEN if after is None else Verb.SEAT_CHANGED
    parts = {name: asdict(part) for name, part in {"before": before, "after": after}.items() if part}
    people = {"person": person, "asked": asked_by}
    alone_fact = {"alone": True} if alone else {}
    record(verb, person, by=by, people=people, desks={"at": team}, desk=team.slug, **parts, **alone_fact)


OF_ACCOUNTS = ("is_superuser", "is_admin", "is_staff", "is_auditor", "is_outside")


def record_account(before: User, after: User, *, by: User) -> None:
    """The lines in the log of an account that was changed by hand: its name, its roles, whether it is open."""
    person = {"person": after}
    if before.name != after.name:
        record(Verb.RENAMED, after, by=by, people=person)
    for role in OF_ACCOUNTS:
        if getattr(before, role) != getattr(after, role):
            verb = Verb.ROLE_GIVEN if getattr(after, role) else Verb.ROLE_TAKEN
            record(verb, after, by=by, people=person, role=role, by_hand=True)
    if before.is_active and not after.is_active:
        record(Verb.LEFT, after, by=by, people={"left": after}, moved=0, stayed=0)
    elif after.is_active and not before.is_active:
        record(Verb.CAME_BACK, after, by=by, people={"back": after})


@transaction.atomic
def take_seat(seat: Membership, *, by: User) -> None:
    """Away with a seat; what they hold for the desk goes back into its queue (people.models.leaving)."""
    seat = locked_row(seat, "user", "team")
    person = locked_person(seat.user, by)
    _take(seat, person, by=by)


def _take(seat, person, *, by):
    before, team = Part.of(seat), seat.team
    seat.changed_by = by
    seat.delete()
    record_seat(person, team, before=before, after=None, by=by)


@transaction.atomic
def give_role(person: User, *, role: str, alone=False, by: User) -> User | RightRequest:
    """The role of an admin, an auditor or outside counsel. The first is asked of a second admin, as a legal seat is."""
    person = locked_person(person, by)
    if faults := _faults_of_role(person, role):
        raise ValidationError(faults)
    if role == "is_admin":
        if admins_beside(by, person).exists():
            return _ask(person, Right.ADMIN, by=by)
        _require_known(alone)
        return _role(person, role, True, by=by, alone=True)
    return _role(person, role, True, by=by)


def _faults_of_role(person, role):
    if role not in ROLES:
        return ["There is no such role."]
    if getattr(person, role):
        return [f"{person} has this role already."]
    if not person.is_active and not person.invitations.open().exists():
        return [f"{person} has left. Bring them back first."]
    if role == "is_admin":
        return [f"{person} has another role that excludes it."] if person.is_auditor or person.is_outside else []
    if person.is_admin or person.is_superuser or person.is_auditor or person.is_outside:
        return ["An auditor or outside counsel has no other role."]
    if person.memberships.exists():
        return ["Take their seats away first: an auditor or outside counsel sits on no desk."]
    return []


def _role(person, role, value, *, by, alone=False, asked_by=None):
    setattr(person, role, value)
    if role == "is_admin" and not value:
        person.is_staff = person.is_superuser
    person.save()
    alone_fact = {"alone": True} if alone else {}
    verb = Verb.ROLE_GIVEN if value else Verb.ROLE_TAKEN
    record(verb, person, by=by, people={"person": person, "asked": asked_by}, role=role, **alone_fact)
    if alone:
        _tell_of_alone(person, f"{by} made {person} an admin", by=by)
    return person


@transaction.atomic
def take_role(person: User, *, role: str, by: User) -> User:
    """One role less. Admins do not take it from themselves, so that one always stays."""
    person = locked_person(person, by)
    if role not in ROLES or not getattr(person, role):
        raise ValidationError([f"{person} does not have this role."])
    return _role(person, role, False, by=by)


def take_everything(person: User, *, by: User) -> None:
    """All seats, roles and open requests of somebody who leaves, or whose invitation is taken back."""
    for seat in person.memberships.select_related("team").order_by("pk"):
        _take(seat, person, by=by)
    for role in ROLES:
        if getattr(person, role):
            _role(person, role, False, by=by)
    for request in person.right_requests.open():
        _answer(request, Answer.WITHDRAWN, by=by)


# --- what a second admin confirms ----------------------------------------------------------------------


def _ask(person, right, *, team=None, part=None, by):
    if RightRequest.objects.open().filter(person=person, right=right, team=team).exists():
        raise ValidationError(["This has been asked for already: another admin has to answer it."])
    parts = asdict(part) if part else {}
    request = RightRequest.objects.create(person=person, right=right, team=team, asked_by=by, **parts)
    record(
        Verb.RIGHT_ASKED,
        person,
        by=by,
        people={"person": person},
        desks={"at": team},
        right=right,
        request=request.pk,
        **parts,
    )
    tell(
        admins_beside(by, person),
        key=f"right-{request.pk}",
        title=f"{by} asks for {request.words} for {person}",
        body="Nothing changes before another admin has looked at it. Say yes only if you know why.",
        url=reverse("settings_people:right_list"),
    )
    return request


@transaction.atomic
def confirm(request: RightRequest, *, by: User) -> RightRequest:
    """The second admin says yes, and what was asked for holds."""
    request = _locked_request(request)
    person = locked_person(request.person, by)
    if request.asked_by_id == by.pk:
        raise PermissionDenied("You asked for this yourself: another admin confirms it.")
    team, part = request.team, Part.of(request)
    seat = Membership.objects.filter(user=person, team=team).first() if team else None
    faults = _faults_of_role(person, "is_admin")
    if team:
        faults = _faults_of_seat(person, team, part, Part.of(seat) if seat else None)
    if faults:
        raise ValidationError(faults)
    _answer(request, Answer.GIVEN, by=by)
    if team:
        _seat(person, team, part, seat, by=by, asked_by=request.asked_by)
    else:
        _role(person, "is_admin", True, by=by, asked_by=request.asked_by)
    return request


@transaction.atomic
def refuse(request: RightRequest, *, by: User) -> RightRequest:
    """No; or, by whoever asked, not any more."""
    require_admin(by)
    request = _locked_request(request)
    answer = Answer.WITHDRAWN if request.asked_by_id == by.pk else Answer.REFUSED
    _answer(request, answer, by=by)
    record(
        Verb.RIGHT_REFUSED,
        request.person,
        by=by,
        people={"person": request.person},
        desks={"at": request.team},
        right=request.right,
        answer=answer,
    )
    if answer == Answer.REFUSED:
        tell(
            [request.asked_by],
            key=f"right-{request.pk}-refused",
            title=f"{by} said no to {request.words} for {request.person}",
            body="Talk to them before you ask again.",
            url=reverse("settings_people:right_list"),
        )
    return request


def _answer(request, answer, *, by):
    request.answer, request.answered_by, request.answered_at = answer, by, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])


def _locked_request(request):
    request = locked_row(request, "person", "team", "asked_by")
    if request.answer:
        raise ValidationError(["This has been answered already."])
    return request


def _require_known(alone):
    if not alone:
        raise ValidationError([ALONE])


def _words(team, part):
    return RightRequest(right=Right.SEAT, team=team, **asdict(part)).words


def _tell_of_alone(person, sentence, *, by):
    """The leads of both sides hear of what one admin did alone."""
    leads = User.objects.filter(memberships__is_lead=True, memberships__team__in=Team.objects.of_two_sides())
    tell(
        leads.filter(is_active=True).exclude(pk__in=[by.pk, person.pk]).distinct(),
        key=f"alone-{person.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
        title=f"{sentence}, alone",
        body="There is one admin, so nobody else confirmed it. If this surprises you, ask them.",
        url="/",
    )
