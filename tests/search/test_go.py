"""One box for everything: what it finds for whom, and what somebody looked at lately."""

import pytest
from django.urls import reverse

from search import lately
from tests.factories import VendorFactory
from tests.reviews.pages import HTMX, signed_in, text_of

GO = reverse("search:go")


def found(client, text, **query):
    response = client.get(GO, {"q": text, **query})
    return {group.key: [entry.label for entry in group.entries] for group in response.context["groups"]}


def test_go_finds_requests_vendors_and_terms(client, buyer, review):
    signed_in(client, buyer)

    assert found(client, "survey") == {"requests": ["Survey tool"], "vendors": ["Quill Surveys"]}
    assert found(client, review.reference.lower())["requests"] == ["Survey tool"]
    assert "Confidentiality" in found(client, "confident")["terms"]
    assert found(client, "nothing of the kind") == {}
    assert "Nothing with “nothing of the kind” that you may see." in text_of(
        client.get(GO, {"q": "nothing of the kind"})
    )


def test_go_leads_to_the_terms_of_the_review_that_one_is_on(client, buyer, review):
    term = review.terms.select_related("term_type").first()

    groups = signed_in(client, buyer).get(GO, {"q": str(term), "here": review.get_absolute_url()}).context["groups"]

    [entry] = next(group.entries for group in groups if group.key == "terms")
    assert (entry.label, entry.url) == (str(term), reverse("reviews:term", args=[term.pk]))


def test_go_finds_nothing_that_the_person_may_not_see(client, requester, stranger, finance_lead, review):
    here = review.get_absolute_url()
    assert found(signed_in(client, requester), "survey", here=here) == {"requests": ["Survey tool"]}
    assert found(signed_in(client, stranger), "survey", here=here) == {}
    assert found(signed_in(client, requester), "liability", here=here) == {}, "terms are for reviewers"
    assert "requests" not in found(signed_in(client, finance_lead), "survey")


def test_go_offers_the_places_of_the_person(client, buyer, requester):
    assert "Go to My requests g m My work g w Queue g q" in text_of(signed_in(client, buyer).get(GO))
    text = text_of(signed_in(client, requester).get(GO))
    assert "Notices" in text and "Queue" not in text


def test_go_narrows_the_places_by_the_text(client, buyer):
    entries = signed_in(client, buyer).get(GO, {"q": "playb"}, headers=HTMX)
    assert text_of(entries) == "Go to Playbook g p"


def test_go_says_what_was_looked_at_lately_the_latest_first(client, buyer, review):
    signed_in(client, buyer)
    for address in (review.vendor.get_absolute_url(), review.get_absolute_url(), GO):
        response = client.get(address)

    [group] = response.context["groups"]
    assert (group.label, [entry.label for entry in group.entries]) == ("Lately", ["Survey tool", "Quill Surveys"])
    again = client.get(GO, {"here": review.get_absolute_url()})
    assert [entry.label for group in again.context["groups"] for entry in group.entries] == ["Quill Surveys"]


def test_lately_forgets_what_the_person_may_not_see_any_more(client, buyer, requester, finance_lead, review):
    signed_in(client, buyer).get(review.get_absolute_url())
    assert client.get(GO).context["groups"] != []

    client.cookies[lately.COOKIE] = f"{finance_lead.pk}|r{review.pk}"
    signed_in(client, finance_lead)
    assert client.get(GO).context["groups"] == []


def test_lately_of_somebody_else_on_the_same_machine_is_nothing(client, buyer, lead, review):
    signed_in(client, buyer).get(review.get_absolute_url())
    client.force_login(lead)
    assert client.get(GO).context["groups"] == []


@pytest.mark.parametrize("text", ["garbled", "|", "{}|r0.x1.r99999999999999999999999.v-1", "{}|" + "r1." * 500])
def test_lately_takes_any_cookie(client, buyer, text):
    client.cookies[lately.COOKIE] = text.replace("{}", str(buyer.pk))
    assert signed_in(client, buyer).get(GO).context["groups"] == []


def test_lately_remembers_eight_and_writes_no_row(client, buyer, django_assert_num_queries):
    signed_in(client, buyer)
    for vendor in VendorFactory.create_batch(9):
        client.get(vendor.get_absolute_url())
    [group] = client.get(GO).context["groups"]
    assert len(group.entries) == lately.REMEMBERED


@pytest.mark.parametrize("vendors", [1, 20])
def test_go_asks_the_database_as_often_however_much_it_finds(client, buyer, review, vendors, django_assert_num_queries):
    for number in range(vendors):
        VendorFactory(name=f"Quill {number}")
    signed_in(client, buyer).get(GO)
    with django_assert_num_queries(7):
        client.get(GO, {"q": "quill"}, headers=HTMX)


def test_go_is_for_people_who_are_signed_in(client):
    assert client.get(GO)["Location"].startswith(reverse("account_login"))
    assert client.post(GO).status_code in {302, 403, 405}


def test_search_over_the_api_finds_the_same(client, buyer, stranger, review):
    address = reverse("api-search-list")
    assert signed_in(client, buyer).get(address, {"q": "survey"}).json() == {
        "requests": [
            {
                "label": "Survey tool",
                "hint": f"{review.reference} · Quill Surveys",
                "url": review.get_absolute_url(),
            }
        ],
        "vendors": [{"label": "Quill Surveys", "hint": "vendor", "url": review.vendor.get_absolute_url()}],
    }
    assert signed_in(client, stranger).get(address, {"q": "survey"}).json() == {}
    assert client.get(address).json() == {}
