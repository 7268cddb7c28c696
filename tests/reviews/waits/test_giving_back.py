"""Losing a seat, a lead, or one's account: what was held goes back to the desk in the same transaction."""

import pytest
from django.urls import reverse

from common.models import Event
from notices.models import Notice
from people.models import Membership, User
from reviews.absences import delegation
from reviews.models import Delegation, Outcome, Review, Wait
from reviews.tasks.reminders import climb_ladders
from reviews.tasks.unheld import look_for_unheld
from reviews.terms import deciding
from reviews.waits import claims, reminders
from reviews.waits.giving_back import stray_waits
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, answer_anew, desk_wait, open_wait_of, row, term


@pytest.fixture
@groundwork
def held(review, desks, counsel):
    """Legal's side, in the hands of counsel, whose only seat that is."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def by_row(seat, operator):
    seat.delete()


def by_query(seat, operator):
    Membership.objects.filter(pk=seat.pk).delete()


def by_user(seat, operator):
    seat.user.memberships.all().delete()


def to_another_desk(seat, operator):
    seat.team = seat.team.__class__.objects.exclude(pk=seat.team_id).first()
    seat.save()


def by_update(seat, operator):
    Membership.objects.filter(pk=seat.pk).update(team=seat.team.__class__.objects.exclude(pk=seat.team_id).first())


def leaves(seat, operator):
    user = User.objects.get(pk=seat.user_id)
    user.is_active = False
    user.save()


def all_leave(seat, operator):
    User.objects.filter(pk=seat.user_id).update(is_active=False)


WAYS = [by_row, by_query, by_user, to_another_desk, by_update, leaves, all_leave]


@pytest.mark.parametrize("lose", WAYS)
def test_lose_a_seat_gives_back_what_was_held_and_tells_the_leads(lose, held, counsel, lead, desks):
    seat = Membership.objects.select_related("user", "team").get(user=counsel)
    written = Written()

    lose(seat, None)

    assert row(held, "holder", "person", "claimed_at") == ("desk", None, None)
    why = "Clara Counsel has left" if "leave" in lose.__name__ else "Clara Counsel no longer sits on Legal"
    assert written.notices == [("Lena Lead", "assignment", f"{why}. Back in the queue: {held.needed}")]
    assert written.events == [(None, "wait.released", "internal", f"gave back to Legal: {held.needed}")]


@pytest.fixture
@groundwork
def operator(desks):
    return UserFactory(name="Olga Operator", email="operator@duet.example", is_superuser=True, is_staff=True)


def seats_form(person, **changes):
    """The settings page of a person as the browser sends it, with their only seat taken away or changed."""
    seat = person.memberships.get()
    return {
        "name": person.name,
        "email": person.email,
        "time_zone": person.time_zone,
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": seat.pk,
        "memberships-0-user": person.pk,
        "memberships-0-team": seat.team_id,
    } | changes


def test_take_a_seat_away_on_the_settings_page_names_who_did_it(held, counsel, operator, client, lead):
    client.force_login(operator)
    form = seats_form(counsel, **{"memberships-0-DELETE": "on"})
    response = client.post(reverse("admin:people_user_change", args=[counsel.pk]), form)
    assert response.status_code == 302
    assert row(held, "person") == (None,)
    assert Event.objects.filter(verb="wait.released").values_list("by__name", flat=True).get() == "Olga Operator"


def test_deactivate_on_the_settings_page_gives_back(held, counsel, operator, client):
    client.force_login(operator)
    form = seats_form(counsel)
    del form["is_active"]
    assert client.post(reverse("admin:people_user_change", args=[counsel.pk]), form).status_code == 302
    assert row(held, "person") == (None,)


def test_lose_one_of_two_seats_keeps_what_is_held_for_the_other(review, desks, counsel, held):
    MembershipFactory(team=desks["privacy"], user=counsel)
    counsel.refresh_from_db()
    other = claims.claim(desk_wait(review, desks["privacy"]), by=counsel)
    Membership.objects.filter(user=counsel, team=desks["legal"]).delete()
    assert (row(held, "person__name"), row(other, "person__name")) == ((None,), ("Clara Counsel",))


def test_lose_the_lead_gives_back_what_only_leads_can_do(review, desks, counsel, lead):
    deciding.decide_term(
        term(review, "liability"), Outcome.ESCALATED, desk=desks["legal"], reason="Please.", by=counsel
    )
    escalation = claims.claim(open_wait_of(review, "escalation"), by=lead)
    side = claims.claim(desk_wait(review, desks["legal"]), by=lead)
    Membership.objects.filter(user=lead, team=desks["legal"]).update(is_lead=False)
    assert (row(escalation, "person__name"), row(side, "person__name")) == ((None,), ("Lena Lead",))


def test_lose_a_seat_gives_back_what_is_held_in_ones_name(held, desks, counsel, lead, away):
    absence = away(counsel, lead)
    delegation.move_to_delegate(Delegation.objects.create(absence=absence, wait=held, agreed_by=lead), by=lead)
    assert row(held, "person__name", "on_behalf_of__name") == ("Lena Lead", "Clara Counsel")
    Membership.objects.filter(user=counsel).delete()
    assert row(held, "person", "on_behalf_of") == (None, None)


def test_lose_a_seat_ends_mails_and_reminders_with_titles(held, desks, counsel, lead, at, requester):
    Notice.objects.filter(recipient=counsel).update(mailed_at=None)
    Membership.objects.filter(user=counsel).delete()
    url = held.review.get_absolute_url()
    assert not Notice.objects.filter(recipient=counsel, url=url).may_still_be_mailed().exists()
    counsel.refresh_from_db()
    assert not Review.objects.visible_to(counsel).exists()
    before = Notice.objects.filter(recipient=counsel).count()
    at(held.due_at.replace(year=held.due_at.year + 1))
    climb_ladders()
    assert Notice.objects.filter(recipient=counsel).count() == before
    assert Notice.objects.filter(recipient=lead, kind="reminder").exists()


def test_backup_without_a_seat_is_not_reminded(review, desks, counsel, lead, away, at, buyer):
    """Named in the split as backup, and no longer on the desk."""
    answer_anew(review, "legal_review", person=lead, backup=counsel)
    Membership.objects.filter(user=counsel).delete()
    wait = Wait.objects.select_related("review__requester", "desk").get(pk=desk_wait(review, desks["legal"]).pk)
    assert {person.name for person in reminders.people_for(wait, "backup", reminders.Desks())} == {"Lena Lead"}


def test_sweep_gives_back_what_was_taken_behind_the_rows_back(held, counsel, lead):
    Membership.objects.filter(user=counsel)._raw_delete("default")
    assert list(stray_waits()) == [held]
    look_for_unheld()
    look_for_unheld()
    assert row(held, "person") == (None,)
    assert Notice.objects.filter(recipient=lead, body__startswith="Clara Counsel no longer sits").count() == 1


def test_leave_tells_the_leads_which_requests_need_another_requester(review, requester, lead, desks):
    written = Written()
    requester.is_active = False
    requester.save()
    assert written.notices == [("Lena Lead", "assignment", f"Choose another requester on each: {review.reference}.")]
