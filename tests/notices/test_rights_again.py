"""A right that was lost takes the words along: in the bell, on the page, in mails, bundles and posts sent later."""

import pytest
from django.core import mail
from django.urls import reverse

from config.navigation import Navigation
from notices import tasks
from notices.actions import notify
from notices.channels import announce
from notices.models import Bundle, Notice, Post, Webhook
from people.models import Membership
from reviews.comments import actions as comment_actions
from reviews.waits import claims, hand_overs
from reviews.walls import actions as walls
from tests.groundwork import groundwork
from tests.reviews.reading import desk_wait

CANARY = "zyzzyva"


@pytest.fixture
@groundwork
def mentioned(review, buyer, counsel):
    """Ben, mentioned in an internal comment. Everything told before is out of the way."""
    Notice.objects.all().delete()
    comment_actions.comment(review, f"@Ben {CANARY}", by=counsel)
    return buyer


def without_seat(person):
    Membership.objects.filter(user=person).delete()
    person.refresh_from_db()
    return person


def sent():
    tasks.deliver_notices()
    return [message.message().as_string() for message in mail.outbox]


def test_mention_is_shown_and_mailed_while_the_seat_stands(client, mentioned):
    client.force_login(mentioned)
    assert CANARY in client.get(reverse("notices:notice_list")).content.decode()
    assert [text for text in sent() if CANARY in text]


def test_seat_lost_after_a_mention_takes_text_count_and_mail(client, mentioned, rf):
    without_seat(mentioned)
    client.force_login(mentioned)
    page = client.get(reverse("notices:notice_list"), {"show": "all"}).content.decode()
    assert CANARY not in page and "Survey tool" not in page
    request = rf.get("/")
    request.user = mentioned
    assert Navigation(request).unread == 0
    notice = Notice.objects.get(recipient=mentioned)
    assert client.post(reverse("notices:notice_open", args=[notice.pk])).status_code == 404
    assert sent() == []
    notice.refresh_from_db()
    assert (notice.mailed_at, notice.withdrawn_at is not None, notice.attempts) == (None, True, 0)


def test_reviewer_who_becomes_the_requester_reads_no_more_what_reviewers_said(review, mentioned):
    """They still see the review, but not this comment."""
    review.requester = mentioned
    review.save()
    assert not Notice.objects.visible_to(mentioned).filter(subject_kind="comment").exists()


def test_daily_mail_leaves_out_what_may_not_be_seen_any_more(review, mentioned):
    bundle = Bundle.objects.create(recipient=mentioned)
    Notice.objects.filter(recipient=mentioned).update(bundle=bundle, is_sorted=True)
    notify([mentioned], key="own", kind="news", title="Still yours", body="", url="/x")
    Notice.objects.filter(key="own").update(bundle=bundle, is_sorted=True)
    without_seat(mentioned)
    [text] = sent()
    assert "Still yours" in text
    assert CANARY not in text


def test_daily_mail_of_which_nothing_is_left_is_not_sent(mentioned):
    bundle = Bundle.objects.create(recipient=mentioned)
    Notice.objects.filter(recipient=mentioned).update(bundle=bundle, is_sorted=True)
    without_seat(mentioned)
    assert sent() == []


def test_notice_about_several_reviews_is_shown_while_all_are_seen(review, another_review, buyer, counsel, lead):
    other = another_review()
    told = {"kind": "assignment", "title": "Two things", "body": "R and R", "url": "/my-work/"}
    notify([buyer], key="two", about=(review, other), **told)
    assert Notice.objects.visible_to(buyer).filter(key="two").exists()
    walls.wall(other, [counsel], by=lead)
    assert not Notice.objects.visible_to(buyer).filter(key="two").exists()


def test_delegate_reads_of_no_review_that_is_walled_meanwhile(review, desks, buyer, counsel, lead):
    wait = claims.claim(desk_wait(review, desks["procurement"]), by=buyer)
    hand_overs.hand_over(wait, to=lead, reason=CANARY, by=buyer)
    assert Notice.objects.visible_to(lead).filter(body__contains=CANARY).exists()


@pytest.fixture
def posts(monkeypatch):
    """What reaches the channels."""
    texts = []
    monkeypatch.setattr("notices.channels.send", lambda address, text: texts.append(text))
    return texts


def test_channel_of_a_desk_hears_of_what_everybody_on_it_sees(review, another_review, desks, posts):
    Webhook.objects.create(team=desks["legal"], url="https://chat.example/hook")
    another_review(title="Okapi")
    tasks.deliver_posts()
    assert [text for text in posts if "Okapi" in text]


def test_channel_hears_of_nothing_that_is_walled_before_it_is_posted(
    another_review, desks, buyer, counsel, lead, posts
):
    Webhook.objects.create(team=desks["legal"], url="https://chat.example/hook")
    review = another_review(title="Okapi")
    walls.wall(review, [buyer, counsel], by=lead)
    tasks.deliver_posts()
    assert posts == []
    assert not Post.objects.exists()


def test_channel_hears_of_nothing_in_which_its_desk_has_no_part_any_more(review, specialists, desks, posts):
    Webhook.objects.create(team=desks["privacy"], url="https://chat.example/hook")
    wait = desk_wait(review, desks["privacy"])

    announce(desks["privacy"], key="k", title=CANARY, body="", url="/x", about=(review,))
    review.terms.filter(desk=desks["privacy"]).update(desk=desks["security"])
    review.terms.filter(second_desk=desks["privacy"]).update(second_desk=None)
    type(wait).objects.filter(pk=wait.pk).delete()
    tasks.deliver_posts()
    assert posts == []


def test_what_is_about_nothing_in_particular_is_for_its_reader(stranger):
    notify([stranger], key="k", kind="news", title="Welcome", body="", url="/x")
    assert Notice.objects.visible_to(stranger).count() == 1


def test_bell_counts_what_is_older_than_a_hundred_that_were_lost(mentioned, rf):
    lost = Notice.objects.get(recipient=mentioned)
    words = {"recipient": mentioned, "kind": "news", "title": "News", "url": "/"}
    about = {"subject_kind": lost.subject_kind, "subject_ids": lost.subject_ids}
    lost.delete()
    Notice.objects.create(key="older", **words)
    Notice.objects.bulk_create(Notice(key=f"lost-{number}", **words, **about) for number in range(120))
    request = rf.get("/")
    request.user = without_seat(mentioned)
    assert Navigation(request).unread == 1
