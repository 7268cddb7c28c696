"""The page of figures: what it claims, who reads it, what it is narrowed to; the file; the reviews behind a line."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Team
from reviews.models import Review, Stage, StageVisit
from tests.reviews.pages import signed_in, text_of

PAGE = reverse("insights:insights")
BEHIND = reverse("insights:behind", args=["stages", "triage"])
EXPORT = reverse("insights:export")


@pytest.fixture
def stays(review):
    """The review was twelve times in triage: no time at all, a day, two, ... eleven. The middle is 5.5."""
    now = timezone.now()
    for days in range(1, 12):
        StageVisit.objects.create(
            review=review,
            stage=Stage.TRIAGE,
            began_at=now - timedelta(days=20),
            ended_at=now - timedelta(days=20 - days),
        )
    return review


# --- the page ------------------------------------------------------------------------------------------------


def test_page_claims_shows_and_explains(client, stays, lead):
    text = text_of(signed_in(client, lead).get(PAGE))
    assert "Triage takes longest: 6 days for half of them" in text
    assert "Stays in a stage that ended in the period." in text
    assert "No contract was signed in this time." in text


def test_page_is_whole_where_there_is_nothing(client, lead):
    text = text_of(signed_in(client, lead).get(PAGE))
    assert "Nothing to count in this time" in text


def test_few_are_not_said_to_be_usual(client, review, lead):
    assert "too few to say" in text_of(signed_in(client, lead).get(PAGE))


def test_filters_stand_in_the_address_and_in_the_links(client, stays, lead):
    response = signed_in(client, lead).get(PAGE, {"period": "month", "type": stays.kind, "vendor": stays.vendor_id})
    assert f"period=month&amp;type={stays.kind}" in response.content.decode()
    assert stays.vendor.name in text_of(response)
    other = client.get(PAGE, {"type": "no-such-type", "desk": "x", "vendor": "y", "period": "never"})
    assert other.status_code == 200


def test_people_are_counted_for_their_leads_alone(client, review, lead, auditor):
    wait = review.waits.get(desk__slug="procurement", closed_at=None)
    type(wait).objects.filter(pk=wait.pk).update(person=lead, holder="person")
    assert "Who has how much open" in text_of(signed_in(client, lead).get(PAGE))
    assert "Who has how much open" not in text_of(signed_in(client, auditor).get(PAGE))


def test_lead_of_a_desk_that_is_only_asked_reads_no_figures(client, finance_lead):
    response = signed_in(client, finance_lead).get(PAGE)
    assert response.status_code == 403
    assert "leads of both sides" in text_of(response)


@pytest.mark.parametrize("address", [PAGE, EXPORT, BEHIND])
def test_nobody_else_reads_figures(client, review, requester, buyer, admin, address):
    assert client.get(address).status_code == 302
    for person in (requester, buyer, admin):
        assert signed_in(client, person).get(address).status_code == 403
    assert client.post(address).status_code == 405


def test_page_costs_as_many_queries_however_much_there_is(client, review, lead, django_assert_max_num_queries):
    signed_in(client, lead)
    for number in range(40):
        copy_of(review, kind=f"kind-{number}")
    with django_assert_max_num_queries(40):
        client.get(PAGE)


def copy_of(review, **changed):
    columns = {field.attname: getattr(review, field.attname) for field in Review._meta.concrete_fields}
    columns |= {"id": None, "stage": Stage.ACTIVE, "ended_from": Stage.SIGNATURE, "closed_at": timezone.now()}
    return Review.objects.create(**(columns | changed))


# --- behind a line -------------------------------------------------------------------------------------------


def test_a_line_leads_to_the_reviews_that_it_counts(client, stays, lead):
    assert stays.title in text_of(signed_in(client, lead).get(BEHIND))


def test_what_is_walled_is_behind_no_line(client, stays, lead):
    Review.objects.filter(pk=stays.pk).update(walled_at=timezone.now())
    assert signed_in(client, lead).get(BEHIND).status_code == 404


@pytest.mark.parametrize("figure, line", [("holders", "Legal"), ("nonsense", "x"), ("stages", "nonsense")])
def test_a_line_that_is_not_there_is_not_found(client, lead, figure, line):
    assert signed_in(client, lead).get(reverse("insights:behind", args=[figure, line])).status_code == 404


# --- the file and the API ------------------------------------------------------------------------------------


def test_file_has_a_row_for_each_number(client, stays, lead):
    rows = list(csv.reader(io.StringIO(signed_in(client, lead).get(EXPORT).content.decode("utf-8-sig"))))
    assert rows[0] == ["Figure", "Line", "What", "Value", "From", "To"]
    assert ["Time in each stage", "Triage", "Half took at most (days)", "5.5"] in [row[:4] for row in rows]


def test_a_desk_with_a_formula_for_a_name_is_text_in_the_file(client, review, lead):
    Team.objects.filter(slug="legal").update(name='=HYPERLINK("x")')
    text = signed_in(client, lead).get(EXPORT).content.decode()
    assert "'=HYPERLINK" in text and ",=HYPERLINK" not in text


def test_api_says_the_same(client, stays, lead, buyer):
    found = signed_in(client, lead).get("/api/insights/").json()
    [stages] = [figure for figure in found["figures"] if figure["key"] == "stages"]
    [triage] = [line for line in stages["lines"] if line["key"] == "triage"]
    assert (triage["number"], triage["middle"]) == (12, pytest.approx(5.5, abs=0.01))
    one = client.get("/api/insights/stages/").json()
    assert one["lines"] == stages["lines"]
    assert client.get("/api/insights/stages/", {"period": "never"}).status_code == 400
    assert client.get("/api/insights/nonsense/").status_code == 404
    assert signed_in(client, buyer).get("/api/insights/").status_code == 403
