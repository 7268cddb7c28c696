"""Minutes: what they say to whom, two leads, mails with HTML and PDF, timelines, what is improved."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from checkins.actions import minutes as actions
from checkins.actions import outcomes, running
from checkins.actions.items import add_item, add_remark
from checkins.minutes import sheet_for
from checkins.models import Meeting, Remark
from common.log import events_of
from common.models import Audience
from notices.tasks import deliver_notices
from people.models import User
from reviews.agenda.actions import mark_for_check_in
from reviews.models import NamedPerson
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.pages import messages_of, part_of, signed_in, text_of


@pytest.fixture
def other_lead(desks, series):
    person = UserFactory(name="Jonas Lead", email="jonas@duet.example")
    MembershipFactory(team=desks["procurement"], user=person, is_lead=True)
    series.memberships.create(person=person)
    return person


@pytest.fixture
def over(meeting, review, buyer, counsel, lead, other_lead):
    """A meeting that is over: one item about a review, an action, something carried over, something not reached."""
    mark_for_check_in(review, "Talk.", by=buyer)
    action, carried, _ = (add_item(meeting, title, by=buyer) for title in ("Answer", "Templates", "Christmas"))
    begun = running.begin_meeting(meeting, [buyer, counsel, lead], by=buyer)
    begun.items.filter(by_hand=None, review=None).delete()
    about = begun.items.get(review=review)
    outcomes.note_outcome(about, "decision", "We wait for their offer.", by=buyer)
    outcomes.note_outcome(action, "action", "A standard answer", owner=counsel, due_on=date(2026, 12, 1), by=buyer)
    outcomes.note_outcome(carried, "carry_over", by=buyer)
    add_remark(begun, "worked", "One call.", by=counsel)
    add_remark(begun, "improve", "Say who talks to the vendor.", by=counsel)
    running.end_meeting(begun, by=buyer)
    return Meeting.objects.get(pk=meeting.pk)


def confirmed(over, lead, other_lead):
    actions.confirm_minutes(over, side="legal", by=lead)
    actions.confirm_minutes(over, side="commercial", by=other_lead)
    return Meeting.objects.get(pk=over.pk)


def wall_around(review, *named):
    type(review).objects.filter(pk=review.pk).update(walled_at=timezone.now())
    NamedPerson.objects.bulk_create(NamedPerson(review=review, person=one, added_by=one) for one in named)


def test_minutes_say_what_came_of_each_item(client, over, review, buyer):
    text = text_of(signed_in(client, buyer).get(over.get_absolute_url()))
    assert "4 items: 1 decided, 1 action, 1 carried over, 1 not reached." in text
    assert f"We wait for their offer. {review.title}, {review.reference} {review.title}" in text
    assert "A standard answer Clara Counsel, until 1 December 2026" in text
    assert "One call." in text
    assert "Ben Buyer led. Clara Counsel and Lena Lead were there. Not confirmed yet." in text


def test_minutes_are_confirmed_by_two_leads_one_for_each_side(over, buyer, lead, other_lead):
    with pytest.raises(PermissionDenied):
        actions.confirm_minutes(over, side="commercial", by=buyer)
    actions.confirm_minutes(over, side="legal", by=lead)
    with pytest.raises(ValidationError, match="somebody else does for this one"):
        actions.confirm_minutes(over, side="commercial", by=lead)
    with pytest.raises(PermissionDenied):
        actions.confirm_minutes(over, side="legal", by=other_lead)
    assert Meeting.objects.get(pk=over.pk).minutes_sent_at is None
    actions.confirm_minutes(over, side="commercial", by=other_lead)
    assert Meeting.objects.get(pk=over.pk).minutes_sent_at is not None
    with pytest.raises(ValidationError, match="Jonas Lead has confirmed them"):
        actions.confirm_minutes(over, side="commercial", by=other_lead)


def test_minutes_go_out_as_html_and_pdf_when_both_have_confirmed(over, buyer, lead, other_lead):
    deliver_notices()
    mail.outbox.clear()
    confirmed(over, lead, other_lead)
    deliver_notices()
    [to_buyer] = [message for message in mail.outbox if message.to == [buyer.email]]
    [(html, kind)] = to_buyer.alternatives
    assert (kind, "We wait for their offer." in html, "We wait for their offer." in to_buyer.body) == (
        *("text/html", True),
        True,
    )
    [(name, content, mimetype)] = to_buyer.attachments
    assert (name.endswith(".pdf"), content[:5], mimetype) == (True, b"%PDF-", "application/pdf")


def test_mail_says_nothing_of_what_its_reader_may_not_see_when_it_goes_out(
    over, review, buyer, counsel, lead, other_lead
):
    deliver_notices()
    mail.outbox.clear()
    confirmed(over, lead, other_lead)
    wall_around(review, counsel)  # after it was written, before it goes out
    deliver_notices()
    said = {message.to[0]: str(message.alternatives) + message.body for message in mail.outbox}
    assert "their offer" not in said[buyer.email]
    assert review.title not in said[buyer.email]
    assert "1 more may not be shown to you." in said[buyer.email]
    assert "their offer" in said[counsel.email]


def test_page_file_and_api_keep_from_a_reader_what_is_walled(client, over, review, buyer, counsel):
    wall_around(review, counsel)
    for person, is_shown in ((buyer, False), (counsel, True)):
        signed_in(client, User.objects.get(pk=person.pk))
        for address in (over.get_absolute_url(), reverse("api-meeting-minutes", args=[over.pk])):
            assert ("their offer" in client.get(address).content.decode()) == is_shown
        assert client.get(reverse("checkins:minutes_file", args=[over.pk])).content.startswith(b"%PDF-")
        assert (sheet_for(over, person).hidden == 0) == is_shown


def test_timeline_of_the_review_says_what_came_of_it_once_confirmed(over, review, lead, other_lead):
    def lines():
        return [line.sentence for line in events_of(review, audiences=list(Audience)) if line.verb == "review.came_up"]

    assert lines() == []
    confirmed(over, lead, other_lead)
    assert lines() == ["noted at a check-in (a decision): We wait for their offer."]
    assert not [line for line in events_of(review, audiences=[Audience.BUSINESS]) if line.verb == "review.came_up"]


def test_send_again_needs_both_confirmations(over, buyer, lead, other_lead):
    with pytest.raises(ValidationError, match="both sides have confirmed"):
        actions.send_minutes_again(over, by=buyer)
    confirmed(over, lead, other_lead)
    deliver_notices()
    mail.outbox.clear()
    actions.send_minutes_again(over, by=buyer)
    deliver_notices()
    assert [buyer.email] in [message.to for message in mail.outbox]


def test_improvements_are_listed_by_quarter_with_what_was_done(client, over, buyer):
    signed_in(client, buyer)
    remark = Remark.objects.get(kind="improve")
    address = reverse("checkins:improvements")
    assert "2026, quarter 4" in text_of(client.get(address))
    response = client.post(reverse("checkins:improvement_done", args=[remark.pk]), {"done": "It stands on the review."})
    assert messages_of(response) == [("success", "Saved.")]
    assert "Done: It stands on the review." in part_of(client.get(address), "main")
    assert "One call." not in text_of(client.get(address))


def test_improvement_is_not_shown_before_the_meeting_is_over(client, meeting, buyer):
    add_remark(meeting, "improve", "Too early.", by=buyer)
    assert "Too early." not in text_of(signed_in(client, buyer).get(reverse("checkins:improvements")))


def test_minutes_of_a_meeting_that_is_not_over_are_not_there(client, meeting, buyer):
    signed_in(client, buyer)
    assert client.get(reverse("checkins:minutes_file", args=[meeting.pk])).status_code == 404
    assert client.get(reverse("api-meeting-minutes", args=[meeting.pk])).status_code == 404
