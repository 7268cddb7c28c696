"""Who sees which item: by rights, and on a shared screen only what everybody there may see."""

import pytest
from django.urls import reverse
from django.utils import timezone

from checkins.actions.items import add_item
from checkins.agenda.building import build
from checkins.agenda.drafts import Draft
from checkins.models import Group, Item, Meeting
from checkins.views.shown import agenda_for
from people.models import User
from reviews.agenda.actions import mark_for_check_in
from reviews.comments.actions import comment
from reviews.disagreements import actions as disagreement_actions
from reviews.models import CommentAudience, NamedPerson, Wait
from tests.factories import MembershipFactory
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import term

CANARY = "CANARY-7f3a"


def titles(meeting, *people):
    """Of what is not about desks, of which some have no members in these tests."""
    return [item.title for item in agenda_for(meeting, people).items if item.group != Group.DESKS or item.for_leads]


def reread(person):
    """As another request would read them: seats are kept once a request."""
    return User.objects.get(pk=person.pk)


def wall_around(review, *named, by):
    type(review).objects.filter(pk=review.pk).update(walled_at=timezone.now())
    NamedPerson.objects.bulk_create(NamedPerson(review=review, person=person, added_by=by) for person in named)


def test_item_about_ones_own_request_is_a_number(series, meeting, review, requester, desks, buyer):
    mark_for_check_in(review, "Talk.", by=buyer)
    MembershipFactory(team=desks["legal"], user=requester)
    series.memberships.create(person=requester)
    build(meeting)
    assert titles(meeting, buyer) == [review.title]
    together = agenda_for(meeting, [buyer, reread(requester)])
    assert (titles(meeting, buyer, reread(requester)), together.hidden) == ([], 1)


def test_item_about_a_walled_review_is_a_number_as_soon_as_somebody_is_there_who_may_not_see_it(
    meeting, review, buyer, counsel, lead
):
    mark_for_check_in(review, "Talk.", by=buyer)
    build(meeting)
    wall_around(review, counsel, lead, by=counsel)
    assert titles(meeting, counsel, lead) == [review.title]
    assert titles(meeting, counsel, lead, buyer) == []
    assert agenda_for(meeting, [counsel, buyer]).hidden == 1


def test_item_about_how_much_somebody_holds_is_for_leads(meeting, buyer, lead, desks):
    draft = Draft(Group.DESKS, "load", "Ben Buyer", "holds 9", {"desk": desks["procurement"]}, for_leads=True)
    Item.objects.create(meeting=meeting, key=draft.key, **draft.columns)
    assert titles(meeting, lead) == ["Ben Buyer"]
    assert titles(meeting, lead, buyer) == []


def test_meeting_is_seen_by_those_who_come_and_by_leads(
    meeting, buyer, stranger, finance_lead, admin, desks, requester
):
    MembershipFactory(team=desks["legal"], user=requester)  # on the desk, and not asked to come
    seers = [buyer, stranger, finance_lead, admin, reread(requester)]
    assert [Meeting.objects.visible_to(person).exists() for person in seers] == [True, False, False, False, False]


@pytest.fixture
def privileged(review, meeting, buyer, counsel):
    """A review on the agenda for three reasons, with a note for the circle of legal, and with a canary in all of it."""
    liability = term(review, "liability")
    comment(review, f"{CANARY} advice", audience=CommentAudience.PRIVILEGED, by=counsel)
    comment(review, f"{CANARY} on the cap", audience=CommentAudience.PRIVILEGED, term=liability, by=counsel)
    disagreement_actions.disagree(liability, "We need more.", by=buyer)
    mark_for_check_in(review, "Talk.", by=buyer)
    Wait.objects.filter(review=review).update(due_at=timezone.now() - timezone.timedelta(days=3))
    return build(meeting)


def test_privileged_words_are_on_no_agenda(client, privileged, buyer, counsel, lead):
    assert privileged.items.count() >= 3
    stored = str(list(Item.objects.values()))
    assert CANARY not in stored
    for person in (buyer, counsel, lead):
        signed_in(client, person)
        for address in (
            reverse("checkins:meeting", args=[privileged.pk]),
            reverse("checkins:check_in"),
            reverse("api-meeting-detail", args=[privileged.pk]),
            reverse("api-meeting-list"),
        ):
            response = client.get(address)
            assert response.status_code == 200
            assert CANARY not in response.content.decode()


def test_page_says_how_many_items_it_does_not_show(client, meeting, review, buyer, counsel):
    mark_for_check_in(review, "Talk.", by=buyer)
    add_item(meeting, "Templates", by=buyer)
    build(meeting)
    wall_around(review, counsel, by=counsel)
    page = signed_in(client, buyer).get(meeting.get_absolute_url())
    assert review.title not in text_of(page)
    assert "1 more item is about what not everybody here may see" in text_of(page)
    assert "Templates" in text_of(page)
