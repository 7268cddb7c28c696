"""The list of what is owed, the page of one obligation, and its forms."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from contracts.actions import obligations
from contracts.models import Obligation, ObligationDate
from people.models import FeedToken
from reviews.web.views.work.feeds import calendar_of
from tests.contracts.builders import pdf
from tests.factories import ContractFactory
from tests.reviews.pages import text_of

LIST = reverse("contracts:obligation_list")


def page(client, person, address):
    client.force_login(person)
    return client.get(address)


def owe(number, contract, owner, by):
    for which in range(number):
        facts = {"title": f"Owed {which}", "owner": owner, "first_due_on": date(2026, 12, 1)}
        obligations.add_obligation(contract, **facts, by=by)


def test_list_has_ones_own_by_the_day_and_all_for_those_who_read_lists(client, report, ivo, buyer):
    words = text_of(page(client, ivo, LIST))
    assert "My obligations" in words and "Report of service levels" in words and "in 14 days" in words
    assert "Nothing is owed" in text_of(page(client, buyer, LIST))
    assert "Report of service levels" in text_of(page(client, buyer, f"{LIST}?whose=all"))


def test_list_shows_nobody_elses_to_who_reads_no_lists(client, report, stranger):
    assert "Report of service levels" not in text_of(page(client, stranger, f"{LIST}?whose=all"))


@pytest.mark.parametrize("number", [3, 30, 300])
def test_list_costs_the_same_queries_whatever_is_owed(client, phones, buyer, number, django_assert_num_queries):
    owe(min(number, 60), phones, buyer, buyer)
    client.force_login(buyer)
    client.get(LIST)
    with django_assert_num_queries(5):  # session, person, desks, dates, unread notices
        client.get(LIST)


@pytest.mark.parametrize("number", [3, 30])
def test_contract_costs_the_same_queries_whatever_is_owed(client, phones, buyer, number, django_assert_num_queries):
    owe(number, phones, buyer, buyer)
    client.force_login(buyer)
    client.get(phones.get_absolute_url())
    with django_assert_num_queries(12):  # as tests/contracts/web/test_contract_detail.py counts them
        client.get(phones.get_absolute_url())


def test_contract_shows_what_is_owed_and_lets_its_owner_note_more(client, phones, requester, counsel):
    words = text_of(page(client, requester, phones.get_absolute_url()))
    assert "Nothing that is open is noted." in words
    form = {
        "title": "Certificate of insurance",
        "party": "theirs",
        "owner": counsel.email,
        "first_due_on": "2026-12-01",
        "rhythm": "yearly",
        "needs_evidence": "on",
        "lead_days": "30",
    }
    address = reverse("contracts:obligation_add", args=[phones.pk])
    assert client.post(address, {**form, "owner": "nobody@duet.example"}).status_code == 422
    assert client.post(address, {**form, "until_on": "2026-11-01"}).status_code == 422
    client.post(address, form)
    obligation = Obligation.objects.get()
    assert (obligation.owner, obligation.rhythm, obligation.needs_evidence) == (counsel, "yearly", True)
    words = text_of(page(client, requester, phones.get_absolute_url()))
    assert "Certificate of insurance" in words and "in 8 days" in words


def test_done_is_noted_with_the_file_that_shows_it(client, report, due, ivo, auditor):
    address = reverse("contracts:date_done", args=[due.pk])
    shown = page(client, ivo, address)
    assert 'value="2026-11-23"' in shown.content.decode()
    client.post(address, {"done_on": "2026-11-23", "note": "All green.", "file": pdf("november.pdf")})
    words = text_of(client.get(report.get_absolute_url()))
    assert "noted by Ivo Owner: All green." in words and "november.pdf" in words
    evidence = reverse("contracts:date_evidence", args=[due.pk])
    assert client.get(evidence).getvalue().startswith(b"%PDF")
    assert page(client, auditor, evidence).status_code == 403


def test_waive_and_reopen_say_why(client, report, due, buyer, ivo):
    address = reverse("contracts:date_waive", args=[due.pk])
    assert page(client, ivo, address).status_code == 403
    client.force_login(buyer)
    assert client.post(address, {"why": ""}).status_code == 422
    client.post(address, {"why": "Not begun."})
    assert ObligationDate.objects.get().note == "Not begun."
    client.post(reverse("contracts:date_reopen", args=[due.pk]), {"why": "It has."})
    assert ObligationDate.objects.get().is_open


def test_change_and_end_keep_the_page_of_what_was(client, report, buyer):
    address = reverse("contracts:obligation_end", args=[report.pk])
    client.force_login(buyer)
    client.post(address, {"why": "Dropped."})
    words = text_of(client.get(report.get_absolute_url()))
    assert "by Ben Buyer: Dropped." in words and "It is done" not in words


def test_pages_are_hidden_from_strangers(client, report, due, stranger):
    pages = {
        "obligation_detail": report.pk,
        "obligation_change": report.pk,
        "obligation_end": report.pk,
        "date_done": due.pk,
        "date_waive": due.pk,
        "date_reopen": due.pk,
        "date_evidence": due.pk,
    }
    for name, key in pages.items():
        assert page(client, stranger, reverse(f"contracts:{name}", args=[key])).status_code == 404


def test_calendar_has_what_one_sees_to_until_it_is_done(report, due, ivo):
    def shown():
        events = Calendar.from_ical(calendar_of(ivo).to_ical()).walk("VEVENT")
        return [(str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events]

    assert shown() == [("Due: Report of service levels (Phones)", date(2026, 12, 7), date(2026, 12, 8))]
    obligations.mark_done(due, done_on=date(2026, 11, 23), by=ivo)
    assert shown() == []
    assert FeedToken.objects.count() == 0


def test_api_notes_changes_and_settles_what_is_owed(api, phones, buyer, ivo):
    client = api(buyer)
    facts = {"contract": phones.pk, "title": "Report", "owner": ivo.email, "first_due_on": "2026-12-07"}
    response = client.post("/api/obligations/", {**facts, "rhythm": "monthly"}, format="json")
    assert response.status_code == 201
    body = response.json()
    key, state = body["id"], body["state"]
    assert [row["due_on"] for row in body["dates"]] == ["2026-12-07"] and body["lead_days"] == 14
    change = {"changes": {"rhythm": "yearly", "needs_evidence": True}, "why": "As agreed.", "state": state}
    changed = client.post(f"/api/obligations/{key}/change/", change, format="json").json()
    assert (changed["rhythm"], changed["needs_evidence"], changed["title"]) == ("yearly", True, "Report")
    assert client.post(f"/api/obligations/{key}/change/", change, format="json").status_code == 409
    unknown = {"changes": {"colour": "red"}, "why": "-", "state": changed["state"]}
    assert client.post(f"/api/obligations/{key}/change/", unknown, format="json").status_code == 400
    date_key = body["dates"][0]["id"]
    done = client.post(f"/api/obligation-dates/{date_key}/done/", {"done_on": "2026-11-23"}, format="json")
    assert done.json() == {"refused": ["This is done only with a file that shows it: attach the evidence."]}
    waived = client.post(f"/api/obligation-dates/{date_key}/waive/", {"why": "Not yet."}, format="json").json()
    assert (waived["state"], waived["note"], waived["by"]) == ("waived", "Not yet.", buyer.email)
    client.post(f"/api/obligation-dates/{date_key}/reopen/", {"why": "Yet."}, format="json")
    mine = api(ivo).get("/api/obligations/").json()["results"]
    assert [row["obligation"]["title"] for row in mine] == ["Report"]
    client.post(f"/api/obligations/{key}/end/", {"why": "Dropped."}, format="json")
    assert api(ivo).get("/api/obligations/").json()["results"] == []


def test_api_is_hidden_from_strangers(api, report, due, stranger):
    client = api(stranger)
    for address in (f"/api/obligations/{report.pk}/", f"/api/obligation-dates/{due.pk}/"):
        assert client.get(address).status_code == 404
    other = ContractFactory()
    facts = {"contract": other.pk, "title": "Report", "owner": stranger.email, "first_due_on": "2026-12-07"}
    assert client.post("/api/obligations/", facts, format="json").status_code == 404
