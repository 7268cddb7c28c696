"""The pages of absences, and where else an absence shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Absence
from reviews.absences import actions as absence_actions
from reviews.models import Delegation
from reviews.rules.health import checks
from reviews.tasks.absences import follow_absences
from reviews.waits import claims
from reviews.waits.unattended import holders_away, unattended_waits
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.pages import holders_of, messages_of, page, part_of, signed_in, text_of
from tests.reviews.reading import desk_wait, row

LIST = "/absences/"


@pytest.fixture
@groundwork
def second(desks):
    return MembershipFactory(team=desks["legal"], user=UserFactory(name="Sara Second")).user


@pytest.fixture
@groundwork
def held(review, desks, counsel):
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def days(first=2, last=4, **more):
    today = timezone.localdate()
    return {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last), **more}


def planned(person, delegate=None, first=2, last=4, reason=""):
    return absence_actions.plan_absence(person, **days(first, last), delegate=delegate, reason=reason, by=person)


def address(absence, name="absence"):
    return reverse(f"absences:{name}", args=[absence.pk])


def form_of(client, person):
    return signed_in(client, person).get(reverse("absences:plan")).context["form"]


# --- one's own --------------------------------------------------------------------------------------


def test_list_explains_itself_when_there_is_nothing(client, counsel):
    assert "No absence planned Plan one, and new work goes to whoever stands in" in text_of(
        signed_in(client, counsel).get(LIST)
    )


def test_plan_proposes_whoever_backs_up_the_lead(client, lead, second, desks):
    lead.memberships.update(is_lead=True)
    assert form_of(client, lead).initial["delegate"] is None
    second.memberships.filter(team=desks["legal"]).update(is_backup=True)
    assert form_of(client, lead).initial["delegate"] == second
    assert "Sara Second backs up the lead and is proposed." in text_of(client.get(reverse("absences:plan")))


def test_plan_proposes_no_backup_who_is_away(client, lead, second, desks, away):
    second.memberships.filter(team=desks["legal"]).update(is_backup=True)
    away(second)
    assert form_of(client, lead).initial["delegate"] is None


def test_plan_leads_to_what_the_person_holds(client, counsel, second, held):
    data = days(delegate=second.pk, reason="Holiday")
    response = signed_in(client, counsel).post("/absences/plan/", data, follow=True)
    absence = Absence.objects.get()
    assert response.redirect_chain == [(address(absence), 302)]
    assert messages_of(response) == [("success", "Noted: away 25 November 2026 to 27 November 2026.")]
    text = text_of(response)
    assert f"{held.review.reference} Survey tool: {held.needed}" in text
    assert "stays goes on 25 November 2026 goes now" in text


def test_plan_says_what_is_wrong_and_keeps_what_was_typed(client, counsel, second):
    planned(counsel)
    response = signed_in(client, counsel).post("/absences/plan/", days(reason="Holiday", delegate=second.pk))
    assert response.status_code == 422
    assert "Clara Counsel is away already: 25 November 2026 to 27 November 2026." in text_of(response)
    assert 'value="Holiday"' in response.content.decode()


def test_plan_offers_colleagues_of_the_same_desks_only(client, counsel, second, lead, buyer):
    form = signed_in(client, counsel).get("/absences/plan/").context["form"]
    assert [str(person) for person in form.fields["delegate"].queryset] == ["Lena Lead", "Sara Second"]


def test_offer_ticks_what_goes(client, counsel, second, held):
    absence = planned(counsel, second)
    response = signed_in(client, counsel).post(address(absence, "offer"), {f"wait-{held.pk}": "start"}, follow=True)
    assert messages_of(response) == [("success", "Noted. Sara Second is told.")]
    assert [delegation.wait for delegation in Delegation.objects.agreed()] == [held]
    signed_in(client, counsel).post(address(absence, "offer"), {f"wait-{held.pk}": "now"})
    assert row(held, "person__name", "on_behalf_of__name") == ("Sara Second", "Clara Counsel")


def test_offer_explains_what_cannot_go(client, counsel, second, desks, review):
    MembershipFactory(team=desks["privacy"], user=counsel)
    counsel.refresh_from_db()
    claims.claim(desk_wait(review, desks["privacy"]), by=counsel)
    text = text_of(signed_in(client, counsel).get(address(planned(counsel, second))))
    assert f"Sara Second does not sit on Privacy: {review.reference} stays" in text
    assert "Sara Second does not sit on Privacy: what comes there for Clara Counsel waits in its queue." in text


def test_remark_warns_of_a_delegate_who_is_away_too(client, counsel, second):
    planned(second, first=3, last=9)
    text = text_of(signed_in(client, counsel).get(address(planned(counsel, second))))
    assert "Sara Second is away 26 November 2026 to 2 December 2026; then nobody does." in text


def test_change_and_call_off_are_confirmed(client, counsel):
    absence = planned(counsel)
    response = signed_in(client, counsel).post(address(absence, "change"), days(3, 5), follow=True)
    assert messages_of(response) == [("success", "Changed: away 26 November 2026 to 28 November 2026.")]
    response = client.post(address(absence, "cancel"), follow=True)
    assert messages_of(response) == [("success", "The absence is called off.")]
    assert "called off" in text_of(client.get(address(absence)))


def test_end_welcomes_the_person_back(client, counsel, at):
    absence = planned(counsel, first=0)
    at("2026-11-24T10:00+00:00")
    response = signed_in(client, counsel).post(address(absence, "end"), follow=True)
    assert messages_of(response) == [("success", "Welcome back.")]
    assert row(absence, "ends_on") == (timezone.localdate() - timedelta(days=1),)


# --- leads and delegates ----------------------------------------------------------------------------


def test_lead_plans_for_a_colleague_and_for_nobody_else(client, lead, counsel, stranger):
    signed_in(client, lead)
    response = client.get(LIST, {"person": counsel.pk})
    assert response["Location"] == f"/absences/plan/?person={counsel.pk}"
    assert "Plan an absence of Clara Counsel" in text_of(client.get(response["Location"]))
    client.post(response["Location"], days())
    assert row(Absence.objects.get(), "person__name", "created_by__name") == ("Clara Counsel", "Lena Lead")
    assert client.get(f"/absences/plan/?person={stranger.pk}").status_code == 404
    assert client.get("/absences/plan/?person=x").status_code == 404


def test_reason_is_read_by_the_person_and_their_leads_alone(client, counsel, second, lead, buyer):
    absence = planned(counsel, second, first=0, reason="Zyzzyva")
    assert "Zyzzyva" in text_of(signed_in(client, counsel).get(LIST))
    assert "Zyzzyva" in text_of(signed_in(client, lead).get(LIST))
    for other in (second, buyer):
        signed_in(client, other)
        assert "Zyzzyva" not in text_of(client.get(LIST))
        assert client.get(address(absence)).status_code == 404
    assert not any("Zyzzyva" in notice.body + notice.title for notice in second.notices.all())


def test_delegate_sees_what_comes_and_says_what_they_cannot_take(client, counsel, second, held):
    absence = planned(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    signed_in(client, second)
    assert f"Comes to you on in 2 days : {held.review.reference}" in text_of(client.get(LIST)).replace(
        "25 November 2026", "in 2 days"
    )
    response = client.post(reverse("absences:decline", args=[Delegation.objects.get().pk]), follow=True)
    assert messages_of(response) == [("success", "It stays with Clara Counsel, who is told.")]


def test_take_back_brings_the_wait_home_at_one_press(client, counsel, second, held, at):
    absence_actions.offer_waits(planned(counsel, second, first=0), at_start=[held], by=counsel)
    follow_absences()
    signed_in(client, counsel)
    assert "Take back" in text_of(client.get(LIST))
    assert "Take back" in holders_of(client, held.review)
    client.post(reverse("absences:take_back", args=[held.pk]))
    assert row(held, "person__name", "on_behalf_of") == ("Clara Counsel", None)


# --- elsewhere --------------------------------------------------------------------------------------


def test_review_names_both_and_shows_until_when_somebody_is_away(client, counsel, second, held, buyer, requester, away):
    away(counsel, second)
    held.refresh_from_db()
    signed_in(client, buyer)
    assert "Clara Counsel Legal away until 27 November 2026" in part_of(page(client, held.review), "waits")
    held.pass_to(second, on_behalf_of=counsel, at=timezone.now())
    held.save()
    assert "Sara Second Legal for Clara Counsel" in part_of(page(client, held.review), "waits")
    assert "Sara Second for Clara Counsel Legal" in part_of(page(signed_in(client, requester), held.review), "people")


def test_queue_shows_who_is_away(client, counsel, second, held, lead, away):
    away(counsel)
    assert "Clara Counsel away until 27 November 2026" in text_of(signed_in(client, lead).get("/queue/"))


def test_nobody_list_and_health_name_what_lies_with_somebody_away(client, counsel, second, held, lead, away, desks):
    absence = away(counsel)
    reference = held.review.reference
    sentence = "is with Clara Counsel, away until 27 November 2026, and nobody stands in."
    assert (held, sentence) in [(line.wait, line.sentence) for line in unattended_waits(limit=9)]
    assert f"{reference} {sentence}" in text_of(signed_in(client, lead).get("/reviews/nobody/"))
    [check] = [check for check in checks() if check.title == "Holders away without delegate"]
    assert [finding.text for finding in check.findings] == [
        "Clara Counsel holds 1 thing, away until 27 November 2026; nobody stands in."
    ]

    absence.delegate = second
    absence.save()
    assert (held, sentence) not in [(line.wait, line.sentence) for line in unattended_waits(limit=9)]
    assert holders_away() == []


def test_nobody_list_names_a_desk_at_which_nobody_is(review, desks, counsel, lead, away):
    away(counsel)
    away(lead)
    sentences = {line.wait.desk: line.sentence for line in unattended_waits(limit=9)}
    assert sentences[desks["legal"]] == "lies with Legal, where nobody is there."


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_there_is(client, lead, counsel, desks, away, count):
    for number in range(count):
        member = MembershipFactory(team=desks["legal"]).user
        away(member, lead, starting=number)
        away(lead, counsel, days=1, starting=2 * number)
    signed_in(client, lead)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200
    assert len(queries) == 12


@pytest.mark.parametrize("count", [3, 30])
def test_nobody_list_costs_the_same_queries_whatever_is_on_it(held, counsel, desks, away, count, another_review):
    away(counsel)
    for number in range(count):
        away(MembershipFactory(team=desks["legal"]).user, starting=number % 2)
    with CaptureQueriesContext(connection) as queries:
        unattended_waits(limit=50)
        holders_away()
    assert len(queries) == 7
