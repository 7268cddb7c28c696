"""The playbook: its list, one entry, changing it."""

from django.urls import reverse

from people.models import Team
from reviews.models import TermType
from reviews.playbook import changing
from tests.reviews.pages import html_of


def test_playbook_lists_the_terms_of_one_desk(client, counsel, defaults):
    client.force_login(counsel)
    page = html_of(client.get(reverse("settings:playbook"), {"desk": "security"}))
    assert "Breach notice times" in page
    assert "Price and rates, discounts" not in page
    assert "No terms of that desk" in html_of(client.get(reverse("settings:playbook"), {"desk": "kitchen"}))


def test_playbook_entry_shows_members_everything_and_no_button(client, counsel, defaults):
    client.force_login(counsel)
    page = html_of(client.get(reverse("settings:playbook_entry", args=["liability"])))
    for words in (
        "Preferred",
        "If we must give way",
        "Walk away",
        "A lead of Legal",
        "Leads of Legal keep this entry.",
    ):
        assert words in page
    assert "playbook/liability/edit/" not in page


def test_playbook_edit_saves_and_shows_the_difference(client, lead, defaults):
    client.force_login(lead)
    url = reverse("settings:playbook_edit", args=["liability"])
    entry = {
        "position": "Cap at three times the yearly fees.",
        "fallbacks": "Twice the fees.\n\n  The fees.  ",
        "walk_away": "No cap.",
        "why": "It must be in proportion.",
        "deviation_by": "desk",
        "deviation_desk": Team.objects.get(slug="finance").pk,
        "deviation_person": lead.pk,
        "expected": "always",
        "rows-TOTAL_FORMS": "0",
        "rows-INITIAL_FORMS": "0",
    }
    assert client.post(url, entry).status_code == 422
    assert client.post(url, entry | {"reason": "The board decided."}).status_code == 302
    term_type = TermType.objects.get(slug="liability")
    assert (term_type.fallbacks, term_type.deviation_approver) == (
        ["Twice the fees.", "The fees."],
        "a lead of Finance",
    )

    page = html_of(client.get(reverse("settings:playbook_history", args=["liability"])))
    assert "The board decided." in page
    assert '<ins><span class="visually-hidden">added: </span>' in page
    assert '<del><span class="visually-hidden">removed: </span>' in page
    assert "Last changed" in html_of(client.get(reverse("settings:playbook_entry", args=["liability"])))


def test_playbook_says_what_is_a_starting_point_until_a_lead_saves_it(client, lead, defaults):
    client.force_login(lead)
    addresses = [reverse("settings:playbook_entry", args=["liability"]), reverse("settings:playbook")]
    entry, listed = (html_of(client.get(address)) for address in addresses)
    assert "A starting point that came with Duet." in entry
    assert "50 of 50 came with Duet as a starting point." in " ".join(listed.split())

    liability = TermType.objects.get(slug="liability")
    changing.change_playbook(liability, fields={}, reason="We agree.", by=lead)
    entry, listed = (html_of(client.get(address)) for address in addresses)
    assert "A starting point that came with Duet." not in entry
    assert "49 of 50 came with Duet as a starting point." in " ".join(listed.split())
