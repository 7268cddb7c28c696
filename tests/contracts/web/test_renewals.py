"""The list of what must be decided, and the steps of one decision on their pages and over the API."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from djmoney.money import Money
from docx import Document

import reading
from contracts.actions import contracts, renewals
from contracts.models import Contract, RenewalDecision
from intake.models import IntakeRequest
from tests.factories import ContractFactory, VendorFactory
from tests.reviews.pages import text_of

LIST = reverse("contracts:renewal_list")


def soon(days, title="Soon", **more):
    """A contract to be decided on so many days from Monday 23 November 2026, more or less a weekend."""
    return ContractFactory(
        title=title,
        first_term=f"to:{date.fromordinal(date(2026, 11, 23).toordinal() + days)}",
        notice="0d",
        process_days=0,
        **more,
    )


@pytest.fixture
def hosting(requester, desks):
    return soon(35, "Hosting", owner=requester, desk=desks["procurement"], vendor=VendorFactory(name="Helio"))


def shown(client, person):
    client.force_login(person)
    return client.get(LIST)


def test_list_groups_by_when_one_decides_and_sums_what_is_at_stake(client, buyer):
    soon(4, "Four", value=Money(1000, "EUR"), value_per="month")
    soon(60, "Sixty", value=Money(36_000, "EUR"), value_per="once", value_months=36)
    soon(150, "Later", value=Money(5000, "USD"), value_per="year")
    soon(400, "Far")
    response = shown(client, buyer)
    groups = [(heading, [row.contract.title for row in rows]) for heading, rows in response.context["groups"]]
    assert groups == [("Within 30 days", ["Four"]), ("Within 90 days", ["Sixty"]), ("Within 180 days", ["Later"])]
    assert response.context["total"] == "EUR 24,000 and USD 5,000"
    words = text_of(response)
    assert "Nobody has looked" in words and "renews to" in words


def test_list_keeps_what_is_overdue_visible(client, buyer, phones):
    response = shown(client, buyer)
    [(heading, [row])] = response.context["groups"]
    assert (heading, row.contract, row.tone) == ("Overdue", phones, "danger")


def test_settled_ones_stay_in_the_list_and_leave_the_total(client, buyer, lead, hosting):
    Contract.objects.filter(pk=hosting.pk).update(value=900, value_currency="EUR", value_per="year")
    assert shown(client, buyer).context["total"] == "EUR 900"
    renewals.decide(hosting, "renew", why="We need it.", by=lead)
    response = shown(client, buyer)
    assert response.context["total"] == ""
    assert "Renew, Lena Lead" in text_of(response)


def test_list_explains_an_empty_page(client, buyer, stranger):
    assert "Nothing to decide" in text_of(shown(client, buyer))


def test_list_hides_what_is_not_for_the_reader(client, stranger, requester, hosting):
    assert shown(client, stranger).context["groups"] == []
    assert len(shown(client, requester).context["groups"]) == 1


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_its_length(client, buyer, count, django_assert_num_queries):
    for number in range(count):
        contract = soon(20 + number, value=Money(1, "EUR"))
        RenewalDecision.objects.create(contract=contract, due_on=contract.step_on, term_ends_on=contract.term_ends_on)
    client.force_login(buyer)
    with django_assert_num_queries(8):  # session, person, desks, contracts, events, decisions, months, unread notices
        client.get(LIST)


def test_pages_walk_from_a_proposal_to_the_evidence(client, requester, lead, counsel, buyer, hosting):
    def post(person, name, **sent):
        client.force_login(person)
        return client.post(reverse(f"contracts:{name}", args=[hosting.pk]), sent)

    def page(person):
        client.force_login(person)
        return text_of(client.get(hosting.get_absolute_url()))

    post(requester, "propose", answer="end", why="Nobody uses it.")
    assert "Rosa Requester proposes to end : Nobody uses it." in page(lead)
    client.force_login(lead)
    form = client.get(reverse("contracts:decide", args=[hosting.pk]))
    read = form.content.decode().split('name="form_read" value="')[1].split('"')[0]
    post(lead, "decide", answer="end", why="Agreed.", form_read=read)
    assert "It waits for legal’s signature." in page(buyer)
    post(counsel, "sign")
    assert "The notice has not gone out yet." in page(buyer)
    response = post(buyer, "sent", sent_on="2026-11-23", how="By courier.")
    assert response.status_code == 302
    words = page(buyer)
    assert "Ends on" in words and "Notice went out: By courier." in words


def test_decide_on_an_older_page_is_asked_about(client, lead, requester, hosting):
    client.force_login(lead)
    form = client.get(reverse("contracts:decide", args=[hosting.pk]))
    read = form.content.decode().split('name="form_read" value="')[1].split('"')[0]
    renewals.propose(hosting, "renew", why="Please.", by=requester)
    address = reverse("contracts:decide", args=[hosting.pk])
    client.post(address, {"answer": "end", "why": "No.", "form_read": read})
    assert RenewalDecision.objects.get().answer == ""


def test_letter_is_drafted_from_the_record(client, buyer, lead, hosting):
    contracts.correct(hosting, {"reference": "HX-7", "notice_to": "notices@helio.example"}, why="Clause 12.", by=buyer)
    client.force_login(buyer)
    response = client.get(reverse("contracts:notice_letter", args=[hosting.pk]))
    words = "\n".join(part.text for part in Document(io.BytesIO(response.content)).paragraphs)
    assert "To: notices@helio.example" in words
    assert "“Hosting”, your number HX-7" in words and "with effect from the end of 28 December 2026" in words
    assert "no legal advice" in words


def test_request_begins_with_the_contract_and_once(client, requester, hosting):
    client.force_login(requester)
    address = reverse("intake:from_contract", args=[hosting.pk, "amendment"])
    first, second = client.post(address), client.post(address)
    assert first.url == second.url
    draft = IntakeRequest.objects.get(request_type__slug="amendment")
    assert (draft.vendor_name, draft.answers["contract"]) == ("Helio", f"{hosting.number} Hosting")
    assert client.post(reverse("intake:from_contract", args=[hosting.pk, "nda"])).status_code == 404


def test_another_amendment_may_be_asked_for_once_the_first_is_under_way(client, requester, hosting, review):
    client.force_login(requester)
    address = reverse("intake:from_contract", args=[hosting.pk, "amendment"])
    client.post(address)
    review.intake_request.delete()  # it stands for what the amendment became
    handed_in = {"submitted_at": timezone.now(), "review": review}
    IntakeRequest.objects.filter(request_type__slug="amendment").update(**handed_in)
    assert client.post(address).status_code == 302
    assert IntakeRequest.objects.filter(request_type__slug="amendment").private().count() == 1


def test_request_from_a_contract_that_one_does_not_see_is_not_found(client, stranger, hosting):
    client.force_login(stranger)
    assert client.post(reverse("intake:from_contract", args=[hosting.pk, "renewal"])).status_code == 404


def test_admin_chooses_steps_and_band(client, admin, buyer):
    client.force_login(admin)
    client.post(reverse("contracts:ladder"), {"days": 45, "tells": ["owner", "leads"]})
    client.post(reverse("contracts:band"), {"amount": "100000"})
    words = text_of(client.get(reverse("contracts:ladder")))
    assert "45 days before : the owner, the leads of both sides" in words
    assert "any notice from 100,000 a year on" in words
    client.post(reverse("contracts:step_remove", args=[45]))
    assert "45 days before" not in text_of(client.get(reverse("contracts:ladder")))
    client.force_login(buyer)
    assert client.get(reverse("contracts:ladder")).status_code == 403


# --- over the API ----------------------------------------------------------------------------------------------


def test_api_walks_the_same_way(api, requester, lead, counsel, buyer, hosting):
    def post(person, name, **sent):
        return api(person).post(reverse(f"api-contract-{name}", args=[hosting.pk]), sent, format="json")

    assert post(requester, "propose", answer="end", why="Unused.").json()["decision"]["proposal"] == "end"
    assert post(lead, "decide", answer="end", why="Yes.").status_code == 428
    state = api(lead).get(reverse("api-contract-detail", args=[hosting.pk])).json()["decision_state"]
    assert post(lead, "decide", answer="end", why="Yes.", state=state).json()["decision"]["waits_for_signature"]
    assert post(lead, "decide", answer="renew", why="No.", state=state).status_code == 409
    assert post(buyer, "sent", sent_on="2026-11-23", how="Courier.").status_code == 409
    post(counsel, "sign")
    answer = post(buyer, "sent", sent_on="2026-11-23", how="Courier.").json()
    assert answer["decision"]["settled_at"] and answer["act_by"] is None
    assert post(requester, "sign").status_code == 403


def test_api_lists_what_must_be_decided(api, buyer, stranger, hosting):
    url = reverse("api-contract-renewals")
    [row] = api(buyer).get(url).json()["results"]
    assert (row["title"], row["decision"], row["if_nobody_decides"]) == (
        "Hosting",
        "Nobody has looked",
        "renews to 28 December 2027",
    )
    assert api(stranger).get(url).json()["results"] == []


def test_letter_is_drafted_as_a_pdf_too(client, buyer, lead, hosting, tmp_path):
    renewals.decide(hosting, "end", why="Nobody uses it.", by=lead)
    client.force_login(buyer)
    response = client.get(f"{reverse('contracts:notice_letter', args=[hosting.pk])}?as=pdf")
    path = tmp_path / "letter.pdf"
    path.write_bytes(response.content)
    text = reading.read(path, name="letter.pdf").text
    assert response["Content-Type"] == "application/pdf"
    assert "We hereby give notice that we do not wish it to renew" in " ".join(text.split())
