"""The settings of people, seats and desks: whoever configures, and nobody else."""

from datetime import date

from notices.models import Webhook
from people.actions import calendars, desks, inviting, leaving, pasted, seats
from people.actions.seats import Part
from people.models import Membership, Team, WorkingCalendar
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


def new_desk(case):
    """A desk of which nobody asks anything yet."""
    calendar = WorkingCalendar.objects.get(slug="head-office")
    return desks.add_desk(name="IT", calendar=calendar, owns_terms=False, by=case.people["admin"])


def desk_by_key(case):
    return [new_desk(case).slug]


def desk_by_number(case):
    return [new_desk(case).pk]


def retired(case):
    desk = new_desk(case)
    desks.retire_desk(desk, by=case.people["admin"])
    return desk


def what_a_desk_is(case):
    calendar = WorkingCalendar.objects.get(slug="head-office")
    return {"name": "HR", "duty": "asked", "calendar": calendar.pk, "colour": "info", "icon": "users"}


def read_state(case):
    """The state of the desk that the address is about."""
    return {"name": "People and pay", "state": desks.state_of(Team.objects.get(slug="it")).key}


def with_a_channel(case):
    desk = new_desk(case)
    Webhook.objects.create(team=desk, url="https://chat.example/it")
    return desk


def new_calendar(case):
    """A calendar by which no desk works, with a day of its own."""
    row = calendars.add_calendar(name="Tel Aviv", country="IL", time_zone="Asia/Jerusalem", by=case.people["admin"])
    return calendars.put_days(row, first=date(2026, 12, 24), by=case.people["admin"])


def calendar_by_number(case):
    return [new_calendar(case).pk]


def calendar_by_key(case):
    return [new_calendar(case).slug]


CALENDAR = {
    "name": "Munich",
    "time_zone": "Europe/Berlin",
    "country": "DE",
    "subdivision": "BY",
    "working_days": [0, 1],
    "opens": "09:00",
    "closes": "17:00",
}
DAYS = {"first": "2026-12-28", "last": "2026-12-31", "name": "Closed"}


def read_calendar(case):
    """The state of the calendar that the address is about."""
    row = WorkingCalendar.objects.get(slug="tel-aviv")
    return {"opens": "08:00", "state": calendars.state_of(row).key}


ROUTES = {
    "settings_people:calendar_list": Route(),
    "settings_people:calendar": Route(given=calendar_by_number),
    "settings_people:calendar_add": Route(data=lambda case: CALENDAR),
    "settings_people:calendar_change": Route(given=calendar_by_number, data=lambda case: CALENDAR),
    "settings_people:days_put": Route(given=calendar_by_number, data=lambda case: DAYS),
    "settings_people:day_take": Route(given=calendar_by_number, data=lambda case: {"day": "2026-12-24"}),
    "settings_people:calendar_remove": Route(given=calendar_by_number),
    "api-calendar-list": Route(data=lambda case: CALENDAR),
    "api-calendar-detail": Route(given=calendar_by_key),
    "api-calendar-change": Route(given=calendar_by_key, data=read_calendar),
    "api-calendar-days": Route(given=calendar_by_key, data=lambda case: DAYS),
    "api-calendar-take-day": Route(given=calendar_by_key, data=lambda case: {"day": "2026-12-24"}),
    "api-calendar-remove": Route(given=calendar_by_key),
    "settings_people:desk_list": Route(),
    "settings_people:desk": Route(given=desk_by_number),
    "settings_people:desk_add": Route(data=what_a_desk_is),
    "settings_people:desk_change": Route(given=desk_by_number, data=what_a_desk_is),
    "settings_people:desk_retire": Route(given=desk_by_number),
    "settings_people:desk_bring_back": Route(given=lambda case: [retired(case).pk]),
    "settings_people:desk_seat": Route(
        given=desk_by_number, data=lambda case: {"person": case.people["stranger"].email, "part": "member"}
    ),
    "notices:channel": Route(given=desk_by_number, data=lambda case: {"url": "https://8.8.8.8/it", "is_active": "on"}),
    "notices:channel_test": Route(given=lambda case: [with_a_channel(case).pk]),
    "api-desk-list": Route(data=lambda case: {"name": "HR", "calendar": "head-office", "owns_terms": False}),
    "api-desk-detail": Route(given=desk_by_key),
    "api-desk-change": Route(given=desk_by_key, data=read_state),
    "api-desk-retire": Route(given=desk_by_key),
    "api-desk-bring-back": Route(given=lambda case: [retired(case).slug]),
    "api-channel-list": Route(),
    "api-channel-choose": Route(given=desk_by_key, data=lambda case: {"url": "https://8.8.8.8/it"}),
    "api-channel-test": Route(given=lambda case: [with_a_channel(case).slug]),
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
