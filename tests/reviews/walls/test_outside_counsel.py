"""Outside counsel: one review, until a day, and nothing else."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.comments import actions as comment_actions
from reviews.comments import circles
from reviews.models import Comment, Review, Term
from reviews.walls import actions as walls
from tests.factories import UserFactory
from tests.reviews.reading import Written, denied, refused


def until(days=10):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def named(review, counsel, oda):
    return walls.name_outside_counsel(review, oda, until=until(), by=counsel)


def test_outside_counsel_sees_one_review_until_the_day(named, review, another_review, oda, at):
    another_review()
    assert list(Review.objects.visible_to(oda)) == [review]
    at(timezone.now() + timedelta(days=10))
    assert list(Review.objects.visible_to(oda)) == [review]
    at(timezone.now() + timedelta(days=1))
    assert list(Review.objects.visible_to(oda)) == []


def test_outside_counsel_is_told_and_it_is_written_down(review, counsel, oda):
    written = Written()
    walls.name_outside_counsel(review, oda, until=until(), by=counsel)
    assert written.told == ["Oda Outside"]
    assert [sentence for *_, sentence in written.events] == [
        "let Oda Outside, outside counsel, see the review until 3 December 2026"
    ]


def test_outside_counsel_is_brought_in_by_legal_alone(review, buyer, requester, oda):
    for person in (buyer, requester, oda):
        with denied(walls.ONLY_LEGAL):
            walls.name_outside_counsel(review, oda, until=until(), by=person)


def test_outside_counsel_is_an_account_of_its_own_kind(review, counsel, stranger, oda):
    with refused("Stefan Stranger is not an account of outside counsel."):
        walls.name_outside_counsel(review, stranger, until=until(), by=counsel)
    with refused("Choose a day to come."):
        walls.name_outside_counsel(review, oda, until=until(-1), by=counsel)


def test_outside_counsel_works_behind_a_wall_too_and_keeps_nobody_else_out(walled, counsel, oda, lead):
    walls.name_outside_counsel(walled, oda, until=until(), by=counsel)
    assert list(Review.objects.visible_to(oda)) == [walled]
    walls.take_wall_down(walled, by=lead)
    assert list(Review.objects.visible_to(oda)) == [walled]


def test_outside_counsel_reads_and_writes_with_the_reviewers_and_decides_nothing(named, review, oda, counsel, client):
    comment_actions.comment(review, "Among us.", by=counsel)
    comment_actions.comment(review, "My advice.", by=oda)
    note = comment_actions.comment(review, "Privileged.", audience="privileged", by=counsel)
    assert {comment.body for comment in Comment.objects.visible_to(oda)} == {"Among us.", "My advice."}
    assert Term.objects.visible_to(oda).exists()
    circles.add_to_circle(note.circle, oda, by=counsel)
    assert "Privileged." in {comment.body for comment in Comment.objects.visible_to(oda)}
    term = review.terms.first()
    client.force_login(oda)
    client.post(reverse("reviews:decide_term", args=[term.pk]), {"outcome": "ask", "desk": term.desk_id})
    term.refresh_from_db()
    assert term.outcome == "open"


def test_a_seat_gives_an_account_of_outside_counsel_nothing(named, another_review, oda, desks):
    """However the row came about: the role is all that the account has."""
    desks["legal"].memberships.create(user=oda, is_lead=True)
    oda.refresh_from_db()
    other = another_review()
    assert not Review.objects.visible_to(oda).filter(pk=other.pk).exists()
    assert not oda.is_reviewer


def test_somebody_outside_who_is_named_nowhere_has_no_business_here(client, oda):
    client.force_login(oda)
    for name in ("intake:request_list", "vendors:vendor_list", "vendors:suggest", "absences:absence_list"):
        assert client.get(reverse(name)).status_code == 404
    assert client.get("/api/reviews/").json()["results"] == []
    assert client.get("/").url == reverse("notices:notice_list")


@pytest.mark.parametrize("address", ["nobody@firm.example", "stranger@duet.example", "counsel@duet.example"])
def test_page_does_not_tell_which_addresses_exist(client, review, counsel, stranger, address):
    client.force_login(counsel)
    page = client.post(
        reverse("reviews:name_outside_counsel", args=[review.pk]), {"person": address, "until": str(until())}
    )
    assert page.status_code == 422
    assert "No account of outside counsel that you could name has this address." in page.content.decode()


def test_another_firm_is_not_seen(named, review, oda, counsel):
    """Two outside lawyers on two reviews: neither learns of the other."""
    other = UserFactory(name="Otto Elsewhere", is_outside=True)
    assert not Review.objects.visible_to(other).exists()


def test_no_link_on_the_page_of_outside_counsel_leads_nowhere(client, named, review, oda):
    """Their page names the vendor, whose own page is not for them."""
    client.force_login(oda)
    assert links_that_lead_nowhere(client, review) == []
    assert review.vendor.name in client.get(review.get_absolute_url()).text


def test_no_link_on_the_page_of_others_leads_nowhere(client, named, review, counsel, auditor):
    for person in (counsel, auditor):
        client.force_login(person)
        assert links_that_lead_nowhere(client, review) == []
        assert f'href="{review.vendor.get_absolute_url()}"' in client.get(review.get_absolute_url()).text


def links_that_lead_nowhere(client, review):
    page = client.get(review.get_absolute_url()).text
    links = {unescape(link).partition("#")[0] for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', page)}
    assert links
    return sorted(link for link in links if client.get(link).status_code >= 400)
