"""The settings of people, seats and desks: whoever configures, and nobody else."""

from people.actions import inviting, leaving, pasted, seats
from people.actions.seats import Part
from people.models import Membership
from tests.factories import UserFactory
from tests.routes import Route

LIST = "ada@x.example, Ada, Procurement\nno address"


def colleague(case):
    """Somebody without a seat."""
    return UserFactory(name="Cora Colleague", email="cora@duet.example")


def one_person(case):
    return [colleague(case).pk]


def with_a_seat(case):
    person = colleague(case)
    seat = Membership.objects.create(user=person, team=case.people["buyer"].teams[0])
    return [seat.pk]


def with_a_role(case):
    person = UserFactory(name="Audra Auditor", email="audra@duet.example", is_auditor=True)
    return [person.pk, "is_auditor"]


def invitation(case):
    return inviting.invite(email="ada@x.example", by=case.people["admin"])


def never_came(case):
    """Somebody whose invitation was taken back."""
    row = inviting.revoke(invitation(case), by=case.people["admin"])
    return [row.person_id]


def left(case):
    person = colleague(case)
    person.set_password("three quiet herons")
    person.save()
    leaving.deactivate(person, by=case.people["admin"])
    return [person.pk]


def asked(case):
    """A legal seat that a third admin has asked for."""
    third = UserFactory(name="Theo Third", email="theo@duet.example", is_admin=True)
    legal = case.people["counsel"].teams[0]
    return [seats.give_seat(colleague(case), team=legal, part=Part(), by=third).pk]


def seat_at_procurement(case):
    return {"desk": case.people["buyer"].teams[0].pk, "part": "member"}


def looked_at(case):
    return {"text": LIST, "seen": pasted.plan(LIST).fingerprint}


def of_person(given):
    """The API's address of the person whom a page's row is about."""

    def key(case):
        [pk] = given(case)[:1]
        return [pk]

    return key


def seated(case):
    [pk] = with_a_seat(case)
    return [Membership.objects.get(pk=pk).user_id]


ROUTES = {
    "settings_people:person_list": Route(),
    "settings_people:person": Route(given=one_person),
    "settings_people:invite": Route(data=lambda case: {"email": "ada@x.example", "part": "member"}),
    "settings_people:invite_list": Route(data=lambda case: looked_at(case) | {"invite": "1"}),
    "settings_people:invitation_again": Route(given=lambda case: [invitation(case).pk]),
    "settings_people:invitation_revoke": Route(given=lambda case: [invitation(case).pk]),
    "settings_people:invite_anew": Route(given=never_came),
    "settings_people:right_list": Route(given=lambda case: asked(case) and []),
    "settings_people:right_confirm": Route(given=asked),
    "settings_people:right_refuse": Route(given=asked),
    "settings_people:person_rename": Route(given=one_person, data=lambda case: {"name": "Cora Other"}),
    "settings_people:sessions_end": Route(given=one_person),
    "settings_people:leave": Route(given=one_person),
    "settings_people:come_back": Route(given=left),
    "settings_people:seat_give": Route(given=one_person, data=seat_at_procurement),
    "settings_people:seat_change": Route(given=with_a_seat, data=lambda case: {"part": "lead"}),
    "settings_people:seat_take": Route(given=with_a_seat),
    "settings_people:role_give": Route(given=lambda case: [*one_person(case), "is_auditor"]),
    "settings_people:role_take": Route(given=with_a_role),
    "api-person-list": Route(data=lambda case: {"email": "ada@x.example"}),
    "api-person-detail": Route(given=one_person),
    "api-person-invite-list": Route(data=looked_at),
    "api-person-rename": Route(given=one_person, data=lambda case: {"name": "Cora Other"}),
    "api-person-invite-again": Route(given=lambda case: [invitation(case).person_id]),
    "api-person-revoke-invitation": Route(given=lambda case: [invitation(case).person_id]),
    "api-person-give-seat": Route(given=one_person, data=lambda case: {"desk": "procurement"}),
    "api-person-take-seat": Route(given=seated, data=lambda case: {"desk": "procurement"}),
    "api-person-give-role": Route(given=one_person, data=lambda case: {"role": "is_auditor"}),
    "api-person-take-role": Route(given=of_person(with_a_role), data=lambda case: {"role": "is_auditor"}),
    "api-person-holds": Route(given=one_person),
    "api-person-leave": Route(given=one_person),
    "api-person-come-back": Route(given=left),
    "api-person-end-sessions": Route(given=one_person),
    "api-right-list": Route(),
    "api-right-confirm": Route(given=asked),
    "api-right-refuse": Route(given=asked),
}
